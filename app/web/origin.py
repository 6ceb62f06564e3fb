"""Posts come from our own pages only. Anonymous visitors have no cookie, so the browser's own word is what we check."""

from urllib.parse import urlsplit

from flask import Flask, abort, request

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    """Refuse posts that a browser says come from another site."""
    app.before_request(_check)


def _check() -> None:
    if request.method in SAFE:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(400)
    origin = request.headers.get("Origin", "")
    if origin and origin != "null" and urlsplit(origin).netloc != request.host:
        abort(400)
