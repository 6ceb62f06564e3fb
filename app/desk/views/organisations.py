"""An organisation: its details, its people and their roles, and invitations."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.desk.queries import organisations as queries
from app.kernel.access import Relation, Relations, Seat, Warrant
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.kernel.roles import Appointment, Role
from app.kernel.speech import _
from app.people.actions import invitations, organisations, roles
from app.people.forms.account import InviteForm, OrganisationForm
from app.people.models import Holding, Invitation, Organisation, WayBack
from app.people.queries import people
from app.people.queries.returning import waiting as returns_waiting
from app.people.rules.contact import read_email
from app.people.rules.entry import spaced
from app.people.rules.roles import DUTIES, NAMES, may_invite_to, sees
from app.people.views.doors import address
from app.seal import new_id
from app.web.access import does, may, visit, warrant
from app.web.choices import choices
from app.web.commits import commits

bp = Blueprint("organisations", __name__)

ACTS = {"suspend": roles.suspend, "bring-back": roles.bring_back, "end": roles.end}
ASKED_OF_DUTIES = frozenset({"appoint", "relieve"})
ASKED = ASKED_OF_DUTIES | {"suspend", "end"}
"""Changes that a page asks about first; bringing back is the way to undo one of them."""


@bp.get("/organisations")
@does("organisation.read")
def all_of_them() -> ResponseReturnValue:
    """The organisations that one may see; for a technical admin all that serve an area."""
    warrant(lambda seat: {Relation.ANY, Relation.ORGANISATION})
    shown = queries.visible_to(db.session(), visit().actor)
    can_make = may(act="organisation.make") is not None
    return render_template("desk/organisations.html", organisations=shown, can_make=can_make)


@bp.get("/organisations/new")
@does("organisation.make")
def new() -> ResponseReturnValue:
    """A new organisation."""
    warrant()
    return _form(None, OrganisationForm(), [])


@bp.post("/organisations/new")
@does("organisation.make")
@commits
def make() -> ResponseReturnValue:
    """Add an organisation."""
    by = warrant()
    form, areas = OrganisationForm(request.form), _ticked()
    if not form.validate():
        return _form(None, form, areas), 400
    made = organisations.make(db.session(), by, form.data, areas)
    return redirect(f"/organisations/{made.slug}", 303)


@bp.get("/organisations/<slug>")
@does("organisation.read")
def organisation(slug: str) -> ResponseReturnValue:
    """Its details, and for those who may its people, which the record then tells."""
    found, by = load(slug)
    shown: list[Holding] = []
    reads, invites = may(of(found), "people.read"), may(of(found), "people.invite")
    lets_back = may(of(found), "people.return")
    if reads:
        shown = [each for each in people.holdings_of(db.session(), found.id) if sees(reads.seat, each.role)]
    waiting = _waiting(found, invites) if invites else []
    returns = waiting_to_return(found, lets_back) if lets_back else []
    if reads or waiting or returns:
        with db.unit_of_work() as apart:
            record(apart, Entry.of(reads or invites or by, "organisation", found.id, outcome="read"))
    return render_template(
        "desk/organisation.html",
        organisation=found,
        areas=queries.areas_of(db.session(), found.id),
        people=shown,
        called=queries.called(db.session(), found.id, (reads or by).seat, [*shown, *returns]),
        waiting=waiting,
        returns=returns,
        can_edit=may(of(found), "organisation.edit") is not None,
        can_invite=invites is not None,
        can_change=may(of(found), "people.change") is not None,
        can_word=may(of(found), "message.read") is not None,
        can_break=may(of(found), "glass.read") is not None,
        reads_concerns=may(of(found), "concern.read") is not None,
        sees_rota=may(of(found), "rota.read") is not None,
        keeps_apart=may(of(found), "exclusion.keep") is not None,
        sees_champions=may(of(found), "champion.read") is not None,
        sees_expenses=may(of(found), "expense.keep") is not None,
        me=visit().actor.person_id,
        names=NAMES,
        duties=DUTIES,
        said=request.args.get("said", ""),
    )


@bp.get("/organisations/<slug>/edit")
@does("organisation.edit")
def edit(slug: str) -> ResponseReturnValue:
    """Its details, to be changed."""
    found, _by = load(slug)
    return _form(found, OrganisationForm(obj=found), [each.area_id for each in found.areas])


@bp.post("/organisations/<slug>/edit")
@does("organisation.edit")
@commits
def save(slug: str) -> ResponseReturnValue:
    """Keep its details."""
    found, by = load(slug)
    form = OrganisationForm(request.form)
    areas = _ticked() if _may_choose_areas(found) else [each.area_id for each in found.areas]
    if not form.validate():
        return _form(found, form, areas), 400
    organisations.change(db.session(), by, found, form.data, areas)
    return redirect(f"/organisations/{slug}?said=saved", 303)


@bp.get("/organisations/<slug>/invite")
@does("people.invite")
def invite_form(slug: str) -> ResponseReturnValue:
    """Invite somebody."""
    found, by = load(slug)
    return _invite(found, by, InviteForm(data={"once": new_id()}))


@bp.post("/organisations/<slug>/invite")
@does("people.invite")
@commits
def invite(slug: str) -> ResponseReturnValue:
    """Make the invitation: sent by e-mail, or a code and a link to hand over."""
    found, by = load(slug)
    form = InviteForm(request.form)
    form.role.choices = choices(_roles(by))
    form.listing.choices = choices(_groups(found))
    if not form.validate():
        return _invite(found, by, form), 400
    try:
        email = read_email(form.email.data) if form.email.data else None
        made = invitations.invite(
            db.session(), by, Role(form.role.data), found.id, running(), name=form.name.data or "", email=email,
            listing_id=form.listing.data or None, once=form.once.data or "", address=address,
        )  # fmt: skip
    except Refused as refused:
        form.email.errors = [str(refused)]
        return _invite(found, by, form), 400
    link = address(f"/join/{made.token}")
    sent_to = email.text if email else ""
    return render_template("desk/invited.html", organisation=found, code=spaced(made.token), link=link, sent_to=sent_to)


@bp.post("/organisations/<slug>/invitations/<invitation_id>/withdraw")
@does("people.invite")
@commits
def withdraw(slug: str, invitation_id: str) -> ResponseReturnValue:
    """Take an invitation back."""
    found, by = load(slug)
    waiting = {each.id: each for each in _waiting(found, by)}
    invitations.withdraw(db.session(), by, waiting.get(invitation_id) or abort(404), running())
    return redirect(f"/organisations/{slug}?said=withdrawn", 303)


@bp.get("/organisations/<slug>/people/<holding_id>")
@does("people.change")
def holding(slug: str, holding_id: str) -> ResponseReturnValue:
    """One person's role here, to be changed."""
    found, by = load(slug)
    held = held_here(found, by, holding_id)
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "holding", held.id, held.person_id, outcome="read"))
    present = {each.duty for each in held.appointments if each.ended_at is None}
    return render_template(
        "desk/holding.html", organisation=found, holding=held, names=NAMES, duties=DUTIES, present=present,
        is_own=held.person_id == visit().actor.person_id, said=request.args.get("said", ""),
        can_break=may(of(found), "glass.break") is not None,
    )  # fmt: skip


