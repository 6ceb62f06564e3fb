"""Staff choose who comes along to a plan, from the page of the request or of the learner; and take it back."""

from flask import Blueprint, abort, redirect
from flask.typing import ResponseReturnValue

from app import db
from app.champions.queries.champions import one
from app.kernel.access import Warrant, belonging_to
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import standing
from app.linkage.learning.actions import asking
from app.linkage.learning.queries import learners
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.people.queries.organisations import by_slug
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now
from app.web.typed import sent_id

bp = Blueprint("first_walks", __name__)


@bp.post("/requests/<linkage_id>/learner")
@does("linkage.arrange")
@commits
def choose(linkage_id: str) -> ResponseReturnValue:
    """Ask the learner and the champion, then the newcomer."""
    linkage, plan, by = _hold(linkage_id)
    if plan is None:
        abort(400)
    asking.ask(db.session(), plan, sent_id("person"), by, now())
    return redirect(f"/requests/{linkage.id}?said=moved#learner", 303)


@bp.post("/requests/<linkage_id>/learner/back")
@does("linkage.arrange")
@commits
def back(linkage_id: str) -> ResponseReturnValue:
    """Nobody comes along after all."""
    linkage, plan, by = _hold(linkage_id)
    found = learners.live(db.session(), plan.id) if plan else None
    if found:
        asking.take_back(db.session(), found, by, now())
    return redirect(f"/requests/{linkage.id}?said=moved#learner", 303)


@bp.post("/organisations/<slug>/champions/<champion_id>/first-walk")
@does("linkage.arrange")
@commits
def choose_plan(slug: str, champion_id: str) -> ResponseReturnValue:
    """The same, from the page of the learner."""
    person_id, organisation_id = _learner(slug, champion_id)
    chosen = db.session().get(Plan, sent_id("plan")) or abort(404)
    linkage, plan, by = _hold(chosen.linkage_id)
    if plan is None or plan.id != chosen.id or linkage.organisation_id != organisation_id:
        abort(404)
    asking.ask(db.session(), plan, person_id, by, now())
    return redirect(f"/organisations/{slug}/champions/{champion_id}?said=changed", 303)


@bp.post("/organisations/<slug>/champions/<champion_id>/first-walk/back")
@does("linkage.arrange")
@commits
def back_from_learner(slug: str, champion_id: str) -> ResponseReturnValue:
    """The same, from the page of the learner."""
    person_id, organisation_id = _learner(slug, champion_id)
    found = learners.of_person(db.session(), person_id)
    if found and found.plan.linkage.organisation_id == organisation_id:
        _linkage, _plan, by = _hold(found.plan.linkage_id)
        again = learners.fresh(db.session(), found.id)
        if again and again.ended_at is None:
            asking.take_back(db.session(), again, by, now())
    return redirect(f"/organisations/{slug}/champions/{champion_id}?said=changed", 303)


def _hold(linkage_id: str) -> tuple[Linkage, Plan | None, Warrant]:
    found = linkages.one(db.session(), linkage_id)
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    linkage = (linkages.held(db.session(), found.id) if found else None) or abort(404)
    return linkage, standing(db.session(), linkage.id), by


def _learner(slug: str, champion_id: str) -> tuple[str, str]:
    """The person and the organisation."""
    at = by_slug(db.session(), slug) or abort(404)
    warrant(belonging_to(at.id))
    seen = one(db.session(), at.id, champion_id, now()) or abort(404)
    return seen.champion.holding.person_id, at.id
