"""Pages that are not about one listing: home, first meeting, help and how the site works."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.web.access import does

bp = Blueprint("site", __name__)


@bp.get("/")
@does("page.read")
def home() -> ResponseReturnValue:
    """The first page: type a place."""
    return render_template("site/home.html")
