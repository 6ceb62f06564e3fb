"""A newcomer's lines to the champion who goes with them."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.linkage.accompaniment.views import writing
from app.linkage.standing.views.mine import ever_side, side
from app.web.access import does
from app.web.commits import commits

bp = Blueprint("own_lines", __name__)


@bp.get("/mine/<page>/write")
@does("linkage.own")
def writes(page: str) -> ResponseReturnValue:
    """A few words to the champion."""
    return writing.writing(side(page))


@bp.post("/mine/<page>/write")
@does("linkage.own")
@commits
def write(page: str) -> ResponseReturnValue:
    """Send them."""
    return writing.write(lambda: side(page, is_held=True))


@bp.get("/mine/<page>/lines/<line_id>")
@does("linkage.own")
def otherwise(page: str, line_id: str) -> ResponseReturnValue:
    """Their line was taken down, and they see it otherwise."""
    return writing.appealing(ever_side(page, line_id), line_id)


@bp.post("/mine/<page>/lines/<line_id>/appeal")
@does("linkage.own")
@commits
def appeal(page: str, line_id: str) -> ResponseReturnValue:
    """Ask for another look."""
    return writing.appeal(ever_side(page, line_id), line_id)


@bp.post("/mine/<page>/lines/<line_id>/report")
@does("linkage.own")
@commits
def report(page: str, line_id: str) -> ResponseReturnValue:
    """Report a line of the champion."""
    return writing.report(side(page, is_held=True), line_id)


@bp.post("/mine/<page>/words/<part>/report")
@does("linkage.own")
@commits
def report_part(page: str, part: str) -> ResponseReturnValue:
    """Report words of the champion in the plan."""
    return writing.report_part(side(page, is_held=True), part)
