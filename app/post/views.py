"""The last messages, readable while the site is being worked on; in production this page does not exist."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from app.post.actions.dev_box import DevBox
from app.web.access import does
from app.web.request import settings

bp = Blueprint("post", __name__)


@bp.get("/dev/outbox")
@does("dev.outbox")
def outbox() -> ResponseReturnValue:
    """What was sent, newest first."""
    page = make_response(render_template("post/outbox.html", letters=DevBox(settings().instance).kept()))
    page.headers["Cache-Control"] = "no-store"
    return page
