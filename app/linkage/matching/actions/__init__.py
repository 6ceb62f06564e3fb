"""Asking champions, one after another, and what follows from their answers."""
