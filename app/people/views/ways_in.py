"""One's own ways in: passkeys, a password with an app, codes on paper, a sign-in word."""

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.kernel.roles import TWO_FACTORS
from app.people.actions import factors as giving_up
from app.people.actions import passkeys, passwords, recovery, sessions, totp
from app.people.forms.account import NewPasswordForm, WordForm
from app.people.forms.signing import plain
from app.people.models import Person
from app.people.models.entry import Level
from app.people.queries.factors import factors_of, passkeys_of
from app.people.queries.people import actor
from app.people.rules.factors import takes_codes
from app.people.rules.sessions import label
from app.people.views.account import me
from app.people.views.doors import WAYS_IN, moved, sent_json, site
from app.web.access import does, visit
from app.web.commits import commits
from app.web.request import settings
from app.web.visits import set_cookie

bp = Blueprint("ways_in", __name__)


@bp.get("/account/ways-in")
@does("account.keys")
def ways_in() -> ResponseReturnValue:
    """What there is, and what can be added."""
    person, _by = me()
    return _page(person)


@bp.get("/account/ways-in/password")
@does("account.keys")
def new_password() -> ResponseReturnValue:
    """Set a password, with an app."""
    person, _by = me()
    enrolment = totp.begin_totp(person, settings().name, person.email, running())
    form = NewPasswordForm(data={"token": enrolment.token})
    return render_template("people/new_password.html", form=form, enrolment=enrolment)


@bp.post("/account/ways-in/password")
@does("account.keys")
@commits
def set_password() -> ResponseReturnValue:
    """Keep a password and the app whose first code is right: both or neither."""
    person, by = me()
    form = NewPasswordForm(request.form)
    if form.validate():
        try:
            with db.session().begin_nested():
                _set_both(person, form)
            return _stronger(person, by, "password")
        except passwords.TooBusy as refused:
            form.password.errors = [str(refused)]
        except totp.NotRight as refused:
            form.code.errors = [str(refused)]
        except Refused as refused:
            form.password.errors = [str(refused)]
    return render_template("people/new_password.html", form=form, enrolment=_enrolment_again(person, form)), 400


@bp.post("/account/ways-in/passkey/options")
@does("account.keys")
@commits
def passkey_options() -> ResponseReturnValue:
    """What the browser makes a passkey for."""
    person, _by = me()
    return passkeys.begin_enrolling(db.session(), person, site(), running())


@bp.post("/account/ways-in/passkey")
@does("account.keys")
@commits
def add_passkey() -> ResponseReturnValue:
    """Keep a passkey."""
    person, by = me()
    answer = sent_json()
    name = label(request.user_agent.string)
    try:
        passkeys.finish_enrolling(db.session(), person, site(), answer, running(), label=name)
    except Refused as refused:
        return {"error": str(refused)}, 400
    kept = _stronger(person, by, "passkey")
    told = jsonify(next=kept.headers["Location"])
    told.headers.extend([("Set-Cookie", cookie) for cookie in kept.headers.getlist("Set-Cookie")])
    return told


@bp.post("/account/ways-in/passkey/<passkey_id>/rename")
@does("account.keys")
@commits
def rename_passkey(passkey_id: str) -> ResponseReturnValue:
    """Call a passkey something else, so that two of one sort of phone can be told apart."""
    person, _by = me()
    try:
        passkeys.rename(db.session(), person, passkey_id, plain(request.form.get("label")))
    except LookupError:
        abort(404)
    return moved(f"{WAYS_IN}?said=name")


@bp.post("/account/ways-in/passkey/<passkey_id>/remove")
@does("account.keys")
@commits
def remove_passkey(passkey_id: str) -> ResponseReturnValue:
    """Take a passkey away."""
    person, by = me()
    try:
        giving_up.remove_passkey(db.session(), person, passkey_id)
    except LookupError:
        abort(404)
    return _weaker(person, by, "passkey")


@bp.post("/account/ways-in/password/remove")
@does("account.keys")
@commits
def remove_password() -> ResponseReturnValue:
    """Take the password and the app away."""
    person, by = me()
    giving_up.remove_password(db.session(), person)
    giving_up.remove_totp(db.session(), person)
    return _weaker(person, by, "password")


@bp.post("/account/ways-in/codes")
@does("account.keys")
@commits
def new_codes() -> ResponseReturnValue:
    """Ten new recovery codes, shown once, to be printed."""
    person, by = me()
    codes = recovery.make_codes(db.session(), person, running())
    record(db.session(), Entry.of(by, "person", person.id, person.id, outcome="set", reason="recovery_codes"))
    has_app = bool(TWO_FACTORS & actor(person).roles)
    return render_template("people/recovery_codes.html", codes=codes, has_app=has_app)


@bp.post("/account/ways-in/word")
@does("account.keys")
@commits
def set_word() -> ResponseReturnValue:
    """Set a sign-in word, or take it away."""
    person, by = me()
    form = WordForm(request.form)
    try:
        if not form.validate():
            return _page(person, form), 400
        passwords.set_word(db.session(), person, form.word.data or "", _own_words(person))
    except Refused as refused:
        form.word.errors = [str(refused)]
        return _page(person, form), 400
    return _weaker(person, by, "word")


def _set_both(person: Person, form: NewPasswordForm) -> None:
    totp.finish_totp(db.session(), person, form.token.data or "", form.code.data or "", running())
    passwords.set_password(db.session(), person, form.password.data or "", _own_words(person))


def _own_words(person: Person) -> list[str]:
    """What a guesser tries first, besides the person's own name and address."""
    places = [held.organisation.name for held in person.live_holdings if held.organisation]
    return [settings().name, *places]


def _enrolment_again(person: Person, form: NewPasswordForm) -> totp.Enrolment:
    try:
        return totp.resume_totp(person, form.token.data or "", settings().name, person.email, running())
    except totp.NotRight:
        begun = totp.begin_totp(person, settings().name, person.email, running())
        form.token.data = begun.token
        return begun


def _stronger(person: Person, by: Warrant, what: str) -> Response:
    """After a way in was added: everywhere else is signed out, and it goes on here under a new token, fully now if
    that was what it lacked."""
    session, here = db.session(), visit()
    record(session, Entry.of(by, "person", person.id, person.id, outcome="set", reason=what))
    sessions.end_all(session, person.id, running(), keep=here.session_id)
    is_enough = factors_of(session, person).is_enough_for(actor(person).roles)
    token = sessions.proved(session, here, running(), Level.FULL if is_enough else None)
    answer = moved("/today" if here.is_enrolling and is_enough else f"{WAYS_IN}?said=set")
    set_cookie(answer, token, sessions.left(session, here, running()))
    return answer


def _weaker(person: Person, by: Warrant, what: str) -> Response:
    """After a way in was taken away or changed: everywhere else is signed out."""
    session = db.session()
    record(session, Entry.of(by, "person", person.id, person.id, outcome="changed", reason=what))
    sessions.end_all(session, person.id, running(), keep=visit().session_id)
    return moved(f"{WAYS_IN}?said=changed")


def _page(person: Person, form: WordForm | None = None) -> str:
    session = db.session()
    have = factors_of(session, person)
    return render_template(
        "people/ways_in.html",
        person=person,
        factors=have,
        takes_codes=takes_codes(visit().actor.roles),
        is_enrolling=visit().is_enrolling,
        passkeys=passkeys_of(session, person),
        form=form or WordForm(),
        said=request.args.get("said", ""),
    )
