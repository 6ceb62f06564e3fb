"""Asking another organisation: the same page for the newcomer and for staff who have them in the room."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.handover.actions import asking
from app.linkage.handover.forms.handover import AskForm, StaffForm
from app.linkage.handover.queries import handovers
from app.linkage.handover.queries.shown import elsewhere
from app.linkage.matching.queries.offers import open_walk
from app.linkage.referral.models import Linkage
from app.people.models import Organisation
from app.places.rules.values import Place
from app.web.choices import choices
from app.web.request import now

LOOK, TAKEN_BACK = "look", "back"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks about which request; `here` is the address of this page, `back` of theirs."""

    linkage: Linkage
    by: Warrant
    here: str
    back: str
    is_staff: bool


Load = Callable[[], Asker]
"""Finds the asker, and holds the request where something is to change."""


def page(asker: Asker, form: AskForm | None = None, refused: str = "") -> str:
    """Where it stands; and the form, where somebody can be asked."""
    form = form or (StaffForm() if asker.is_staff else AskForm())
    typed = form.place.data or ""
    near = handovers.place_of(typed)
    if typed and near is None and not form.place.errors:
        form.place.errors = [_("We are not sure which place you mean. Enter a town or postcode, like Halifax or HX1.")]
    _offer(form, handovers.others(db.session(), asker.linkage, near))
    return render_template(
        "linkage/elsewhere.html",
        here=asker.here,
        back=asker.back,
        form=form,
        near=near,
        refused=refused,
        going=elsewhere(db.session(), asker.linkage, now()),
        organisation=asker.linkage.organisation.name,
        is_staff=asker.is_staff,
        is_taken_back=request.args.get("said") == TAKEN_BACK,
        has_champion=open_walk(db.session(), asker.linkage.id) is not None,
    )


def ask(load: Load) -> ResponseReturnValue:
    """Look who could be asked in a place, or ask the one that was chosen."""
    asker = load()
    form = StaffForm(request.form) if asker.is_staff else AskForm(request.form)
    near = handovers.place_of(form.place.data or "")
    chosen = _chosen(asker, form, near)
    if request.form.get("go") == LOOK:
        if chosen is None:
            form.organisation.data, form.agrees.data = "", False
        return page(asker, form)
    if not form.validate() or chosen is None or (form.place.data and near is None):
        form.organisation.errors = [] if chosen else [_("Choose one of them.")]
        return page(asker, form), 400
    how = form.how.data if isinstance(form, StaffForm) else "page"
    try:
        asking.ask(db.session(), asker.by, asker.linkage, asking.Wish(chosen, near, how), now())
    except Refused as refused:
        db.session().rollback()
        return page(load(), form, str(refused)), 409
    return redirect(asker.here, 303)


def take_back(load: Load) -> ResponseReturnValue:
    """They would rather stay."""
    asker = load()
    try:
        asking.take_back(db.session(), asker.by, asker.linkage, now())
    except Refused as refused:
        db.session().rollback()
        return page(load(), refused=str(refused)), 409
    return redirect(f"{asker.here}?said={TAKEN_BACK}", 303)


def _chosen(asker: Asker, form: AskForm, near: Place | None) -> Organisation | None:
    """The organisation of the list that they chose; where there is one only, that one."""
    listed = handovers.others(db.session(), asker.linkage, near)
    return next((each for each in listed if each.id == form.organisation.data), None)


def _offer(form: AskForm, listed: list[Organisation]) -> None:
    form.organisation.choices = choices((each.id, each.name) for each in listed)
