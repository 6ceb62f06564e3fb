"""What each state means to whoever looks, in plain words."""
