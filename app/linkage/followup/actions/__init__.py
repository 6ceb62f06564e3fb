"""Asking after people, and what they do with the question."""
