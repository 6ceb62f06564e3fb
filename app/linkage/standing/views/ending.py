"""Staff end a request at the person's word, may take that back, and write down that they would like to hear from us."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from app import db
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.referral.rules.said import when
from app.linkage.standing.actions import ending
from app.linkage.standing.views.loading import hold, load
from app.web.access import does
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("request_ending", __name__)


@bp.get("/requests/<linkage_id>/end")
@does("linkage.arrange")
def before(linkage_id: str) -> ResponseReturnValue:
    """What ending it does to both, and the one button for it."""
    found, _by = load(linkage_id)
    pair = of_linkage(db.session(), found.id)
    plan = when(pair.plan.meet_at, now()) if pair and pair.plan else ""
    return render_template("linkage/end.html", found=found, pair=pair, plan=plan)


@bp.post("/requests/<linkage_id>/end")
@does("linkage.arrange")
@commits
def end(linkage_id: str) -> ResponseReturnValue:
    """They do not want it any more."""
    found, by = hold(linkage_id)
    ending.end(db.session(), by, found, now())
    return redirect(f"/requests/{found.id}", 303)


@bp.post("/requests/<linkage_id>/end/undo")
@does("linkage.arrange")
@commits
def undo(linkage_id: str) -> ResponseReturnValue:
    """It does not end after all."""
    found, by = hold(linkage_id)
    ending.undo(db.session(), by, found, now())
    return redirect(f"/requests/{found.id}", 303)


@bp.post("/requests/<linkage_id>/after-all")
@does("linkage.arrange")
@commits
def after_all(linkage_id: str) -> ResponseReturnValue:
    """They would like to hear from us."""
    found, by = hold(linkage_id)
    ending.after_all(db.session(), by, found, now())
    return redirect(f"/requests/{found.id}?said=moved", 303)
