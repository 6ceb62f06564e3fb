"""What visitors said is wrong: read, oldest first, and settled."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app import db
from app.directory.actions.settling import settle_report
from app.directory.forms.standing import SettleForm
from app.directory.models import Listing, Report
from app.directory.queries import care
from app.directory.rules.describing import address_of
from app.directory.rules.reporting import REASONS
from app.directory.rules.words import ago
from app.directory.views.care.opening import anything_in_care, report_in_care
from app.directory.views.care.saving import Editor, home, opened, saved
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.web.access import does, warrant
from app.web.commits import commits
from app.web.request import now

bp = Blueprint("care_reports", __name__)


@bp.get("/care/reports")
@does("report.read")
def reports() -> ResponseReturnValue:
    """Every report that waits, oldest first."""
    by = warrant(anything_in_care)
    waiting = care.reports_in_care(db.session(), by.actor)
    return render_template("directory/care/reports.html", lines=[_told(*each) for each in waiting])


@bp.get("/care/reports/<report_id>")
@does("report.settle")
def report(report_id: str) -> ResponseReturnValue:
    """One report, and the form that settles it."""
    made, about, _by = report_in_care(report_id)
    return opened(_editor(made, about, SettleForm()))


@bp.post("/care/reports/<report_id>")
@does("report.settle")
@commits
def save_settled(report_id: str) -> ResponseReturnValue:
    """Settle a report."""
    made, about, by = report_in_care(report_id, to_change=True)
    form = SettleForm(request.form)
    return saved(
        _editor(made, about, form),
        lambda: settle_report(db.session(), by, made, form.outcome.data or "", now(), why=form.why.data or ""),
    )


def _editor(made: Report, about: Listing, form: SettleForm) -> Editor:
    more = {"report": _told(made, about), "is_settled": made.settled_on is not None}
    return Editor(about, form, "report", more, back_url="" if request.args.get("from") == "care" else "/care/reports")


def _told(made: Report, about: Listing) -> dict[str, str]:
    return {
        "url": f"/care/reports/{made.id}",
        "care_url": home(about),
        "public_url": address_of(about),
        "name": about.name,
        "what": _(REASONS.get(made.what, made.what)),
        "words": made.words,
        "when": ago((local_day(now(), LONDON) - made.made_on).days),
    }
