"""Finding outings that can be claimed for, and claims."""
