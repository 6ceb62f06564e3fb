"""The champion's pages of a walk."""
