"""Changing keys, making a copy, putting it back."""
