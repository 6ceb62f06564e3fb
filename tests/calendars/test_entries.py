"""What a listing puts into a calendar, and what it never does."""

from datetime import date

from sqlalchemy.orm import Session

from app.calendars.queries.entries import entries
from app.calendars.rules.entry import NO_PLACE
from app.directory.models import OneOff, Series
from app.directory.rules.timetable import Change, Kind
from tests.directory.world import HALIFAX, two_meetings
from tests.factories.directories import venue


def test_a_place_has_its_room_its_address_and_its_pin(session: Session) -> None:
    hall, _ = two_meetings(session)

    (entry,) = entries(session, [hall], {hall.id: "https://example.org/m"})

    assert entry.place.line == "Room 2, Hall 1, 4 Mill Lane, Halifax, HX1 1CK"
    assert entry.place.geo == HALIFAX
    assert entry.url == "https://example.org/m"
    assert "The red door" in entry.description
    assert set(entry.uids.values()) == {series.uid for series in hall.series}


def test_a_rough_pin_is_no_position(session: Session) -> None:
    hall, _ = two_meetings(session)
    assert hall.venue
    hall.venue.approximate = True

    (entry,) = entries(session, [hall], {})

    assert entry.place.geo is None


def test_a_withheld_address_is_an_area_and_nothing_else(session: Session) -> None:
    hall, _ = two_meetings(session)
    assert hall.venue
    hall.venue.address_withheld = True

    (entry,) = entries(session, [hall], {})

    assert (entry.place.line, entry.place.geo) == ("Calderdale (ask for the address)", None)
    assert "red door" not in entry.description


def test_how_to_join_is_in_no_calendar(session: Session) -> None:
    _, online = two_meetings(session)
    online.join_url, online.join_phone, online.join_note = "https://example.org/j", "01632 960999", "Code 4711"

    (entry,) = entries(session, [online], {})

    told = repr(entry)
    assert entry.place.line == "Online"
    assert "example.org/j" not in told
    assert "960999" not in told
    assert "4711" not in told


def test_a_date_moved_elsewhere_brings_that_place(session: Session) -> None:
    hall, _ = two_meetings(session)
    other = venue(5, 53.7, -1.9)
    session.add(other)
    session.flush()
    hall.one_offs = [OneOff(day=date(2026, 12, 28), change=Change.VENUE, venue_id=other.id)]

    (entry,) = entries(session, [hall], {})

    assert entry.places[other.id].line == "Hall 5, Halifax"


def test_what_has_no_times_is_in_no_calendar(session: Session) -> None:
    hall, online = two_meetings(session)
    hall.series = list[Series]()

    found = entries(session, [hall, online], {})

    assert [entry.title for entry in found] == ["Listing 2"]


def test_what_is_neither_held_somewhere_nor_online_has_no_place(session: Session) -> None:
    hall, _ = two_meetings(session)
    hall.kind, hall.in_person = Kind.EVENT, False

    (entry,) = entries(session, [hall], {})

    assert entry.place == NO_PLACE
