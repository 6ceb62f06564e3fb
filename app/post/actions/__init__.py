"""Putting a message into the box, and carrying what is there on its way."""

from app.post.actions.box import PUT, put

__all__ = ["PUT", "put"]
