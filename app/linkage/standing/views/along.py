"""A coordinator goes along themselves, or asks a colleague to."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue

from app import db
from app.linkage.matching.actions import going_along
from app.linkage.standing.views.loading import hold
from app.web.access import does
from app.web.commits import commits
from app.web.request import now
from app.web.typed import sent_id

bp = Blueprint("along", __name__)


@bp.post("/requests/<linkage_id>/along")
@does("linkage.arrange")
@commits
def go(linkage_id: str) -> ResponseReturnValue:
    """I go with them myself."""
    found, by = hold(linkage_id)
    going_along.go(db.session(), by, found, now())
    return redirect(f"/requests/{found.id}?said=along", 303)


@bp.post("/requests/<linkage_id>/along/ask")
@does("linkage.arrange")
@commits
def ask(linkage_id: str) -> ResponseReturnValue:
    """Ask a colleague, who says yes or no themselves."""
    found, by = hold(linkage_id)
    going_along.ask(db.session(), by, found, sent_id("colleague"), now())
    return redirect(f"/requests/{found.id}?said=colleague", 303)
