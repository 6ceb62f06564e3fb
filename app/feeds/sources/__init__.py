"""Readers of incoming lists: bytes in, a `Reading` out, pure."""
