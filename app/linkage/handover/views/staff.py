"""Staff ask another organisation for somebody who is with them; and the one that is asked answers."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import marked
from app.linkage.handover.actions import answering
from app.linkage.handover.forms.handover import NoForm
from app.linkage.handover.models import Handover
from app.linkage.handover.queries import handovers, shown
from app.linkage.handover.rules.handover import Ending
from app.linkage.handover.views import asking
from app.linkage.handover.views.asking import Asker
from app.linkage.referral.queries import linkages
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("handover", __name__)

ANSWERED = {
    Ending.ACCEPTED: marked("Your organisation said yes, and looks after them."),
    Ending.DECLINED: marked("Your organisation said not this time."),
    Ending.TAKEN_BACK: marked("The question was taken back before an answer came."),
    Ending.OVER: marked("The question is over: something changed where they were."),
}


@bp.get("/requests/<linkage_id>/elsewhere")
@does("linkage.arrange")
def see(linkage_id: str) -> ResponseReturnValue:
    """Who could look after them instead, or how far it is."""
    return asking.page(_theirs(linkage_id))


@bp.post("/requests/<linkage_id>/elsewhere")
@does("linkage.arrange")
@commits
def ask(linkage_id: str) -> ResponseReturnValue:
    """Ask the one that they chose, with their yes as they said it."""
    return asking.ask(lambda: _theirs(linkage_id, is_held=True))


@bp.post("/requests/<linkage_id>/elsewhere/back")
@does("linkage.arrange")
@commits
def take_back(linkage_id: str) -> ResponseReturnValue:
    """They stay after all."""
    return asking.take_back(lambda: _theirs(linkage_id, is_held=True))


@bp.get("/arriving/<handover_id>")
@does("handover.answer")
def arriving(handover_id: str) -> ResponseReturnValue:
    """What they agreed that is seen here, and the two answers."""
    found, by = _load(handover_id)
    if found.ended_at:
        return _answered(found)
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "handover", found.id, found.linkage.person_id, outcome="read"))
    return _page(found, NoForm())


@bp.post("/arriving/<handover_id>/yes")
@does("handover.answer")
@commits
def accept(handover_id: str) -> ResponseReturnValue:
    """Look after them from now on."""
    found, by = _load(handover_id)
    if found.ended_at:
        return _answered(found), 409
    try:
        made = answering.accept(db.session(), by, found, now())
    except Refused as refused:
        return _as_it_is(handover_id, NoForm(), refused)
    return redirect(f"/requests/{made.id}?said=taken", 303)


@bp.post("/arriving/<handover_id>/no")
@does("handover.answer")
@commits
def decline(handover_id: str) -> ResponseReturnValue:
    """Not here, not now."""
    found, by = _load(handover_id)
    if found.ended_at:
        return _answered(found), 409
    form = NoForm(request.form)
    if not form.validate():
        return _page(found, form), 400
    try:
        answering.decline(db.session(), by, found, form.reason.data or "", now())
    except Refused as refused:
        return _as_it_is(handover_id, form, refused)
    return redirect("/requests", 303)


def _theirs(linkage_id: str, *, is_held: bool = False) -> Asker:
    found = linkages.one(db.session(), linkage_id)
    by = warrant(linkages.relations_to(found, visit().actor.person_id))
    linkage = linkages.held(db.session(), found.id) if found and is_held else found
    here = f"/requests/{linkage_id}"
    return Asker(linkage or abort(404), by, f"{here}/elsewhere", here, is_staff=True)


def _load(handover_id: str) -> tuple[Handover, Warrant]:
    found = handovers.one(db.session(), handover_id)
    by = warrant(handovers.asked_of(found))
    return found or abort(404), by


def _as_it_is(handover_id: str, form: NoForm, refused: Refused) -> ResponseReturnValue:
    """Something came between: what it was, with nothing of this answer kept."""
    db.session().rollback()
    found, _by = _load(handover_id)
    return _answered(found) if found.ended_at else _page(found, form, str(refused)), 409


def _page(found: Handover, form: NoForm, refused: str = "") -> str:
    return render_template(
        "linkage/arriving.html", found=shown.arriving(db.session(), found, now()), form=form, refused=refused
    )


def _answered(found: Handover) -> str:
    """What became of it; of the person nothing is said here any more."""
    return render_template(
        "linkage/answered.html", words=ANSWERED[found.ending or Ending.OVER], next_id=found.next_id or ""
    )
