"""One's own account: the name to use, how we reach you, where you are signed in, your roles."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.kernel.access import Relation, Warrant
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.people.actions import entry, invitations, roles, sessions
from app.people.actions.account import Sort, change_contact, remove_contact
from app.people.forms.account import NameForm, NewContactCodeForm, NewContactForm
from app.people.models import Holding, Person
from app.people.queries import factors, people
from app.people.rules.contact import read_contact
from app.people.rules.entry import Purpose, spaced
from app.people.rules.factors import takes_codes
from app.people.rules.roles import DUTIES, NAMES
from app.people.views.doors import NOT_ME, address, let_in, moved
from app.people.views.examples import example_code
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.limits import limit
from app.web.visits import forget_cookie

bp = Blueprint("account", __name__)

CODES_A_QUARTER = 5
QUARTER = 900


def me() -> tuple[Person, Warrant]:
    """The person who is signed in, and their warrant for what is their own."""
    by = warrant(lambda _seat: {Relation.OWN})
    return people.by_id(db.session(), by.actor.person_id) or abort(404), by


@bp.get("/account")
@does("account.own")
def account() -> ResponseReturnValue:
    """Everything about one's own account."""
    person, _by = me()
    return _page(person, NameForm(data={"name": person.name}))


@bp.post("/account/name")
@does("account.own")
@commits
def rename() -> ResponseReturnValue:
    """Be called something else."""
    person, _by = me()
    form = NameForm(request.form)
    if not form.validate():
        return _page(person, form), 400
    person.name = form.name.data or ""
    return redirect("/account?said=name", 303)


@bp.get("/account/contact")
@does("account.contact")
def contact() -> ResponseReturnValue:
    """Ask for another address or number; those that there are can be taken off."""
    person, _by = me()
    return _contacts(person, NewContactForm())


@bp.post("/account/contact/remove")
@does("account.contact")
@commits
def forget_contact() -> ResponseReturnValue:
    """Take an address or number off that was lost. Other sessions end."""
    person, by = me()
    sort: Sort = "phone" if request.form.get("sort") == "phone" else "email"
    try:
        remove_contact(db.session(), by, person, sort, link=address(NOT_ME), present=running())
    except Refused as refused:
        form = NewContactForm()
        form.contact.errors = [str(refused)]
        return _contacts(person, form), 400
    sessions.end_all(db.session(), person.id, running(), keep=visit().session_id)
    return redirect("/account?said=contact", 303)


def _contacts(person: Person, form: NewContactForm) -> str:
    return render_template("people/contact.html", form=form, person=person)


@bp.post("/account/contact")
@does("account.contact")
@commits
def send_contact_code() -> ResponseReturnValue:
    """Send a code to the new address, to see that it reaches the person."""
    person, _by = me()
    form = NewContactForm(request.form)
    if not form.validate():
        return _contacts(person, form), 400
    try:
        new = read_contact(form.contact.data or "")
    except Refused as refused:
        form.contact.errors = [str(refused)]
        return _contacts(person, form), 400
    limit(db.session(), "contact code", CODES_A_QUARTER, QUARTER, whose=person.id)
    sent = entry.send_to_confirm(db.session(), person, new, running())
    shown = NewContactCodeForm(data={"ref": sent.ref, "contact": new.text})
    return render_template("people/contact_code.html", form=shown, contact=new.text, example=example_code(sent))


@bp.post("/account/contact/code")
@does("account.contact")
@commits
def use_contact_code() -> ResponseReturnValue:
    """Keep the new address, now that its code came back. Other sessions end."""
    person, by = me()
    form = NewContactCodeForm(request.form)
    form.validate()
    try:
        new = read_contact(form.contact.data or "")
        typed = (form.ref.data or "", form.code.data or "")
        row = entry.open_with_code(db.session(), *typed, Purpose(new.sort), running())
        change_contact(db.session(), by, person, new, row, link=address(NOT_ME), present=running())
    except Refused as refused:
        form.code.errors = [str(refused)]
        return render_template("people/contact_code.html", form=form, contact=form.contact.data), 400
    sessions.end_all(db.session(), person.id, running(), keep=visit().session_id)
    return redirect("/account?said=contact", 303)


@bp.post("/account/sessions/<session_id>/end")
@does("account.own")
@commits
def end_session(session_id: str) -> ResponseReturnValue:
    """End one of one's own sessions, or all the others."""
    person, _by = me()
    if session_id == "others":
        sessions.end_all(db.session(), person.id, running(), keep=visit().session_id)
    elif not sessions.end(db.session(), person.id, session_id, running()):
        abort(404)
    return redirect("/account?said=ended", 303)


@bp.post("/account/roles/<holding_id>/leave")
@does("account.leave")
@commits
def leave(holding_id: str) -> ResponseReturnValue:
    """Leave a role of one's own; at once, and no reason is asked for."""
    person, by = me()
    roles.leave(db.session(), by, _own(person, holding_id), running())
    db.session().flush()
    if person.live_holdings:
        return let_in(person, "/account?said=left", proved_at=visit().proved_at)
    answer = moved("/")
    forget_cookie(answer)
    return answer


@bp.post("/account/roles/<holding_id>/hand-on")
@does("account.leave")
@commits
def hand_on(holding_id: str) -> ResponseReturnValue:
    """Hand one's role as a group's representative on: a code for each group."""
    person, by = me()
    made = invitations.hand_on(db.session(), by, _own(person, holding_id), running())
    codes = [(spaced(each.token), address(f"/join/{each.token}")) for each in made]
    return render_template("people/hand_on.html", codes=codes)


def _own(person: Person, holding_id: str) -> Holding:
    return next((each for each in person.live_holdings if each.id == holding_id), None) or abort(404)


def _page(person: Person, form: NameForm) -> str:
    session, present = db.session(), running()
    return render_template(
        "people/account.html",
        person=person,
        form=form,
        factors=factors.factors_of(session, person),
        takes_codes=takes_codes(visit().actor.roles),
        sessions=people.sessions_of(session, person.id, present),
        here=visit().session_id,
        names=NAMES,
        duties=DUTIES,
        said=request.args.get("said", ""),
    )
