"""Settling what visitors reported."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.actions.revising import Deed, keep_fields
from app.directory.actions.snapshots import of_report
from app.directory.models import Listing, Report, Revision
from app.directory.queries.care import waiting_on
from app.directory.rules.editing.changes import REPORT
from app.directory.rules.editing.standing import check_outcome
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day

RIGHT = "right"
"""The word of `wording.OUTCOMES` for what is right as it stands."""


def answer(
    session: Session, by: Warrant, listing: Listing, answered: Collection[str], now: datetime
) -> Revision | None:
    """Somebody has looked, and it is right as it stands: settle those reports on a listing, by id. The latest act."""
    made = None
    for report in waiting_on(session, listing.id):
        if report.id in answered:
            made = settle_report(session, by, report, RIGHT, now)
    return made


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
