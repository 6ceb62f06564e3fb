"""Keeping what a visitor says is wrong, for an editor."""

from datetime import date

from sqlalchemy.orm import Session

from app.directory.models import Listing, Report
from app.directory.rules.reporting import check_report


def report(session: Session, listing: Listing, what: str, words: str, today: date) -> Report:
    """Keep a report on a listing; nothing tells who made it. Raises `CannotReport` with what to do."""
    check_report(what, words)
    made = Report(listing_id=listing.id, what=what, words=words.strip(), made_on=today)
    session.add(made)
    session.flush()
    return made
