"""The example world looked at on other days, and a world of two meetings that a test may change."""

from collections.abc import Iterator
from contextlib import contextmanager
from csv import DictReader
from datetime import date, datetime, time
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from app.directory.actions.listings import describe, settle
from app.directory.models import Listing
from app.directory.rules.timetable import Kind
from app.places.models import Area
from app.web.request import SETTINGS
from tests.browser import Browser
from tests.conftest import LONDON, MONDAY_EVENING, run_command
from tests.factories.directories import listing, venue, weekly

EXPECTED = Path(__file__).parent / "data" / "expected-2026-12-21-to-2027-01-03.csv"


@contextmanager
def held(site: Flask, moment: str) -> Iterator[Browser]:
    """A browser that looks at a shared site at another time (London time unless it has an offset)."""
    note = site.extensions[SETTINGS].instance / "clock"
    parsed = datetime.fromisoformat(moment)
    note.write_text((parsed if parsed.tzinfo else parsed.replace(tzinfo=LONDON)).isoformat())
    try:
        write_diary(site)
        yield Browser(site)
    finally:
        note.unlink()
        write_diary(site)


def write_diary(site: Flask) -> None:
    """Write the diary for the time that the site's clock tells."""
    assert run_command(site, "job", "diary").exit_code == 0


def expected() -> list[dict[str, str]]:
    """Every meeting that takes place in the two weeks, worked out apart from this application."""
    with EXPECTED.open(encoding="utf-8") as lines:
        return list(DictReader(lines))


HALIFAX = (53.7234, -1.8612)
IN_THE_HALL, ONLINE = "listing-1", "listing-2"


def two_meetings(session: Session) -> tuple[Listing, Listing]:
    """A meeting in a hall in Halifax, Mondays at half past seven, and one online every Monday at nine."""
    area = Area(slug="calderdale", name="Calderdale")
    hall = venue(1, *HALIFAX, address="4 Mill Lane", postcode="HX1 1CK", area=area, directions="The red door")
    monday = date(2026, 1, 5)
    held_there = listing(1, Kind.MEETING, [weekly(monday, time(19, 30))], venue=hall, room="Room 2")
    online = listing(2, Kind.MEETING, [weekly(monday, time(21), 60)], in_person=False, online=True)
    session.add_all([held_there, online])
    for each, route in ((held_there, "na"), (online, "smart")):
        describe(each, [route], [], ["en"])
    change(session, held_there, online)
    return held_there, online


def change(session: Session, *listings: Listing, **fields: object) -> None:
    """Change these listings as an editor would, on Monday evening."""
    for each in listings:
        for name, value in fields.items():
            setattr(each, name, value)
    settle(session, listings, MONDAY_EVENING)
    session.commit()
