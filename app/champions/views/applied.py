"""Somebody who would like to help, for the coordinators of the organisation that they wrote to."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.champions.actions import applying
from app.champions.forms.caring import DayForm
from app.champions.models import Application
from app.champions.queries import champions as queries
from app.champions.rules.words import KINDS
from app.champions.views.pipeline import find
from app.directory.rules.words import day_name
from app.kernel.access import Warrant, belonging_to
from app.kernel.clock import running
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.people.models import Organisation
from app.people.views.doors import address
from app.web.access import does, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("applied", __name__)
PATH = "/organisations/<slug>/champions/applied/<application_id>"


@bp.get(PATH)
@does("champion.invite")
def application(slug: str, application_id: str) -> ResponseReturnValue:
    """What they wrote, and how to reach them. Who has taken up the invitation has a page of their own by now."""
    at = find(slug)
    by = warrant(belonging_to(at.id))
    if (became := queries.one(db.session(), at.id, application_id, now())) is not None:
        return redirect(f"/organisations/{slug}/champions/{became.champion.id}", 303)
    found, wrote, by = _load(slug, application_id)
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "champion_application", wrote.id, outcome="read"))
    return _page(found, wrote, DayForm())


@bp.post(f"{PATH}/conversation")
@does("champion.invite")
@commits
def talked(slug: str, application_id: str) -> ResponseReturnValue:
    """Somebody talked with them."""
    found, wrote, by = _load(slug, application_id)
    form = DayForm(request.form)
    if not form.validate():
        return _page(found, wrote, form), 400
    try:
        applying.note_conversation(db.session(), by, wrote, form["on"].data, now())
    except Refused as refused:
        form.on.errors = [str(refused)]
        return _page(found, wrote, form), 400
    return redirect(f"/organisations/{slug}/champions/applied/{wrote.id}?said=changed", 303)


@bp.post(f"{PATH}/invite")
@does("champion.invite")
@commits
def invite(slug: str, application_id: str) -> ResponseReturnValue:
    """Send them an invitation; by it they show that the address is theirs."""
    _found, wrote, by = _load(slug, application_id)
    applying.invite(db.session(), by, wrote, address, running())
    return redirect(f"/organisations/{slug}/champions/applied/{wrote.id}?said=changed", 303)


@bp.get(f"{PATH}/close")
@does("champion.invite")
def sure(slug: str, application_id: str) -> ResponseReturnValue:
    """What closing does, before it is done."""
    found, wrote, _by = _load(slug, application_id)
    return render_template("champions/close.html", organisation=found, application=wrote)


@bp.post(f"{PATH}/close")
@does("champion.invite")
@commits
def close(slug: str, application_id: str) -> ResponseReturnValue:
    """It comes to nothing: what they wrote goes."""
    _found, wrote, by = _load(slug, application_id)
    applying.close(db.session(), by, wrote, running())
    return redirect(f"/organisations/{slug}/champions?said=changed", 303)


def _load(slug: str, application_id: str) -> tuple[Organisation, Application, Warrant]:
    found = find(slug)
    by = warrant(belonging_to(found.id))
    return found, queries.application(db.session(), found.id, application_id) or abort(404), by


def _page(found: Organisation, wrote: Application, form: DayForm) -> str:
    today = local_day(now(), LONDON)
    return render_template(
        "champions/applied.html", organisation=found, application=wrote, form=form, kinds=KINDS,
        day=lambda each: day_name(each, today), made_on=local_day(wrote.made_at, LONDON),
        is_invited=queries.is_invited(db.session(), wrote, running()), said=request.args.get("said", ""),
    )  # fmt: skip
