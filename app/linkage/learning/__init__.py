"""Somebody who is learning to be a champion comes along to one planned outing, where everybody says yes."""
