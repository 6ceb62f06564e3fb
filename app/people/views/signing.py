"""Signing in by a code or a link that is sent."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.clock import running
from app.kernel.speech import _, marked
from app.people.actions import entry, failures, passwords
from app.people.forms.signing import CodeForm, ContactForm, LinkForm
from app.people.models import Person
from app.people.rules.contact import CannotRead, Contact, read_contact
from app.people.rules.entry import Purpose
from app.people.views.doors import address, let_in, never_kept
from app.people.views.examples import example_code, examples
from app.seal import ring
from app.web.access import does
from app.web.commits import commits
from app.web.limits import Tries, is_over, limit, source
from app.web.safely import own_path
from app.web.visits import present_visit

bp = Blueprint("signing", __name__)
bp.after_request(never_kept)

QUARTER = 900
CODES_A_QUARTER = 5
CODES_FROM_HERE = 30
TRIES_FROM_HERE = 60
WRONG_CODE_OR_WORD = marked(
    "That code does not work, or the sign-in word beside it is missing or another. Check both, or ask for a new code."
)
WRONG_CODE = marked("That code does not work. Use the newest message, or ask for a new code.")


@bp.get("/sign-in")
@does("sign.in")
def sign_in() -> ResponseReturnValue:
    """The ways to sign in."""
    onward = own_path(request.args.get("next", ""))
    if present_visit():
        return redirect(onward, 303)
    return _ways(ContactForm(data={"next": onward}))


@bp.post("/sign-in")
@does("sign.in")
@commits
def send_code() -> ResponseReturnValue:
    """Send a code, if somebody has that contact; the answer is the same either way."""
    form = ContactForm(request.form)
    contact = _contact(form)
    if contact is None:
        return _ways(form), 400
    onward = own_path(form.next.data or "")
    limit(db.session(), "sign-in code", CODES_FROM_HERE, QUARTER)
    if codes_are_spent("sign-in code", contact):
        shown = CodeForm(data={"ref": entry.newest(db.session(), contact, Purpose.SIGN_IN), "next": onward})
        return render_template("people/code.html", form=shown, is_spent=True), 429
    sent = entry.send_code(db.session(), contact, address, running())
    shown = CodeForm(data={"ref": sent.ref, "next": onward})
    return render_template("people/code.html", form=shown, example=example_code(sent))


@bp.post("/sign-in/code")
@does("sign.in")
@commits
def use_code() -> ResponseReturnValue:
    """Sign in with a code, and the sign-in word where there is one."""
    form = CodeForm(request.form)
    limit(db.session(), "sign-in try", TRIES_FROM_HERE, QUARTER)
    if not form.validate():
        return render_template("people/code.html", form=form), 400
    row = entry.try_code(db.session(), form.ref.data or "", form.code.data or "", Purpose.SIGN_IN, running())
    person = entry.whom(db.session(), row)
    is_right = row and person and _word_is_right(person, form.word.data or "")
    if not (is_right and person and row and entry.spend(db.session(), row, running())):
        form.code.errors = [WRONG_CODE_OR_WORD]
        return render_template("people/code.html", form=form), 400
    return let_in(person, form.next.data or "", own_phone=bool(form.own_phone.data))


@bp.get("/sign-in/link/<token>")
@does("sign.in")
def see_link(token: str) -> ResponseReturnValue:
    """Ask before a link is spent: mail programs open links to look at them."""
    return render_template("people/link.html", form=LinkForm(), token=token)


@bp.post("/sign-in/link/<token>")
@does("sign.in")
@commits
def use_link(token: str) -> ResponseReturnValue:
    """Sign in with a link."""
    form = LinkForm(request.form)
    limit(db.session(), "sign-in try", TRIES_FROM_HERE, QUARTER)
    if not form.validate():
        return render_template("people/link.html", form=form, token=token), 400
    person = entry.whom(db.session(), entry.find_link(db.session(), token, Purpose.SIGN_IN, running()))
    if person is None or not _word_is_right(person, form.word.data or ""):
        form.word.errors = [_("This link does not work any more, or the word is another. Ask for a new code.")]
        return render_template("people/link.html", form=form, token=token), 400
    if entry.open_with_link(db.session(), token, Purpose.SIGN_IN, running()) is None:
        abort(410)
    return let_in(person, "", own_phone=bool(form.own_phone.data))


def codes_are_spent(act: str, contact: Contact) -> bool:
    """Were as many codes asked for this contact, known or not, as may be for now?"""
    return is_over(db.session(), act, CODES_A_QUARTER, QUARTER, ring().index(contact.text, contact.sort))


def _contact(form: ContactForm) -> Contact | None:
    """What was typed, or None with a sentence at the field."""
    if not form.validate():
        return None
    try:
        return read_contact(form.contact.data or "")
    except CannotRead as refused:
        form.contact.errors = [str(refused)]
        return None


def _word_is_right(person: Person, typed: str) -> bool:
    """Somebody who has set a sign-in word needs it besides the code (SR-033)."""
    if not person.word_hash:
        return True
    right = failures.begin(Tries(db.session()), "word", person.id, source(), running())
    if not passwords.is_word(person, typed):
        return False
    right()
    return True


def _ways(form: ContactForm) -> str:
    return render_template("people/sign_in.html", form=form, examples=examples(db.session()))
