"""Changing how somebody is reached: when, with what care, and under which number or address."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.referral.actions import proving
from app.linkage.referral.queries import contacts
from app.linkage.referral.rules.changing import Part
from app.linkage.standing.actions.reaching import be_reached, give_contact
from app.linkage.standing.forms.changing import FIELDS, Change, chosen_hours, offer_hours, reached
from app.linkage.standing.views.changing import Caller, mine, ours
from app.notices.queries.reach import reach_of, safe_contact
from app.notices.rules.reach import Reach
from app.people.actions import entry
from app.people.forms.signing import CodeForm
from app.people.rules.contact import read_contact
from app.people.rules.entry import Purpose
from app.people.views.doors import address
from app.web.access import does, visit
from app.web.commits import commits
from app.web.limits import limit
from app.web.request import now

bp = Blueprint("reaching", __name__)

QUARTER = 900
CODES_A_QUARTER = 5
TRIES_FROM_HERE = 60
HEADINGS = {
    Part.REACH: (marked("When may we reach you?"), marked("When may we reach them?")),
    Part.CONTACT: (marked("How do we reach you?"), marked("How do we reach them?")),
}
WRONG = marked("That is not the code. Use the newest message, or ask for a new code.")


@bp.get("/mine/<page>/change/reach")
@does("linkage.own")
def own_reach(page: str) -> ResponseReturnValue:
    """When, and with what care."""
    return _see(mine(page, Part.REACH))


@bp.post("/mine/<page>/change/reach")
@does("linkage.own")
@commits
def change_own_reach(page: str) -> ResponseReturnValue:
    """Keep it."""
    return _reach(mine(page, Part.REACH, is_held=True))


@bp.get("/mine/<page>/change/contact")
@does("account.contact")
def own_contact(page: str) -> ResponseReturnValue:
    """Another number or address."""
    return _see(mine(page, Part.CONTACT))


@bp.post("/mine/<page>/change/contact")
@does("account.contact")
@commits
def change_own_contact(page: str) -> ResponseReturnValue:
    """The old one stops, and a code goes to the new one."""
    caller = mine(page, Part.CONTACT, is_held=True)
    limit(db.session(), "contact code", CODES_A_QUARTER, QUARTER, whose=caller.linkage.person_id)
    refused = _give(caller, keep=visit().session_id)
    if refused:
        return refused
    person = caller.linkage.person
    new = contacts.where_to(db.session(), person.id)
    if new is None:
        return redirect(caller.back, 303)
    entry.send_for_page(db.session(), page, person, running(), new)
    return redirect(f"{caller.to}/code", 303)


@bp.get("/mine/<page>/change/contact/code")
@does("linkage.own")
def own_code(page: str) -> ResponseReturnValue:
    """Enter the code that came to it."""
    return _code(mine(page, Part.CONTACT), CodeForm())


@bp.post("/mine/<page>/change/contact/code")
@does("linkage.own")
@commits
def use_own_code(page: str) -> ResponseReturnValue:
    """It is theirs, and they are reached by it from now on."""
    caller, form = mine(page, Part.CONTACT, is_held=True), CodeForm(request.form)
    limit(db.session(), "page try", TRIES_FROM_HERE, QUARTER)
    ref = entry.find_for_page(db.session(), page)
    row = entry.open_with_code(db.session(), ref, form.code.data or "", Purpose.PAGE, running())
    if row is None or row.person_id != caller.linkage.person_id:
        form.code.errors = [_(WRONG)]
        return _code(caller, form)
    proving.prove(db.session(), caller.linkage, caller.linkage.person, now())
    return redirect(caller.done, 303)


@bp.get("/requests/<linkage_id>/change/<any(reach,contact):part>")
@does("linkage.contact")
def told(linkage_id: str, part: str) -> ResponseReturnValue:
    """As they tell it by telephone."""
    return _see(ours(linkage_id, part))


@bp.post("/requests/<linkage_id>/change/<any(reach,contact):part>")
@does("linkage.contact")
@commits
def change_told(linkage_id: str, part: str) -> ResponseReturnValue:
    """Keep it as they said by telephone."""
    caller = ours(linkage_id, part, is_held=True)
    if caller.part is Part.REACH:
        return _reach(caller)
    return _give(caller) or redirect(f"/requests/{linkage_id}/contact", 303)


def _see(caller: Caller) -> ResponseReturnValue:
    person_id = caller.linkage.person_id
    said, form = safe_contact(db.session(), person_id), caller.form()
    if caller.part is Part.REACH:
        form = reached(form, reach_of(db.session(), person_id), leave_message=bool(said and said.leave_message))
    return _page(caller, form)


def _reach(caller: Caller) -> ResponseReturnValue:
    session, form = db.session(), caller.form(request.form)
    before = reach_of(session, caller.linkage.person_id)
    offer_hours(form, before.hours)
    if not all([form[name].validate(form) for name in FIELDS[Part.REACH]]):
        return _page(caller, form), 400
    said = Reach(
        before.wish, chosen_hours(form, before.hours), bool(form.rest.data), bool(form.watched.data),
        before.plain_words,
    )  # fmt: skip
    be_reached(session, caller.linkage, said, caller.by, now(), leave_message=bool(form.leave_message.data))
    return redirect(caller.done, 303)


def _give(caller: Caller, keep: str = "") -> ResponseReturnValue | None:
    """None where it is kept."""
    form = caller.form(request.form)
    try:
        if not form.contact.validate(form):
            return _page(caller, form), 400
        new = read_contact(form.contact.data or "")
        give_contact(db.session(), caller.linkage, new, caller.by, now(), present=running(), keep=keep)
    except Refused as refused:
        form.contact.errors = [str(refused)]
        return _page(caller, form), 400
    return None


def _page(caller: Caller, form: Change) -> str:
    own, theirs = HEADINGS[caller.part]
    return render_template(
        "linkage/change.html", form=form, shown=FIELDS[caller.part], carried=[], about=None, is_later=False,
        heading=_(own if caller.is_own else theirs), by_telephone=not caller.is_own, to=caller.to, back=caller.back,
        is_contact=caller.part is Part.CONTACT, page_address=address(f"/mine/{caller.linkage.page}"),
    )  # fmt: skip


def _code(caller: Caller, form: CodeForm) -> ResponseReturnValue:
    new = contacts.where_to(db.session(), caller.linkage.person_id)
    page = f"/mine/{caller.linkage.page}"
    shown = render_template(
        "linkage/change_code.html", form=form, to=f"{caller.to}/code", contact=new.text if new else "", page=page,
        organisation=caller.linkage.organisation,
    )  # fmt: skip
    return shown, 400 if form.errors else 200
