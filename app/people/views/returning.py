"""Coming back in with a code from paper, or with one that a coordinator handed over."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.kernel.roles import TWO_FACTORS
from app.kernel.speech import marked
from app.people.actions import failures, returning
from app.people.actions.passwords import is_word
from app.people.actions.recovery import spend_code, whose_code
from app.people.actions.sessions import end_all
from app.people.forms.signing import RecoveryForm, ReturnForm, TokenForm
from app.people.models import Person, WayBack
from app.people.models.entry import Level
from app.people.queries.organisations import on_duty
from app.people.queries.people import actor, by_id
from app.people.queries.returning import by_token
from app.people.rules.contact import read_contact
from app.people.rules.entry import tidy_token
from app.people.views.doors import NOT_ME, let_in, never_kept
from app.web.access import does
from app.web.commits import commits
from app.web.limits import Tries, limit, source

bp = Blueprint("returning", __name__)
bp.after_request(never_kept)

TRIES_AN_HOUR = 60
NOT_RIGHT = marked(
    "That code does not work, or the sign-in word beside it is missing or another. Check both. "
    "Champions and staff type the code beside their password instead."
)
NO_LONGER = marked("This code does not work any more. Ask your coordinator for a new one.")


@bp.get("/sign-in/recovery")
@does("sign.in")
def recovery() -> ResponseReturnValue:
    """Sign in with a recovery code alone: for those who otherwise get codes sent, and have lost that."""
    return render_template("people/recovery.html", form=RecoveryForm())


@bp.post("/sign-in/recovery")
@does("sign.in")
@commits
def use_recovery() -> ResponseReturnValue:
    """Spend a recovery code; next comes a new address or number."""
    limit(db.session(), "recovery", TRIES_AN_HOUR)
    form = RecoveryForm(request.form)
    person = _who_comes(form) if form.validate() else None
    if person is None:
        form.code.errors = form.code.errors or [NOT_RIGHT]
        return render_template("people/recovery.html", form=form), 400
    end_all(db.session(), person.id, running())  # whoever found the phone is out
    return let_in(person, "/account/contact")


@bp.get(NOT_ME)
@does("sign.in")
def not_me() -> ResponseReturnValue:
    """For somebody who hears that their details were changed, and did not do it: whom to ring."""
    return render_template("people/not_me.html", places=on_duty(db.session()))


@bp.get("/return")
@does("sign.in")
def type_code() -> ResponseReturnValue:
    """Type the code that a coordinator handed over."""
    return render_template("people/return_code.html", form=TokenForm())


@bp.post("/return")
@does("sign.in")
@commits
def use_code() -> ResponseReturnValue:
    """On to what the code opens."""
    limit(db.session(), "way back", TRIES_AN_HOUR)
    form = TokenForm(request.form)
    token = tidy_token(form.code.data or "")
    if form.validate() and by_token(db.session(), token, running()):
        return redirect(f"/return/{token}", 303)
    form.code.errors = form.code.errors or [NO_LONGER]
    return render_template("people/return_code.html", form=form), 400


@bp.get("/return/<token>")
@does("sign.in")
def see(token: str) -> ResponseReturnValue:
    """What happens when one comes back. Looking does not use it up."""
    return _page(_find(token), token, ReturnForm())


@bp.post("/return/<token>")
@does("sign.in")
@commits
def come_back(token: str) -> ResponseReturnValue:
    """Come back in: everything from before is gone."""
    limit(db.session(), "way back", TRIES_AN_HOUR)
    way = _find(token)
    form = ReturnForm(request.form)
    wants_two = _wants_two(way)
    if not wants_two and not form.validate():
        return _page(way, token, form), 400
    try:
        contact = None if wants_two else read_contact(form.contact.data or "")
        person = returning.come_back(db.session(), way, contact, running())
    except Refused as refused:
        form.contact.errors = [str(refused)]
        return _page(way, token, form), 400
    whole = by_id(db.session(), person.id) or abort(404)
    return let_in(whole, "/today", level=Level.ENROLLING if wants_two else Level.FULL)


def _who_comes(form: RecoveryForm) -> Person | None:
    """Whose code it is. Champions and staff need theirs beside the password; theirs is not used up here, nor is one
    whose word is missing."""
    found = whose_code(db.session(), form.code.data or "")
    person = by_id(db.session(), found.id) if found else None
    if person is None or TWO_FACTORS & actor(person).roles or not _word_is_right(person, form.word.data or ""):
        return None
    return person if spend_code(db.session(), form.code.data or "", running(), person) else None


def _find(token: str) -> WayBack:
    return by_token(db.session(), token, running()) or abort(404)


def _wants_two(way: WayBack) -> bool:
    return bool(TWO_FACTORS & actor(way.person).roles)


def _word_is_right(person: Person, typed: str) -> bool:
    if not person.word_hash:
        return True
    right = failures.begin(Tries(db.session()), "word", person.id, source(), running())
    is_right = is_word(person, typed)
    if is_right:
        right()
    return is_right


def _page(way: WayBack, token: str, form: ReturnForm) -> str:
    return render_template("people/return.html", wants_two=_wants_two(way), token=token, form=form)
