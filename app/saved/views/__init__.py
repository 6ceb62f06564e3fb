"""Keeping pages on a phone, and saving with an account."""
