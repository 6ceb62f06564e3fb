"""The coordinator's desk beside the worklist: what is out of the ordinary, and who stands in while somebody is away."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.directory.rules.words import day_name
from app.kernel.access import Relation, Seat, Warrant, belonging_to
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.roles import Role
from app.kernel.speech import _, counted
from app.linkage.accompaniment.queries.absent import Touched, goes_with, mark, touched
from app.linkage.accompaniment.rules.absent import WORDS as WHAT_FALLS
from app.linkage.referral.actions.covers import be_away, be_away_still, be_back
from app.linkage.referral.models import Absence
from app.linkage.referral.queries.asking import coordinators
from app.linkage.referral.queries.covers import absences
from app.linkage.referral.queries.covers import ended_now as absences_ended
from app.linkage.referral.queries.linkages import caseload
from app.linkage.referral.rules.covers import Away
from app.linkage.standing.forms.cover import CoverForm
from app.linkage.standing.queries.chores import ended_now
from app.linkage.standing.queries.exceptions import exceptions
from app.linkage.standing.queries.readers import no_reader
from app.linkage.standing.rules.exceptions import WORDS
from app.people.models import Organisation, Person
from app.people.queries.organisations import by_slug
from app.web.access import does, visit, warrant
from app.web.choices import choices
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("company_desk", __name__)

A_WEEK = timedelta(days=6)


@bp.get("/requests/exceptions")
@does("linkage.read")
def out_of_order() -> ResponseReturnValue:
    """Each line is one thing, with what can be done about it."""
    by = warrant(lambda _seat: {Relation.ORGANISATION})
    seats = {seat.organisation_id: seat for seat in visit().actor.seats if seat.role is Role.COORDINATOR}
    ours = db.session().scalars(select(Organisation).where(Organisation.id.in_(seats)).order_by(Organisation.name))
    found = [
        (each, exceptions(db.session(), each, by.actor.person_id, _duties(seats[each.id]), now())) for each in ours
    ]
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "linkage", "", outcome="listed"))
    return render_template(
        "linkage/exceptions.html", found=found, words=WORDS,
        ended=ended_now(db.session(), by.actor.person_id, now()),
    )  # fmt: skip


@bp.get("/organisations/<slug>/cover")
@does("linkage.read")
def covers(slug: str) -> ResponseReturnValue:
    """Who is away, and who stands in."""
    found, by = _load(slug)
    today = local_day(now(), LONDON)
    return _page(found, by, CoverForm(data={"first": today, "last": today + A_WEEK}))


@bp.post("/organisations/<slug>/cover")
@does("linkage.arrange")
@commits
def away(slug: str) -> ResponseReturnValue:
    """Say that one is away; or that a colleague is, who fell ill, say."""
    found, by = _load(slug)
    form = CoverForm(request.form)
    if not form.validate():
        return _page(found, by, form), 400
    first, last = form.first.data or date.min, form.last.data or date.min
    try:
        said = Away(form.who.data or by.actor.person_id, form.cover.data or "", first, last)
        falls = touched(db.session(), found.id, said, now())
        be_away(db.session(), by, found.id, said, now())
    except Refused as refused:
        db.session().rollback()
        form.last.errors = [str(refused)]
        return _page(*_load(slug), form), 400
    if falls and request.form.get("seen") != mark(falls):
        db.session().rollback()
        return _page(*_load(slug), form, falls)
    return redirect(f"/organisations/{slug}/cover?said=kept", 303)


@bp.post("/organisations/<slug>/cover/<absence_id>/end")
@does("linkage.arrange")
@commits
def back(slug: str, absence_id: str) -> ResponseReturnValue:
    """Here again, or not away after all; a colleague may say it too."""
    found, by = _load(slug)
    be_back(db.session(), by, _absence(found, absence_id), now())
    return redirect(f"/organisations/{slug}/cover", 303)


@bp.post("/organisations/<slug>/cover/<absence_id>/resume")
@does("linkage.arrange")
@commits
def resume(slug: str, absence_id: str) -> ResponseReturnValue:
    """They are away still: what was said a moment ago is taken back."""
    found, by = _load(slug)
    be_away_still(db.session(), by, _absence(found, absence_id), now())
    return redirect(f"/organisations/{slug}/cover?said=kept", 303)


def _carrying(found: Organisation, person_id: str, name: str) -> str:
    """A colleague, with what is in their hands, and whom they go with."""
    count = caseload(db.session(), found.id, person_id)
    after = counted(
        "{name}, who looks after {count} request", "{name}, who looks after {count} requests", count, name=name
    )
    walks = goes_with(db.session(), found.id, person_id)
    return _("{after}, and goes with {people}", after=after, people=", ".join(walks)) if walks else after


def _duties(seat: Seat) -> frozenset[str]:
    return frozenset(each.value for each in seat.appointments)


def _load(slug: str) -> tuple[Organisation, Warrant]:
    found = by_slug(db.session(), slug) or abort(404)
    return found, warrant(belonging_to(found.id))


def _absence(found: Organisation, absence_id: str) -> Absence:
    absence = db.session().get(Absence, absence_id)
    if absence is None or absence.organisation_id != found.id:
        abort(404)
    return absence


def _page(found: Organisation, by: Warrant, form: CoverForm, falls: Sequence[Touched] = ()) -> str:
    staff = db.session().scalars(select(Person).where(Person.id.in_(coordinators(db.session(), found.id)))).all()
    others = sorted((each.name, each.id) for each in staff if each.id != by.actor.person_id)
    today = local_day(now(), LONDON)
    aways = [each for each in absences(db.session(), found.id, now()) if each.away.is_on(today)]
    here = [(person_id, name) for name, person_id in others if person_id not in {each.person_id for each in aways}]
    form.cover.choices = choices([*here, (by.actor.person_id, _("I do"))])
    form.who.choices = choices([("", _("I am")), *((each, _carrying(found, each, name)) for name, each in others)])
    return render_template(
        "linkage/cover.html",
        organisation=found,
        absences=[
            (each, day_name(each.first, today), day_name(each.last, today))
            for each in absences(db.session(), found.id, now())
        ],
        form=form,
        falls=[_(WHAT_FALLS[each.falls], name=each.name or _("Somebody")) for each in falls],
        seen=mark(falls),
        mine=goes_with(db.session(), found.id, by.actor.person_id),
        has_others=bool(others),
        ended=absences_ended(db.session(), found.id, now()),
        no_reader=no_reader(db.session(), found.id, now()),
        me=by.actor.person_id,
        today=today,
        said=request.args.get("said", ""),
    )
