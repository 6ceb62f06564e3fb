"""A planned ending, by the newcomer or with a coordinator who has talked with them."""

from flask import Blueprint, abort, redirect, request
from flask.typing import ResponseReturnValue

from app import db
from app.linkage.followup.actions.endings import go_on_to
from app.linkage.referral.queries import linkages
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("endings", __name__)


@bp.post("/mine/<page>/ending")
@does("linkage.own")
@commits
def choose(page: str) -> ResponseReturnValue:
    """What they go on to."""
    found = linkages.by_page(db.session(), page)
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    linkage = linkages.held(db.session(), found.id) if found else None
    go_on_to(db.session(), linkage or abort(404), request.form.get("word", ""), by, now())
    return redirect(f"/mine/{page}/now", 303)


@bp.post("/requests/<linkage_id>/ending")
@does("linkage.arrange")
@commits
def agree(linkage_id: str) -> ResponseReturnValue:
    """What was agreed on with them."""
    found = linkages.one(db.session(), linkage_id)
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    linkage = linkages.held(db.session(), found.id) if found else None
    go_on_to(db.session(), linkage or abort(404), request.form.get("word", ""), by, now())
    return redirect(f"/requests/{linkage_id}?said=moved", 303)
