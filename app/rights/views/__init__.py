"""Pages of a person's rights, and of complaints about data."""
