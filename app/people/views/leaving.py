"""Signing out, and leaving the site in a hurry."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.clock import running
from app.people.actions import sessions
from app.web.access import does
from app.web.commits import commits
from app.web.visits import AWAY_PAGE, forget_cookie, present_visit

bp = Blueprint("leaving", __name__)

EVERYTHING = '"cache", "cookies", "storage"'


@bp.post("/sign-out")
@does("sign.out")
@commits
def sign_out() -> ResponseReturnValue:
    """Sign out here, and stay on the site."""
    return _out_to("/")


@bp.post("/exit")
@does("sign.out")
@commits
def leave() -> ResponseReturnValue:
    """Sign out, clear what the browser kept, and go to a page that says nothing. Never refused for want of a token:
    another site that signs somebody out does them no harm, a refusal here would."""
    return _out_to(AWAY_PAGE)


def _out_to(goal: str) -> Response:
    visit = present_visit()
    if visit:
        sessions.end(db.session(), visit.actor.person_id, visit.session_id, running())
    said = {"Location": goal, "Clear-Site-Data": EVERYTHING, "Cache-Control": "no-store"}
    answer = Response(status=303, headers=said)
    forget_cookie(answer)
    return answer
