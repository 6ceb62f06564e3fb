"""Taking up an invitation, from a link or from paper."""

from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.kernel.roles import TWO_FACTORS
from app.kernel.speech import marked
from app.people.actions import invitations
from app.people.forms.signing import JoinForm, TokenForm
from app.people.models import Invitation, Person
from app.people.models.entry import Level
from app.people.queries.factors import factors_of
from app.people.queries.people import actor, by_id
from app.people.rules.contact import read_contact, read_email
from app.people.rules.entry import tidy_token
from app.people.rules.roles import NAMES
from app.people.views.doors import let_in, never_kept
from app.web.access import does
from app.web.commits import commits
from app.web.limits import limit
from app.web.visits import FRESH, ask_to_prove, csrf_matches, present_visit

bp = Blueprint("joining", __name__)
bp.after_request(never_kept)

TRIES_AN_HOUR = 60
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
    limit(db.session(), "invitation", TRIES_AN_HOUR)
    form = TokenForm(request.form)
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
    limit(db.session(), "invitation", TRIES_AN_HOUR)
    db.session().commit()  # the try counts, also when there is no such invitation
    found = _find(token)
    visit = present_visit()
    if visit:
        if not csrf_matches():
            abort(400)
        if not visit.is_enrolling and not visit.is_fresh(running(), FRESH):
            return ask_to_prove()
        person = by_id(db.session(), visit.actor.person_id) or abort(404)
        invitations.take_up(db.session(), found, running(), person=person)
        return _let_in(person, visit.proved_at)
    form = JoinForm(request.form)
    if not form.validate():
        return _page(found, token, form), 400
    try:
        read = read_email if found.role in TWO_FACTORS else read_contact
        contact = read(form.contact.data or "")
        holding = invitations.take_up(db.session(), found, running(), name=form.name.data or "", contact=contact)
    except Refused as refused:
        form.contact.errors = [str(refused)]
        return _page(found, token, form), 400
    return _let_in(holding.person)


def _find(token: str) -> Invitation:
    return invitations.find(db.session(), token, running()) or abort(404)


def _let_in(person: Person, proved_at: datetime | None = None) -> ResponseReturnValue:
    """In at once; but no further than to the ways in, where the role wants a second factor that is not there yet."""
    is_enough = factors_of(db.session(), person).is_enough_for(actor(person).roles)
    level = Level.FULL if is_enough else Level.ENROLLING
    return let_in(person, "/today", level=level, proved_at=proved_at)


def _page(found: Invitation, token: str, form: JoinForm) -> str:
    return render_template(
        "people/join.html",
        invitation=found,
        role=NAMES[found.role],
        token=token,
        form=form,
        is_signed_in=present_visit() is not None,
        needs_two=found.role in TWO_FACTORS,
    )
