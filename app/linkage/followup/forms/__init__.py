"""Forms of check-ups."""
