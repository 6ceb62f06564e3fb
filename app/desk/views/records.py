"""Breaking the glass: one person's record, for an hour, with a reason, and reviewed."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.queries.duty import holders
from app.consent.actions import glass as acts
from app.consent.models import Glass
from app.consent.queries import glass as queries
from app.consent.rules.glass import CATEGORIES, VERDICTS, review_by
from app.consent.rules.looking import day, when
from app.desk.queries.organisations import by_slug
from app.desk.views.organisations import load, of
from app.kernel.access import Warrant
from app.kernel.clock import running
from app.kernel.contact import mask
from app.kernel.errors import Refused
from app.kernel.roles import Appointment
from app.kernel.speech import _
from app.kernel.words import printable
from app.people.models import Holding, Organisation
from app.people.queries import people
from app.people.rules.roles import NAMES
from app.people.views.doors import address
from app.web.access import does, may, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("records", __name__)

LONGEST_TYPED = 2000


@bp.get("/organisations/<slug>/people/<holding_id>/glass")
@does("glass.break")
def ask(slug: str, holding_id: str) -> ResponseReturnValue:
    """Say why."""
    found, _by = load(slug)
    return _ask(found, _held(found, holding_id))


@bp.post("/organisations/<slug>/people/<holding_id>/glass")
@does("glass.break")
@commits
def break_it(slug: str, holding_id: str) -> ResponseReturnValue:
    """Break it: an hour with one record, of which others hear at once."""
    found, by = load(slug)
    held = _held(found, holding_id)
    category, reason = request.form.get("category", ""), printable(request.form.get("reason", "")[:LONGEST_TYPED])
    link = address(f"/organisations/{slug}/glass")
    try:
        acts.break_glass(db.session(), by, held, category, reason, link=link, present=running())
    except Refused as refused:
        return _ask(found, held, category, reason, str(refused)), 400
    return redirect(f"/organisations/{slug}/people/{held.id}/record", 303)


@bp.get("/organisations/<slug>/people/<holding_id>/record")
@does("record.read")
def see(slug: str, holding_id: str) -> ResponseReturnValue:
    """The record; that it was read is written down before it is shown."""
    found = _organisation(slug)
    held = people.holding(db.session(), holding_id) or abort(404)
    who = visit().actor.person_id
    by = warrant(queries.record_relations(db.session(), who, held.person_id, held.organisation_id, running()))
    broken = queries.open_glass(db.session(), who, held.person_id, found.id, running()) or abort(404)
    if held.organisation_id != found.id or held.ended_at:
        abort(404)
    _note(by, held, "contact_read" if broken.agreed_by else "read")
    contacts = [each for each in (held.person.email, held.person.phone) if each]
    return render_template(
        "desk/record.html",
        organisation=found,
        holding=held,
        role=NAMES[held.role],
        contacts=contacts if broken.agreed_by else [mask(each) for each in contacts],
        is_masked=not broken.agreed_by,
        until=when(broken.ends_at),
    )


@bp.get("/organisations/<slug>/glass")
@does("glass.read")
def broken_ones(slug: str) -> ResponseReturnValue:
    """All that was broken here, what waits for review first."""
    found, _by = load(slug)
    every = queries.of_organisation(db.session(), found.id)
    gone = _("Somebody whose account has ended")
    shown = [
        (each, who.name if (who := people.by_id(db.session(), each.actor_id)) else gone, when(each.made_at),
         day(review_by(each.made_at)))
        for each in every
    ]  # fmt: skip
    return render_template(
        "desk/glass.html",
        organisation=found,
        broken=shown,
        categories=CATEGORIES,
        verdicts=VERDICTS,
        present=running(),
        me=visit().actor.person_id,
        can_review=may(of(found), "glass.review") is not None,
        leads=[each.name for each in holders(db.session(), found.id, Appointment.PRIVACY_LEAD)],
    )


@bp.post("/organisations/<slug>/glass/<glass_id>/agree")
@does("glass.agree")
@commits
def agree(slug: str, glass_id: str) -> ResponseReturnValue:
    """Agree that contacts are seen too."""
    found, by = load(slug)
    acts.agree_to_contacts(db.session(), by, _broken(found, glass_id), running())
    return redirect(f"/organisations/{slug}/glass", 303)


@bp.post("/organisations/<slug>/glass/<glass_id>/review")
@does("glass.review")
@commits
def review(slug: str, glass_id: str) -> ResponseReturnValue:
    """Say whether it was right."""
    found, by = load(slug)
    acts.review(db.session(), by, _broken(found, glass_id), request.form.get("verdict", ""), now())
    return redirect(f"/organisations/{slug}/glass", 303)


def _organisation(slug: str) -> Organisation:
    return by_slug(db.session(), slug) or abort(404)


def _held(found: Organisation, holding_id: str) -> Holding:
    held = people.holding(db.session(), holding_id)
    return held if held and held.organisation_id == found.id else abort(404)


def _broken(found: Organisation, glass_id: str) -> Glass:
    return queries.by_id(db.session(), glass_id, found.id) or abort(404)


def _note(by: Warrant, held: Holding, outcome: str) -> None:
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "person", held.person_id, held.person_id, outcome=outcome))


def _ask(found: Organisation, held: Holding, category: str = "", reason: str = "", error: str = "") -> str:
    return render_template(
        "desk/break_glass.html",
        organisation=found,
        holding=held,
        categories=CATEGORIES,
        category=category,
        reason=reason,
        error=error,
    )