@bp.get("/organisations/<slug>/people/<holding_id>/sure/<what>")
@does("people.change")
def sure(slug: str, holding_id: str, what: str) -> ResponseReturnValue:
    """What a change would do, before it is done."""
    found, by = load(slug)
    held, duty = held_here(found, by, holding_id), request.args.get("duty", "")
    if what not in ASKED or (what in ASKED_OF_DUTIES) != (duty in set(Appointment)):
        abort(404)
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "holding", held.id, held.person_id, outcome="read"))
    role, words = _(NAMES[held.role]), _(DUTIES[Appointment(duty)]) if duty else ""
    return render_template(
        "desk/sure.html", organisation=found, holding=held, what=what, duty=duty, role=role, duty_words=words,
        stays=_why_it_stays(by, held, what, duty), is_own=held.person_id == by.actor.person_id,
    )  # fmt: skip


@bp.post("/organisations/<slug>/people/<holding_id>")
@does("people.change")
@commits
def change(slug: str, holding_id: str) -> ResponseReturnValue:
    """Suspend, bring back, end; appoint or relieve."""
    found, by = load(slug)
    held = held_here(found, by, holding_id)
    what, duty = request.form.get("what", ""), request.form.get("duty", "")
    if what in ACTS:
        ACTS[what](db.session(), by, held, running())
    elif what in ("appoint", "relieve") and duty in set(Appointment):
        act = roles.appoint if what == "appoint" else roles.relieve
        act(db.session(), by, held, Appointment(duty), running())
    else:
        abort(400)
    return redirect(f"/organisations/{slug}/people/{held.id}?said=changed", 303)


