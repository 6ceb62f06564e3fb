"""Asking after somebody for as long as they wish: check-ups, and what they are answered with."""
