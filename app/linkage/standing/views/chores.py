"""One press says that a task is done; another, for five minutes, that it was not."""

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from app import db
from app.linkage.accompaniment.rules.words import Result
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.tasks import WORDS
from app.linkage.standing.actions import chores as actions
from app.linkage.standing.views.loading import hold
from app.web.access import does
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("chores", __name__)

LISTS = {"board": "/requests", "exceptions": "/requests/exceptions"}
"""From where it may be pressed, besides the page of the request."""


@bp.post("/requests/<linkage_id>/tasks/<kind>/done")
@does("linkage.arrange")
@commits
def done(linkage_id: str, kind: str) -> ResponseReturnValue:
    """It is seen to."""
    found, by = hold(linkage_id)
    if kind not in WORDS:
        abort(404)
    actions.done(db.session(), by, found, kind, now())
    return _back(found)


@bp.post("/requests/<linkage_id>/tried")
@does("linkage.arrange")
@commits
def tried(linkage_id: str) -> ResponseReturnValue:
    """A try to reach the newcomer, and what came of it."""
    found, by = hold(linkage_id)
    word = request.form.get("word", "")
    if word not in set(Result) or not found.is_live:
        abort(400)
    actions.tried(db.session(), by, found, Result(word), now())
    return redirect(f"/requests/{found.id}?said=tried", 303)


@bp.post("/requests/<linkage_id>/tasks/<kind>/undo")
@does("linkage.arrange")
@commits
def undo(linkage_id: str, kind: str) -> ResponseReturnValue:
    """It was not."""
    found, by = hold(linkage_id)
    actions.undo(db.session(), by, found, kind, now())
    return _back(found)


def _back(found: Linkage) -> ResponseReturnValue:
    return redirect(LISTS.get(request.form.get("back", ""), f"/requests/{found.id}") + "#seen", 303)
