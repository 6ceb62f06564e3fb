"""Stopping messages by the link in each of them, without signing in."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.notices.actions.stopping import stop
from app.notices.queries.stopping import has_duty, whose
from app.notices.rules.reach import ALL_KINDS, OF_DUTY
from app.web.access import does
from app.web.commits import commits
from app.web.limits import limit
from app.web.request import now

bp = Blueprint("stopping", __name__)

TRIES_AN_HOUR = 60


@bp.get("/stop/<token>")
@does("message.stop")
def ask(token: str) -> ResponseReturnValue:
    """Looking stops nothing: mail programs open links by themselves."""
    person_id, kind = _found(token)
    return render_template("notices/stop.html", token=token, is_duty=kind in OF_DUTY, has_duty=_has_duty(person_id))


@bp.post("/stop/<token>")
@does("message.stop")
@commits
def stop_it(token: str) -> ResponseReturnValue:
    """Stop this kind of messages, or all of them; at once, and no reason is asked for. Mail programs post here by
    themselves when somebody presses their own button (RFC 8058)."""
    limit(db.session(), "stop", TRIES_AN_HOUR)
    person_id, kind = _found(token)
    what = ALL_KINDS if request.form.get("what") == "all" else kind
    if what not in OF_DUTY:
        stop(db.session(), person_id, what, now())
    return render_template("notices/stopped.html", is_duty=what in OF_DUTY, has_duty=_has_duty(person_id))


def _has_duty(person_id: str) -> bool:
    return has_duty(db.session(), person_id)


def _found(token: str) -> tuple[str, str]:
    return whose(db.session(), token) or abort(404)
