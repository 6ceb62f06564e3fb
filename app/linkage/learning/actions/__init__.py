"""Asking, answering, ending, and what becomes of it."""
