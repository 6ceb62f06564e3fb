"""`flask --app app …` commands; each calls one action and says in words what it did."""

from flask import Flask


def register(app: Flask) -> None:
    """Add every command to the application."""
