"""Asking another organisation, and what its answer does."""