def _why_it_stays(by: Warrant, held: Holding, what: str, duty: str) -> str:
    """What stands against a change, in a sentence; "" where nothing does."""
    duties = [] if what == "appoint" else [Appointment(duty)] if duty else roles.duties_of(held)
    try:
        roles.check_may_take(db.session(), by, held, duties)
    except Refused as refused:
        return str(refused)
    return ""


def load(slug: str) -> tuple[Organisation, Warrant]:
    """The organisation of that address, and the visitor's warrant for it; 404 for strangers."""
    found = queries.by_slug(db.session(), slug) or abort(404)
    return found, warrant(of(found))


def of(found: Organisation) -> Relations:
    """How a seat stands to an organisation: ORGANISATION in its own, ANY for a technical admin."""

    def relations(seat: Seat) -> set[Relation]:
        is_own = seat.organisation_id == found.id
        return {Relation.ORGANISATION} if is_own else {Relation.ANY} if seat.role is Role.TECHNICAL_ADMIN else set()

    return relations


def held_here(found: Organisation, by: Warrant, holding_id: str) -> Holding:
    """Somebody's role in this organisation, if the visitor may see it; else 404."""
    held = people.holding(db.session(), holding_id)
    if held is None or held.organisation_id != found.id or not sees(by.seat, held.role):
        abort(404)
    return held


def waiting_to_return(found: Organisation, by: Warrant) -> list[WayBack]:
    """Who waits for a second person to let them back in, of those whose roles here this seat sees."""
    every = returns_waiting(db.session(), found.id, running())
    return [each for each in every if all(sees(by.seat, held.role) for held in each.person.live_holdings
                                          if held.organisation_id == found.id)]  # fmt: skip


def _waiting(found: Organisation, by: Warrant) -> list[Invitation]:
    """Open invitations to roles that this seat could invite to as well."""
    all_of_them = queries.open_invitations(db.session(), found.id, running())
    return [each for each in all_of_them if each.role in may_invite_to(by.seat)]


def _roles(by: Warrant) -> list[tuple[str, str]]:
    return [(role.value, _(NAMES[role])) for role in may_invite_to(by.seat)]


def _groups(found: Organisation) -> list[tuple[str, str]]:
    return [("", "–"), *queries.groups_in_areas_of(db.session(), found.id)]


def _invite(found: Organisation, by: Warrant, form: InviteForm) -> str:
    form.role.choices, form.listing.choices = choices(_roles(by)), choices(_groups(found))
    has_groups = Role.GROUP_REPRESENTATIVE in may_invite_to(by.seat)
    return render_template("desk/invite.html", organisation=found, form=form, has_groups=has_groups)


def _may_choose_areas(found: Organisation) -> bool:
    """An organisation does not widen its own reach."""
    return may(of(found), "organisation.areas") is not None


def _ticked() -> list[str]:
    """Those of the areas that were sent which there are."""
    known = {each.id for each in queries.all_areas(db.session())}
    return [each for each in request.form.getlist("areas") if each in known]


def _form(found: Organisation | None, form: OrganisationForm, chosen: list[str]) -> str:
    areas = queries.all_areas(db.session()) if found is None or _may_choose_areas(found) else None
    return render_template("desk/organisation_form.html", organisation=found, form=form, areas=areas, chosen=chosen)
