"""Which pages may be kept on a phone."""
