"""A coordinator lets a request go by itself, or takes it over again; writes down a yes that was given by telephone; and
says that an interpreter is booked."""

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from app import db
from app.linkage.matching.actions import driving
from app.linkage.matching.actions.rejoining import go_again
from app.linkage.referral.actions import handling
from app.linkage.standing.views.loading import hold
from app.web.access import does
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("by_itself", __name__)


@bp.post("/requests/<linkage_id>/go")
@does("linkage.arrange")
@commits
def go(linkage_id: str) -> ResponseReturnValue:
    """Let the site ask champions, or the newcomer choose."""
    found, by = hold(linkage_id)
    driving.release(db.session(), by, found, now())
    return redirect(f"/requests/{found.id}?said=released", 303)


@bp.post("/requests/<linkage_id>/stop")
@does("linkage.arrange")
@commits
def stop(linkage_id: str) -> ResponseReturnValue:
    """Choose oneself from here on."""
    found, by = hold(linkage_id)
    driving.take_over(db.session(), by, found, now())
    return redirect(f"/requests/{found.id}?said=stopped", 303)


@bp.post("/requests/<linkage_id>/interpreter")
@does("linkage.arrange")
@commits
def interpreter(linkage_id: str) -> ResponseReturnValue:
    """Somebody to interpret is booked, or not any more."""
    found, by = hold(linkage_id)
    handling.interpret(db.session(), by, found, now(), is_booked=request.form.get("word") == "booked")
    return redirect(f"/requests/{found.id}?said=moved", 303)


@bp.post("/requests/<linkage_id>/same")
@does("linkage.arrange")
@commits
def same(linkage_id: str) -> ResponseReturnValue:
    """They go with whoever went with them before: both said so."""
    found, by = hold(linkage_id)
    go_again(db.session(), by, found, now())
    return redirect(f"/requests/{found.id}?said=same", 303)
