"""Taking up an invitation, from a link or from paper."""

from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.kernel.roles import TWO_FACTORS
from app.kernel.speech import marked
from app.people.actions import entry, invitations
from app.people.forms.signing import JoinForm, TokenForm
from app.people.models import Invitation, Person
from app.people.models.entry import Level
from app.people.queries.factors import factors_of
from app.people.queries.people import actor, by_id
from app.people.rules.contact import Contact, read_contact, read_email
from app.people.rules.entry import Purpose, tidy_token
from app.people.rules.roles import NAMES
from app.people.views.doors import let_in, never_kept
from app.people.views.signing import CODES_FROM_HERE, QUARTER, WRONG_CODE, codes_are_spent
from app.web.access import does
from app.web.commits import commits
from app.web.limits import is_over
from app.web.visits import FRESH, ask_again, ask_to_prove, csrf_matches, present_visit

bp = Blueprint("joining", __name__)
bp.after_request(never_kept)

TRIES_AN_HOUR = 60
EITHER = marked("Your e-mail or mobile number")
NO_CODE = marked("Enter the code from the message.")
TOO_OFTEN = marked("That came too often in one hour. Try again later. What you typed stays here.")
NO_MORE_CODES = marked("We send no more codes for now. Try again in a quarter of an hour.")
TYPE_THE_NEWEST = marked("We send no more codes for now. Type the newest one, or try again in a quarter of an hour.")
NO_LONGER = marked("This code does not work any more. Ask whoever invited you for a new one.")


@bp.get("/join")
@does("invitation.take")
def type_code() -> ResponseReturnValue:
    """Type a printed code."""
    return render_template("people/join_code.html", form=TokenForm())


@bp.post("/join")
@does("invitation.take")
@commits
def use_code() -> ResponseReturnValue:
    """On to the invitation of a printed code."""
    form = TokenForm(request.form)
    if is_over(db.session(), "invitation", TRIES_AN_HOUR):
        form.code.errors = [TOO_OFTEN]
        return render_template("people/join_code.html", form=form), 429
    token = tidy_token(form.code.data or "")
    if form.validate() and invitations.find(db.session(), token, running()):
        return redirect(f"/join/{token}", 303)
    form.code.errors = form.code.errors or [NO_LONGER]
    return render_template("people/join_code.html", form=form), 400


@bp.get("/join/<token>")
@does("invitation.take")
def invitation(token: str) -> ResponseReturnValue:
    """What one is invited to. Looking does not use it up."""
    found = _find(token)
    form = JoinForm(data={"name": found.name, "contact": found.email})
    return _page(found, token, form)


@bp.post("/join/<token>")
@does("invitation.take")
@commits
def take_up(token: str) -> ResponseReturnValue:
    """Take it up: as whoever is signed in, or as somebody new."""
    is_too_often = is_over(db.session(), "invitation", TRIES_AN_HOUR)
    db.session().commit()  # the try counts, also when there is no such invitation
    form, visit = JoinForm(request.form), present_visit()
    found = invitations.find(db.session(), token, running()) or abort(429 if is_too_often else 404)
    if is_too_often:
        return abort(429) if visit else _not_now(found, token, form, TOO_OFTEN)
    if visit:
        if not csrf_matches():
            return ask_again()
        if not visit.is_enrolling and not visit.is_fresh(running(), FRESH):
            return ask_to_prove()
        person = by_id(db.session(), visit.actor.person_id) or abort(404)
        invitations.take_up(db.session(), found, running(), person=person)
        return _let_in(person, visit.proved_at)
    return _take_up_as_new(found, token, form)


def _take_up_as_new(found: Invitation, token: str, form: JoinForm) -> ResponseReturnValue:
    """Once it is sure that the address or number is theirs. Only then they hear that it has an account already."""
    try:
        contact = _contact(found, form) if form.validate() else None
        if contact is None:
            return _page(found, token, form), 400
        asked = None if invitations.is_proof(found, contact) else _ask_for_code(found, token, form, contact)
        if asked:
            return asked
        holding = invitations.take_up(db.session(), found, running(), name=form.name.data or "", contact=contact)
    except invitations.AlreadyHere:
        return render_template("people/join_known.html", token=token)
    except Refused as refused:
        form.contact.errors = [str(refused)]
        return _page(found, token, form), 400
    return _let_in(holding.person)


def _ask_for_code(found: Invitation, token: str, form: JoinForm, contact: Contact) -> ResponseReturnValue | None:
    """None if the code that was sent to this contact came back; otherwise the page that asks for it. Another contact,
    and whoever asks again, gets a new code."""
    session, present = db.session(), running()
    ref, typed = form.ref.data or "", form.code.data or ""
    if "again" in request.form or not entry.went_to(entry.find_code(session, ref, Purpose.JOIN), contact):
        if is_over(session, "join code", CODES_FROM_HERE, QUARTER) or codes_are_spent("join code", contact):
            return _not_now(found, token, form, TYPE_THE_NEWEST if ref else NO_MORE_CODES)
        form.ref.data, form.code.data = entry.send_to_join(session, contact, present).ref, ""
        return _page(found, token, form, sent_to=contact.text)
    if typed and entry.open_with_code(session, ref, typed, Purpose.JOIN, present):
        return None
    form.code.errors = [WRONG_CODE if typed else NO_CODE]
    return _page(found, token, form, sent_to=contact.text), 400


def _not_now(found: Invitation, token: str, form: JoinForm, sentence: str) -> ResponseReturnValue:
    """Too often; what was typed stays, and a code that was sent before can still be typed."""
    field = form.code if form.ref.data else form.contact
    field.errors = [sentence]
    return _page(found, token, form), 429


def _contact(found: Invitation, form: JoinForm) -> Contact:
    read = read_email if found.role in TWO_FACTORS else read_contact
    return read(form.contact.data or "")


def _find(token: str) -> Invitation:
    return invitations.find(db.session(), token, running()) or abort(404)


def _let_in(person: Person, proved_at: datetime | None = None) -> ResponseReturnValue:
    """In at once; but no further than to the ways in, where the role wants a second factor that is not there yet."""
    is_enough = factors_of(db.session(), person).is_enough_for(actor(person).roles)
    level = Level.FULL if is_enough else Level.ENROLLING
    return let_in(person, "/today", level=level, proved_at=proved_at)


def _page(found: Invitation, token: str, form: JoinForm, sent_to: str = "") -> str:
    if found.role not in TWO_FACTORS:
        form.contact.label.text = EITHER
    return render_template(
        "people/join.html",
        invitation=found,
        role=NAMES[found.role],
        token=token,
        form=form,
        is_signed_in=present_visit() is not None,
        needs_two=found.role in TWO_FACTORS,
        sent_to=sent_to,
    )
