"""Reports that wait for an editor can be read without a page."""

from collections.abc import Callable
from datetime import date

from click.testing import Result
from sqlalchemy.orm import Session

from app.directory.actions.reports import report
from app.directory.rules.timetable import Kind
from tests.factories import directories


def test_the_reports_that_wait_are_printed_with_their_page(session: Session, command: Callable[..., Result]) -> None:
    listing = directories.listing(1, Kind.EVENT, [])
    session.add(listing)
    session.flush()
    report(session, listing, "moved", "It is in the new hall.", date(2026, 12, 21))
    session.commit()

    answer = command("reports")

    assert answer.output == "21 December 2026, /events/listing-1: It has moved. It is in the new hall.\n1 waiting.\n"


def test_no_report_is_said_in_words(command: Callable[..., Result]) -> None:
    assert command("reports").output == "Nothing is waiting.\n"
