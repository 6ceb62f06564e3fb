"""Flask plumbing that knows no feature."""
