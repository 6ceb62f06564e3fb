"""Settling what visitors reported."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.actions.revising import Deed, keep_fields
from app.directory.actions.snapshots import of_report
from app.directory.models import Listing, Report, Revision
from app.directory.rules.editing.changes import REPORT
from app.directory.rules.editing.standing import check_outcome
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day


def settle_report(
    session: Session, by: Warrant, report: Report, outcome: str, now: datetime, *, why: str = ""
) -> Revision:
    """Say what came of a report: a word of `wording.OUTCOMES`. Raises `CannotDo`."""
    check_outcome(outcome, report.settled_on)
    name, before = f"{REPORT}{report.id}", of_report(report)
    report.outcome, report.settled_by = outcome, by.actor.person_id
    report.settled_on = local_day(now, LONDON)
    listing = session.get_one(Listing, report.listing_id)
    return keep_fields(session, listing, Deed(by, "settle", now, why), {name: before}, {name: of_report(report)})
