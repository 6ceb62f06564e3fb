"""A champion's lines, and the page on which a safeguarding lead decides about lines that were reported."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.queries.concerns import relations
from app.kernel.access import Warrant, belonging_to
from app.kernel.errors import Refused
from app.kernel.words import printable
from app.linkage.accompaniment.actions import lines as actions
from app.linkage.accompaniment.models import LineReport
from app.linkage.accompaniment.queries import lines as queries
from app.linkage.accompaniment.rules.lines import JUDGED_WITHIN
from app.linkage.accompaniment.views import writing
from app.linkage.accompaniment.views.walks import ever_side, side
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.said import when
from app.people.models import Organisation
from app.people.queries.organisations import by_slug
from app.web.access import does, visit, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("lines", __name__)


@bp.get("/walks/<walk_id>/write")
@does("walk.keep")
def writes(walk_id: str) -> ResponseReturnValue:
    """A few words to the newcomer."""
    return writing.writing(side(walk_id))


@bp.post("/walks/<walk_id>/write")
@does("walk.keep")
@commits
def write(walk_id: str) -> ResponseReturnValue:
    """Send them."""
    return writing.write(lambda: side(walk_id, is_held=True))


@bp.get("/walks/<walk_id>/lines/<line_id>")
@does("walk.keep")
def otherwise(walk_id: str, line_id: str) -> ResponseReturnValue:
    """Their line was taken down, and they see it otherwise."""
    return writing.appealing(ever_side(walk_id), line_id)


@bp.post("/walks/<walk_id>/lines/<line_id>/appeal")
@does("walk.keep")
@commits
def appeal(walk_id: str, line_id: str) -> ResponseReturnValue:
    """Ask for another look."""
    return writing.appeal(ever_side(walk_id), line_id)


@bp.post("/walks/<walk_id>/lines/<line_id>/report")
@does("walk.keep")
@commits
def report(walk_id: str, line_id: str) -> ResponseReturnValue:
    """Report a line of the newcomer."""
    return writing.report(side(walk_id, is_held=True), line_id)


@bp.post("/walks/<walk_id>/words/<part>/report")
@does("walk.keep")
@commits
def report_part(walk_id: str, part: str) -> ResponseReturnValue:
    """Report words of the newcomer in the plan."""
    return writing.report_part(side(walk_id, is_held=True), part)


@bp.get("/organisations/<slug>/lines")
@does("line.judge")
def reported(slug: str) -> ResponseReturnValue:
    """What was reported, what waits longest first; nothing in which the visitor has a part."""
    at, by = _organisation(slug)
    with db.unit_of_work() as apart:
        record(apart, Entry.of(by, "organisation", at.id, outcome="lines_read"))
    return _page(at, by)


@bp.post("/organisations/<slug>/lines/<report_id>")
@does("line.judge")
@commits
def judge(slug: str, report_id: str) -> ResponseReturnValue:
    """Take a line down, or let it stay."""
    at = by_slug(db.session(), slug) or abort(404)
    found = queries.report_of(db.session(), report_id, at.id)
    by = warrant(relations(found.concern if found else None, visit().actor.person_id))
    if found is None or by.actor.person_id in (found.reporter_id, found.line.author_id):
        abort(404)
    linkages.held(db.session(), found.line.linkage_id)
    reason = request.form.get("reason", "")
    try:
        actions.judge(db.session(), found, by, now(), answer=request.form.get("answer", ""), reason=reason)
    except Refused as refused:
        db.session().rollback()
        return _page(at, by, (report_id, str(refused), reason)), 400
    return redirect(f"/organisations/{slug}/lines", 303)


def _organisation(slug: str) -> tuple[Organisation, Warrant]:
    found = by_slug(db.session(), slug) or abort(404)
    return found, warrant(belonging_to(found.id))


def _page(at: Organisation, by: Warrant, wrong: tuple[str, str, str] = ("", "", "")) -> str:
    rows = [_row(each) for each in queries.reports(db.session(), at.id, by.actor.person_id)]
    return render_template("linkage/lines.html", organisation=at, rows=rows, wrong=wrong)


def _row(report: LineReport) -> dict[str, object]:
    line = report.line
    is_newcomer = line.author_id == line.walk.linkage.person_id
    return {
        "id": report.id,
        "words": queries.words_of(line),
        "is_newcomer": is_newcomer,
        "name": line.walk.linkage.name if is_newcomer else line.walk.champion.name,
        "came": when(report.made_at, now()),
        "is_open": report.is_open,
        "is_late": report.is_open and report.waits_since + JUDGED_WITHIN < now(),
        "is_down": line.down_at is not None,
        "reason": printable(report.reason),
        "appeal": printable(report.appeal),
        "concern_id": report.concern_id,
    }
