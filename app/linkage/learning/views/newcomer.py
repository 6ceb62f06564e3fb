"""The newcomer says whether somebody who is learning may come along; and takes it back, at any time."""

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.errors import Refused
from app.linkage.accompaniment.queries.pairs import standing
from app.linkage.learning.actions import asking
from app.linkage.learning.queries import learners
from app.linkage.referral.queries import linkages
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("coming_along", __name__)


@bp.post("/mine/<page>/learner/<any(yes,no,knows):word>")
@does("linkage.own")
@commits
def answer(page: str, word: str) -> ResponseReturnValue:
    """One press, no reason. What is settled meanwhile is not said again: the page shows how it stands."""
    found = linkages.by_page(db.session(), page)
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    linkage = linkages.held(db.session(), found.id) if found else None
    plan = standing(db.session(), linkage.id) if linkage else None
    learner = learners.live(db.session(), plan.id) if plan else None
    if linkage is None:
        abort(404)
    try:
        if learner and learner.is_first_yes and word == "yes":
            asking.agree(db.session(), learner, by, now())
        elif learner and learner.is_first_yes:
            asking.leave(db.session(), learner, by, now(), knows=word == "knows")
    except Refused:
        db.session().rollback()
    return redirect(f"/mine/{page}/now", 303)
