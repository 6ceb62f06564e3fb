"""For privacy leads: complaints about data with their days, and accidents with data with their clock."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.consent.rules.looking import day, when
from app.desk.views.organisations import load
from app.kernel.access import Warrant
from app.kernel.clock import running
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.kernel.words import printable
from app.people.models import Organisation
from app.rights.actions import complaints as complaining
from app.rights.actions import incidents as accidents
from app.rights.queries import register_of_care as queries
from app.rights.rules.complaints import OUTCOMES, TEMPLATE, due_by, update_by
from app.rights.rules.incidents import time_left
from app.rights.rules.notice import headings
from app.web.access import does
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("care_of_data", __name__)

LONGEST_TYPED = 8000


@bp.get("/organisations/<slug>/complaints")
@does("complaint.read")
def complaints(slug: str) -> ResponseReturnValue:
    """What people complain about; that it was read is written down before it is shown."""
    found, by = load(slug)
    return _complaints(found, by)


@bp.post("/organisations/<slug>/complaints/<complaint_id>")
@does("complaint.answer")
@commits
def answer(slug: str, complaint_id: str) -> ResponseReturnValue:
    """Keep how one came out."""
    found, by = load(slug)
    ours = {each.id: each for each in queries.complaints(db.session(), found.id)}
    complaint, today = ours.get(complaint_id) or abort(404), local_day(now(), LONDON)
    try:
        outcome = request.form.get("outcome", "")
        complaining.answer(db.session(), by, complaint, today, outcome=outcome, words=_typed("answer"))
    except Refused as refused:
        return _complaints(found, by, complaint_id, str(refused)), 400
    return redirect(f"/organisations/{slug}/complaints", 303)


@bp.get("/organisations/<slug>/incidents")
@does("incident.read")
def incidents(slug: str) -> ResponseReturnValue:
    """Accidents with data, the open ones with their clock; and a form for a new one."""
    found, by = load(slug)
    return _incidents(found, by)


@bp.post("/organisations/<slug>/incidents")
@does("incident.keep")
@commits
def open_incident(slug: str) -> ResponseReturnValue:
    """Write one down: the clock begins."""
    found, by = load(slug)
    touches = request.form.getlist("touches")
    try:
        accidents.open_incident(db.session(), by, found.id, running(), touches=touches, notes=_typed("notes"))
    except Refused as refused:
        return _incidents(found, by, "new", str(refused)), 400
    return redirect(f"/organisations/{slug}/incidents", 303)


@bp.post("/organisations/<slug>/incidents/<incident_id>/close")
@does("incident.keep")
@commits
def close(slug: str, incident_id: str) -> ResponseReturnValue:
    """Close one with what the ICO was told."""
    found, by = load(slug)
    ours = {each.id: each for each in queries.incidents(db.session(), found.id)}
    incident = ours.get(incident_id) or abort(404)
    try:
        accidents.close(db.session(), by, incident, _typed("told"), running())
    except Refused as refused:
        return _incidents(found, by, incident_id, str(refused)), 400
    return redirect(f"/organisations/{slug}/incidents", 303)


def _complaints(found: Organisation, by: Warrant, wrong: str = "", error: str = "") -> str:
    shown = [
        (each, day(each.made_on), day(update_by(each.made_on)), day(due_by(each.made_on)))
        for each in queries.complaints(db.session(), found.id)
    ]
    _note(by, "complaint", found)
    return render_template(
        "desk/complaints.html", organisation=found, complaints=shown, outcomes=OUTCOMES, template=_(TEMPLATE),
        typed=_typed("answer"), chosen=request.form.get("outcome", ""), wrong=wrong, error=error,
        today=local_day(now(), LONDON), due_by=due_by,
    )  # fmt: skip


def _incidents(found: Organisation, by: Warrant, wrong: str = "", error: str = "") -> str:
    shown = [
        (each, when(each.opened_at), time_left(each.opened_at, running()))
        for each in queries.incidents(db.session(), found.id)
    ]
    _note(by, "incident", found)
    return render_template(
        "desk/incidents.html", organisation=found, incidents=shown, headings=headings(), wrong=wrong, error=error,
        ticked=request.form.getlist("touches"), notes=_typed("notes"), told=_typed("told"),
    )  # fmt: skip


def _typed(name: str) -> str:
    return printable(request.form.get(name, "")[:LONGEST_TYPED])


def _note(by: Warrant, sort: str, found: Organisation) -> None:
    """That these records were read; apart when only reading."""
    entry = Entry.of(by, sort, found.id, outcome="read")
    if request.method == "GET":
        with db.unit_of_work() as apart:
            record(apart, entry)
    else:
        record(db.session(), entry)
