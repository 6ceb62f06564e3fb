"""Every route declares its act; the application refuses to start if one does not."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])

ACT = "act"

ANYONE = frozenset({"page.read", "directory.read", "directory.search", "calendar.read", "feed.read", "listing.join",
                    "report.make", "site.check"})  # fmt: skip
"""Acts that need no account."""


class UndeclaredRoute(Exception):
    """A route says nothing of who may use it."""


def does(act: str) -> Callable[[View], View]:
    """Declare which act of the access table a view performs."""

    def mark(view: View) -> View:
        setattr(view, ACT, act)
        return view

    return mark


def acts(app: Flask) -> dict[str, str]:
    """Endpoint to act, for every route. Raises `UndeclaredRoute`."""
    table = {endpoint: getattr(view, ACT, "") for endpoint, view in app.view_functions.items() if endpoint != "static"}
    bare = sorted(endpoint for endpoint, act in table.items() if act not in ANYONE)
    if bare:
        raise UndeclaredRoute(f"These routes declare no known act: {', '.join(bare)}.")
    return table
