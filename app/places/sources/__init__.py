"""Readers of the published lists that the place search is derived from: bytes or rows in, plain values out."""
