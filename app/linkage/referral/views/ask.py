"""Asking for company: four short steps that need no account, no cookie and no script. Answers travel in the form, and
nothing is kept before “Send”."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.concerns.queries.crisis import lines as answering_now
from app.concerns.rules.danger import may_be_in_danger
from app.kernel.clock import running
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.kernel.tokens import new_key
from app.linkage.referral.actions import asking, correcting
from app.linkage.referral.actions.asking import Kept
from app.linkage.referral.forms.ask import NO, AskForm
from app.linkage.referral.forms.refer import filled
from app.linkage.referral.queries.linkages import taken_back
from app.linkage.referral.rules.asking import (
    AT_TIMES,
    CHECK,
    FIELDS,
    MEETING,
    REACH,
    STEPS,
    CannotAsk,
    Wanted,
)
from app.linkage.referral.rules.asking import after as step_after
from app.linkage.referral.rules.asking import before as step_before
from app.linkage.referral.views import choosing
from app.linkage.referral.views.choosing import Choosing, Chosen, tongues
from app.people.models import Person
from app.people.queries.people import by_id
from app.people.rules.contact import CannotRead, Contact, read_for_codes
from app.people.views.doors import address, never_kept
from app.seal import ring
from app.web.access import does, policy, visit
from app.web.commits import commits
from app.web.limits import count
from app.web.request import now
from app.web.visits import ask_again, csrf_matches, present_visit

bp = Blueprint("asking", __name__)
bp.after_request(never_kept)

QUARTER = 900
ASKS_A_QUARTER = 5
ASKS_FROM_HERE = 30
PAGES = "/mine/"
STAFF = "/requests"
UNDER_18 = "/under-18"
BACK, NEXT, SEND = "back", "next", "send"


@dataclass(frozen=True, slots=True)
class Asking:
    """One form on its way: what was typed, who asks if they are signed in, and the meeting that it is about."""

    form: AskForm
    person: Person | None
    chosen: Chosen

    def fields(self, step: str) -> tuple[str, ...]:
        """What a step asks of them: whoever is signed in has a name and a contact already."""
        if step == REACH and self.person:
            return ("adult",)
        return tuple(name for name in FIELDS[step] if name not in AT_TIMES or name in self.chosen.asks)


@bp.get("/ask")
@does("company.ask")
def start() -> ResponseReturnValue:
    """What this is, and the first step; about the meeting and the date that the link named."""
    given = {name: request.args.get(name, "")[:20] for name in ("listing", "on")}
    before = _wished_before()
    given = {name: typed or before.get(name, "") for name, typed in given.items()}
    form = AskForm(data={**before, **given, "once": new_key(), "step": MEETING})
    return _page(_asking(form), MEETING)


@bp.post("/ask")
@does("company.ask")
@commits
def go_on() -> ResponseReturnValue:
    """The next step, the one before, another one to change it, the one `to` which the browser's own buttons lead, or
    the end. What is amiss stands beside its field, and nothing that was typed is lost."""
    if present_visit() and not csrf_matches():
        return ask_again()
    asked = _asking(AskForm(request.form))
    here, wish = asked.form.step.data, request.form.get("go", NEXT)
    here = here if here in STEPS else MEETING
    if request.form.get("to") in STEPS:
        return _page(asked, request.form["to"])
    if wish in STEPS:
        asked.form.again.data = "1"
        return _page(asked, wish)
    if wish == BACK:
        return _page(asked, step_before(here))
    return _onward(asked, here, wish)


def _onward(asked: Asking, here: str, wish: str) -> ResponseReturnValue:
    """Whatever follows a step that is right."""
    if not _is_right(asked, here):
        return _page(asked, here), 400
    if here == REACH and asked.form.adult.data == NO:
        return redirect(UNDER_18, 303)
    if here == MEETING and asked.chosen.nobody:
        return _nobody(asked)
    if wish == SEND:
        return _send(asked)
    return _page(asked, CHECK if asked.form.again.data else step_after(here))


def _wished_before() -> dict[str, Any]:
    """What whoever is signed in wished for in the request that they took back, if the link says so: the meeting and the
    day too, as far as they are still to come."""
    here = present_visit() if request.args.get("same") else None
    found = taken_back(db.session(), here.actor.person_id) if here and not here.is_enrolling else None
    if not found:
        return {}
    on = found.wished_on.isoformat() if found.wished_on and found.wished_on >= local_day(now(), LONDON) else ""
    return {**filled(found.wishes), "listing": found.listing_id or "", "on": on}


def _send(asked: Asking) -> ResponseReturnValue:
    """Keep it, if every step is right. The answer has an address of its own, so that going back sends nothing twice."""
    wrong = next((step for step in STEPS if not _is_right(asked, step)), None)
    if wrong or asked.chosen.nobody:
        return _page(asked, wrong or MEETING), 400
    if asked.form.adult.data == NO:
        return redirect(UNDER_18, 303)
    try:
        kept = _kept(asked)
    except CannotAsk as refused:
        asked.form.place.errors = [str(refused)]
        return _page(asked, refused.step), 400
    if kept.is_new and _is_too_often(asked):
        db.session().rollback()
        abort(429)
    mark = "" if asked.person else correcting.mark(kept.linkage)
    return redirect(f"{PAGES}{kept.linkage.page}/sent{f'?by={mark}' if mark else ''}", 303)


def _is_too_often(asked: Asking) -> bool:
    """Does this sender, or whoever has this contact, ask more often than somebody would? The same form sent again does
    not count."""
    if count(db.session(), "ask", QUARTER) > ASKS_FROM_HERE:
        return True
    contact = None if asked.person else _contact(asked.form)
    whose = ring().index(contact.text, contact.sort) if contact else asked.person.id if asked.person else ""
    return count(db.session(), "ask", QUARTER, whose=whose) > ASKS_A_QUARTER


def _kept(asked: Asking) -> Kept:
    form, chosen = asked.form, asked.chosen
    wishes, near = form.wishes, chosen.place
    point = (round(near.lat, 2), round(near.lon, 2)) if near else None
    wanted = Wanted(
        once=form.once.data or new_key(),
        organisation_id=chosen.organisation,
        area_id=chosen.area_id,
        wishes=replace(wishes, point=point, place=near.label if near else ""),
        consents=form.consents,
        listing_id=chosen.meeting.listing.id if chosen.meeting else None,
        wished_on=chosen.on(belongs=wishes.belongs),
    )
    here = asking.Here(now(), running(), address(PAGES), address(STAFF))
    if asked.person:
        return asking.ask_signed_in(db.session(), wanted, asked.person, here)
    return asking.ask(db.session(), wanted, form.reach, _contact(form), here)


def _asking(form: AskForm) -> Asking:
    form.offer_languages(tongues())
    visit = present_visit()
    person = by_id(db.session(), visit.actor.person_id) if visit and not visit.is_enrolling else None
    but = asking.helps_in(person) if person else set[str]()
    return Asking(form, person, choosing.chosen(Choosing(form, but), now()))


def _is_right(asked: Asking, step: str) -> bool:
    """Is everything in order that a step asks? What is not has a sentence beside it."""
    form = asked.form
    is_right = all([form[name].validate(form) for name in asked.fields(step)])
    if step == REACH and not asked.person and not form.contact.data:
        form.contact.errors = [
            _("{sentence} {paper}", sentence=_(form.contact.errors[0]), paper=asked.chosen.paper).strip()
        ]
    if step == MEETING:
        return choosing.is_clear(form, asked.chosen) and is_right
    if step == REACH and not asked.person and not form.contact.errors:
        try:
            _contact(form)
        except CannotRead as refused:
            form.contact.errors = [str(refused)]
            return False
    return is_right


def _contact(form: AskForm) -> Contact:
    return read_for_codes(form.contact.data or "")


def _page(asked: Asking, step: str) -> str:
    asked.form.step.data = step
    shown = asked.fields(step)
    return render_template(
        f"linkage/ask_{step}.html",
        form=asked.form,
        chosen=asked.chosen,
        meeting=asked.chosen.meeting,
        soon=choosing.soon(asked.form, asked.chosen, now()) if step in (MEETING, CHECK) else "",
        signed_in=asked.person is not None,
        may_refer=asked.person is not None and policy().may_ever(visit().actor, "linkage.refer"),
        number=STEPS.index(step) + 1,
        last=len(STEPS),
        shown=shown,
        carried=list(asked.form.carried(shown)),
        is_grave=may_be_in_danger(asked.form.help.data or ""),
        answering=answering_now(now()),
    )


def _nobody(asked: Asking) -> str:
    asked.form.step.data = MEETING
    return render_template(
        "linkage/ask_nobody.html", form=asked.form, chosen=asked.chosen, carried=list(asked.form.carried(()))
    )
