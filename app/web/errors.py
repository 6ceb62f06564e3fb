"""No exception reaches a person: each error is a page with a way on."""

import json

from flask import Flask, Response, abort, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from app import db
from app.kernel.errors import Refused
from app.web.typed import sent_again

PAGES = (400, 404, 405, 409, 410, 413, 429, 500, 503)
SOON = 5
"""Seconds after which it is worth another try where too many came at once."""


def init_app(app: Flask) -> None:
    """Answer every error with one of our own pages."""
    app.before_request(_refuse_nul)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refused, refused)
    app.register_error_handler(Exception, _unexpected)


def _refuse_nul() -> None:
    """No address of ours holds a NUL, and PostgreSQL takes none."""
    if "\0" in request.path:
        abort(404)


def _page(code: int, sentence: str = "", **given: object) -> Response:
    name = code if code in PAGES else (404 if code < 500 else 500)
    if request.path.endswith(".json"):
        return Response(json.dumps({"error": code}) + "\n", code, mimetype="application/json")
    return Response(render_template(f"errors/{name}.html", sentence=sentence, **given), code, mimetype="text/html")


def _http(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < 400:
        return error
    return _page(error.code)


def refused(error: Refused) -> Response:
    """A rule says no, and nothing nearer answers."""
    return _page(409, str(error))


def _busy(error: Exception) -> Response:
    """Too many at once: what somebody sent is in the page, behind a button that sends it once more."""
    current_app.logger.warning("Too busy for a request: %s", type(error).__name__)
    db.session().rollback()
    again = [] if request.is_json else sent_again()
    answer = _page(503, again=again, action=request.full_path.rstrip("?") if request.method == "POST" else "")
    answer.headers["Retry-After"] = str(SOON)
    return answer


def _unexpected(error: Exception) -> Response:
    if db.is_busy(error):
        return _busy(error)
    current_app.logger.error("An unexpected error of kind %s", type(error).__name__, exc_info=not request.query_string)
    return _page(500)
