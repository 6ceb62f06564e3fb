"""Signing out, and leaving the site in a hurry."""

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from app import db
from app.kernel.clock import running
from app.people.actions import sessions
from app.web.access import does
from app.web.commits import commits
from app.web.headers import AWAY
from app.web.visits import cookie_name, forget_cookie, present_visit

bp = Blueprint("leaving", __name__)

AWAY_PAGE = f"{AWAY}/weather"
EVERYTHING = '"cache", "cookies", "storage"'


@bp.post("/sign-out")
@does("sign.out")
@commits
def sign_out() -> ResponseReturnValue:
    """Sign out here, and stay on the site."""
    _end()
    return _gone_to("/")


@bp.post("/exit")
@does("sign.out")
def leave() -> ResponseReturnValue:
    """Sign out, clear what the browser kept, and go to a page that says nothing: from every page, since pages for
    visitors do not know who is signed in. Never refused: not for want of a token (another site that signs somebody out
    does them no harm, a refusal here would), and not when the database is away: the cookie goes in any case."""
    try:
        _end()
        db.session().commit()
    except SQLAlchemyError as error:
        current_app.logger.error("A session was left but not ended: %s", type(error).__name__)
    return _gone_to(AWAY_PAGE)


def _end() -> None:
    visit = present_visit()
    if visit:
        sessions.end(db.session(), visit.actor.person_id, visit.session_id, running())


def _gone_to(goal: str) -> Response:
    """On to another page; the browser forgets all that it kept of us, pages that somebody chose to keep too."""
    answer = Response(status=303, headers={"Location": goal, "Cache-Control": "no-store"})
    answer.headers["Clear-Site-Data"] = EVERYTHING
    if cookie_name() in request.cookies:
        forget_cookie(answer)
    return answer
