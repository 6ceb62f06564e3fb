"""Signing in with a password and a code from an app, or with a passkey."""

from contextlib import suppress

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.people.actions import failures, passkeys, passwords
from app.people.actions.second import is_second
from app.people.forms.signing import PasswordForm
from app.people.models import Person
from app.people.queries.people import by_contact
from app.people.rules.contact import Contact
from app.people.views.doors import let_in, never_kept, sent_json, site
from app.seal import ring
from app.web.access import does
from app.web.commits import commits
from app.web.limits import Tries, limit, source
from app.web.safely import own_path

bp = Blueprint("factors", __name__)
bp.after_request(never_kept)

QUARTER = 900
TRIES_FROM_HERE = 60


@bp.get("/sign-in/password")
@does("sign.in")
def password() -> ResponseReturnValue:
    """Sign in with a password and a code from an app."""
    onward = own_path(request.args.get("next", ""))
    return render_template("people/password.html", form=PasswordForm(data={"next": onward}))


@bp.post("/sign-in/password")
@does("sign.in")
@commits
def use_password() -> ResponseReturnValue:
    """Sign in with both; whatever is wrong, the answer is the same."""
    form = PasswordForm(request.form)
    if not form.validate():
        return render_template("people/password.html", form=form), 400
    try:
        person = _with_password(form)
    except Refused as refused:
        form.password.errors = [str(refused)]
        return render_template("people/password.html", form=form), 429
    if person is None:
        form.password.errors = [_("The e-mail, the password or the code is not right. Check all three.")]
        return render_template("people/password.html", form=form), 400
    return let_in(person, form.next.data or "")


@bp.post("/sign-in/passkey/options")
@does("sign.in")
@commits
def passkey_options() -> ResponseReturnValue:
    """What the browser asks the passkey for."""
    limit(db.session(), "sign-in try", TRIES_FROM_HERE, QUARTER)
    return passkeys.begin_signing_in(db.session(), site(), running())


@bp.post("/sign-in/passkey")
@does("sign.in")
@commits
def use_passkey() -> ResponseReturnValue:
    """Sign in with a passkey."""
    answer = sent_json()
    person = passkeys.finish_signing_in(db.session(), site(), answer, running())
    if person is None:
        return {"error": _("This passkey does not open an account here.")}, 400
    opened = let_in(person, str(answer.get("next", "")))
    told = jsonify(next=opened.headers["Location"])
    told.headers.extend([("Set-Cookie", cookie) for cookie in opened.headers.getlist("Set-Cookie")])
    return told


def _with_password(form: PasswordForm) -> Person | None:
    """Whose password and code these are, or None. Raises `Refused` where too much was tried. A right password without
    the right code is a try like any other."""
    session, present = db.session(), running()
    email = (form.email.data or "").lower()
    account = ring().index(email, "email")
    right = failures.begin(Tries(session), "password", account, source(), present)
    person = by_contact(session, Contact("email", email))
    session.commit()  # the try counts whatever happens next, and nobody waits while the password is looked at
    typed = form.password.data or ""
    if not passwords.is_password(person, typed) or person is None:
        return None
    if not is_second(session, person, form.code.data or "", present) or not person.live_holdings:
        return None
    right()
    with suppress(passwords.TooBusy):
        passwords.renew_hash(session, person, typed)
    return person
