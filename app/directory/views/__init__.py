"""The directory's pages and data."""
