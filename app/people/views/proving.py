"""Showing once more that it is you, before something that cannot be taken back easily."""

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.people.actions import entry, failures, passkeys, passwords, sessions
from app.people.actions.second import is_second
from app.people.forms.account import ProveForm
from app.people.models import Person
from app.people.queries.factors import factors_of
from app.people.rules.contact import Contact
from app.people.rules.entry import Purpose
from app.people.views.account import me
from app.people.views.doors import moved, sent_json, site
from app.people.views.examples import example_code, example_second
from app.web.access import does, visit
from app.web.commits import commits
from app.web.limits import Tries, limit, source
from app.web.safely import own_path
from app.web.visits import set_cookie

bp = Blueprint("proving", __name__)

QUARTER = 900
CODES_A_QUARTER = 5
NOT_RIGHT = marked("That is not right. Check what you typed, and try again.")


@bp.get("/account/prove")
@does("account.prove")
def ask() -> ResponseReturnValue:
    """The ways to show it."""
    person, _by = me()
    return _page(person, ProveForm(data={"next": own_path(request.args.get("next", ""))}))


@bp.post("/account/prove/send")
@does("account.prove")
@commits
def send() -> ResponseReturnValue:
    """Send a code to the person's own address or number."""
    person, _by = me()
    limit(db.session(), "prove code", CODES_A_QUARTER, QUARTER, whose=person.id)
    contact = Contact("email", person.email) if person.email else Contact("phone", person.phone)
    sent = entry.send_to_prove(db.session(), person, contact, running())
    form = ProveForm(data={"next": own_path(request.form.get("next", "")), "ref": sent.ref})
    return _page(person, form, sent=example_code(sent) or "-")


@bp.post("/account/prove")
@does("account.prove")
@commits
def prove() -> ResponseReturnValue:
    """It is them: the session goes on under a new token."""
    person, _by = me()
    form = ProveForm(request.form)
    try:
        if form.validate() and _is_right(person, form):
            return _proved(form.next.data or "")
        form.code.errors = form.code.errors or [NOT_RIGHT]
    except Refused as refused:
        form.code.errors = [str(refused)]
    return _page(person, form, sent="-" if form.ref.data else ""), 400


@bp.post("/account/prove/passkey/options")
@does("account.prove")
@commits
def passkey_options() -> ResponseReturnValue:
    """What the browser asks the passkey for."""
    person, _by = me()
    return passkeys.begin_signing_in(db.session(), site(), running(), person)


@bp.post("/account/prove/passkey")
@does("account.prove")
@commits
def use_passkey() -> ResponseReturnValue:
    """It is them, by a passkey of theirs."""
    person, _by = me()
    answer = sent_json()
    if passkeys.finish_signing_in(db.session(), site(), answer, running(), person) is None:
        return {"error": _("This passkey is not one of yours here.")}, 400
    proved = _proved(str(answer.get("next", "")))
    told = jsonify(next=proved.headers["Location"])
    told.headers.extend([("Set-Cookie", cookie) for cookie in proved.headers.getlist("Set-Cookie")])
    return told


def _is_right(person: Person, form: ProveForm) -> bool:
    session, present = db.session(), running()
    right = failures.begin(Tries(session), "prove", person.id, source(), present)
    session.commit()
    code = form.code.data or ""
    if person.password_hash:
        is_them = passwords.is_password(person, form.password.data or "") and is_second(session, person, code, present)
    else:
        row = entry.open_with_code(session, form.ref.data or "", code, Purpose.PROVE, present)
        is_them = row is not None and row.person_id == person.id and not factors_of(session, person).is_two
    if is_them:
        right()
    return is_them


def _proved(next_path: str) -> Response:
    answer = moved(own_path(next_path))
    token = sessions.proved(db.session(), visit(), running())
    set_cookie(answer, token, sessions.left(db.session(), visit(), running()))
    return answer


def _page(person: Person, form: ProveForm, sent: str = "") -> str:
    have = factors_of(db.session(), person)
    return render_template(
        "people/prove.html",
        form=form,
        factors=have,
        sent=sent,
        example=example_second(person) if have.has_totp else None,
    )
