"""The page of an outing to which somebody comes along: for the learner, and afterwards for whoever took them."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.linkage.accompaniment.queries.homeward import of_champion
from app.linkage.accompaniment.queries.watch import cover_of
from app.linkage.accompaniment.rules.cover import beside_a_plan
from app.linkage.accompaniment.rules.planning import HOME
from app.linkage.learning.actions import afterwards, asking
from app.linkage.learning.models import Learner
from app.linkage.learning.queries import learners
from app.linkage.learning.queries.shown import ahead, outing
from app.linkage.learning.rules.steps import WORDS, CannotCome, Word
from app.linkage.referral.queries import linkages
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("learning", __name__)

STEPS = "yes,no,knows,here,said"


@bp.get("/walks/learning/<learner_id>")
@does("walk.learn")
def see(learner_id: str) -> ResponseReturnValue:
    """When, with whom, and what is asked."""
    return _page(*_theirs(learner_id))


@bp.post(f"/walks/learning/<learner_id>/<any({STEPS}):step>")
@does("walk.learn")
@commits
def take(learner_id: str, step: str) -> ResponseReturnValue:
    """Press one of its buttons."""
    found, by = _theirs(learner_id, is_held=True)
    try:
        _do(step, found, by)
    except Refused as refused:
        db.session().rollback()
        found, by = _theirs(learner_id)
        return _page(found, by, str(refused)), 409
    if found.is_with(by.actor.person_id):
        return redirect("/today" if step == "said" else f"/walks/{found.plan.walk_id}", 303)
    return redirect(f"/walks/learning/{learner_id}", 303)


def _do(step: str, found: Learner, by: Warrant) -> None:
    session = db.session()
    if step == "yes":
        asking.agree(session, found, by, now())
    elif step == "here":
        asking.here(session, found, by, now())
    elif step == "said":
        word = request.form.get("word", "")
        if word not in set(Word):
            raise CannotCome(asking.GONE)
        afterwards.say(session, found, Word(word), by, now())
    else:
        asking.leave(session, found, by, now(), knows=step == "knows")


def _theirs(learner_id: str, *, is_held: bool = False) -> tuple[Learner, Warrant]:
    """It, if it is theirs; its request is held for a change."""
    found = learners.one(db.session(), learner_id)
    by = warrant(learners.relations_to(found, visit().actor.person_id))
    if found and is_held:
        linkages.held(db.session(), found.plan.linkage_id)
        found = learners.fresh(db.session(), learner_id)
    return found or abort(404), by


def _page(found: Learner, by: Warrant, sentence: str = "") -> str:
    me, session = by.actor.person_id, db.session()
    here = f"/walks/learning/{found.id}"
    if found.is_with(me):
        return render_template(
            "linkage/learning_said.html", here=here, name=found.person.name, sentence=sentence, words=WORDS,
            asks=found.has_walked and found.said is None, said=WORDS[found.said] if found.said else "",
        )  # fmt: skip
    watches = ahead(session, me, of_champion(session, me), now())
    return render_template(
        "linkage/learning.html", here=here, outing=outing(found, now()), sentence=sentence, homeward=watches,
        duty=found.plan.linkage.organisation, uncovered=_uncovered(found),
    )  # fmt: skip


def _uncovered(found: Learner) -> str:
    """What to know of the duty phone where nobody is on duty while they are out."""
    plan = found.plan
    if not found.comes or now() >= plan.ends_at + HOME:
        return ""
    return beside_a_plan(cover_of(db.session(), plan), plan.linkage.organisation.name, now())
