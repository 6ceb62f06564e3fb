"""Keeping pages on a phone."""
