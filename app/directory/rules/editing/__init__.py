"""Changing a listing or a venue by hand: what is typed means, what changed, in words, and what may be undone."""
