"""What whoever asked for somebody arranges for them later, as they say: in touch again, another date, their paper."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.consent.queries.agreements import agrees
from app.consent.rules.texts import TELL_REFERRER
from app.kernel.access import Warrant
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.referral.actions import referring
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.linkage.referral.queries.contacts import waiting
from app.linkage.referral.queries.referred import line_of
from app.linkage.referral.rules.changing import Part
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions import own
from app.linkage.standing.views.changing import Caller, keep, see
from app.people.actions.passwords import TooBusy
from app.people.views.doors import address, never_kept
from app.web.access import does, may, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("referred", __name__)
bp.after_request(never_kept)

SAY_YES = marked("Ask them first, and tick this when they say yes.")
DONE = {
    "passed": marked("It is passed on. A coordinator gets in touch with them, today or on the next working day."),
    "changed": marked("It is passed on. What you chose with them counts from now on."),
}
"""The second is said, and is true, also where nothing is other than before: what they wish for by now is theirs to
tell, and an answer that differed would tell it."""

ON_ITS_WAY = frozenset({
    State.RECEIVED, State.TRIAGE, State.WAITING, State.OFFERING, State.ACCEPTED, State.CONTACTING, State.PLANNED,
    State.GOING, State.REPLANNING,
})  # fmt: skip


@bp.get("/referrals/<linkage_id>")
@does("linkage.for_them")
def one(linkage_id: str) -> ResponseReturnValue:
    """How far it is, as far as they agreed, and what can be arranged."""
    linkage, _by = _theirs(linkage_id)
    return _page(linkage)


@bp.post("/referrals/<linkage_id>/return")
@does("linkage.for_them")
@commits
def come_back(linkage_id: str) -> ResponseReturnValue:
    """They would like company again: at once, wherever it stands, and the answer tells nothing of that."""
    linkage, by = _theirs(linkage_id, is_held=True)
    if not request.form.get("yes"):
        return _page(linkage, wrong=_(SAY_YES)), 400
    own.in_touch(db.session(), linkage, by, now())
    return redirect(f"/referrals/{linkage_id}?said=passed", 303)


@bp.get("/referrals/<linkage_id>/date")
@does("linkage.for_them")
def another_date(linkage_id: str) -> ResponseReturnValue:
    """Which meeting and day instead?"""
    return see(_caller(linkage_id))


@bp.post("/referrals/<linkage_id>/date")
@does("linkage.for_them")
@commits
def change_date(linkage_id: str) -> ResponseReturnValue:
    """Pass it on."""
    return keep(_caller(linkage_id, is_held=True))


@bp.post("/referrals/<linkage_id>/paper")
@does("linkage.paper")
@commits
def paper(linkage_id: str) -> ResponseReturnValue:
    """Their own paper once more, with new words where no code can reach them."""
    linkage, by = _theirs(linkage_id, is_held=True)
    if not request.form.get("yes"):
        return _page(linkage, wrong=_(SAY_YES)), 400
    try:
        words = referring.paper(db.session(), by, linkage, now(), running())
    except (Refused, TooBusy) as refused:
        return _page(linkage, wrong=str(refused)), 409
    page = address(f"/mine/{linkage.page}")
    return render_template(
        "linkage/paper_again.html", organisation=linkage.organisation, address=page, words=words, by="",
        back=f"/referrals/{linkage_id}",
    )  # fmt: skip


def _theirs(linkage_id: str, *, is_held: bool = False) -> tuple[Linkage, Warrant]:
    """A request that they made for somebody; what was taken back is nobody's to arrange."""
    found = linkages.one(db.session(), linkage_id)
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    linkage = linkages.held(db.session(), found.id) if found and is_held else found
    return (linkage if linkage and linkage.state is not State.WITHDRAWN else None) or abort(404), by


def _caller(linkage_id: str, *, is_held: bool = False) -> Caller:
    linkage, by = _theirs(linkage_id, is_held=is_held)
    here = f"/referrals/{linkage_id}"
    if not _may_change_date(linkage):
        abort(404)
    return Caller(linkage, by, Part.MEETING, f"{here}/date", here, f"{here}?said=changed", is_blind=True)


def _may_change_date(linkage: Linkage) -> bool:
    """Only where they may know that it goes on."""
    return linkage.is_live and agrees(db.session(), linkage.person_id, TELL_REFERRER)


def _may_return(linkage: Linkage) -> bool:
    """Not where they know that company is on its way; else always, so that the page tells nothing."""
    return linkage.state not in ON_ITS_WAY or not _may_change_date(linkage)


def _page(linkage: Linkage, wrong: str = "") -> str:
    relations = linkages.relations_to(linkage, visit().actor.person_id)
    person = linkage.person
    return render_template(
        "linkage/referral.html",
        line=line_of(db.session(), linkage, now()),
        here=f"/referrals/{linkage.id}",
        may_return=_may_return(linkage),
        may_change_date=_may_change_date(linkage),
        may_print=may(relations, "linkage.paper") is not None,
        has_words=not (person.phone or person.email or waiting(db.session(), person.id)),
        wrong=wrong,
        said=_(DONE[said]) if (said := request.args.get("said", "")) in DONE else "",
    )
