"""Calendars over the web: what they carry, how they are kept, and that they agree with pages and data."""

from datetime import UTC, date, datetime, time

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy.orm import Session

from app.calendars.rules.lint import faults
from app.directory.actions import diary
from app.directory.models import OneOff
from app.directory.rules.timetable import Change
from app.places.models import VenueClosure
from app.post.rules.telling import tells
from tests.browser import Browser
from tests.calendars.readers import READERS, stamp_of, with_icalendar
from tests.directory.world import IN_THE_HALL, change, expected, two_meetings
from tests.factories.directories import venue

WEEKS = (datetime(2026, 12, 21, tzinfo=UTC), datetime(2027, 1, 4, tzinfo=UTC))
NEAR = "/near/Halifax.ics?miles=300&kind=meeting"
CALENDARS = (NEAR, "/near/halifax.ics", "/online.ics", "/meetings/pennine-online-nightly.ics",
             "/venues/packhorse-yard-centre.ics", "/areas/calderdale.ics", "/near/Penzance.ics?online=no")  # fmt: skip


@pytest.fixture
def browser(calderdale: Flask) -> Browser:
    return Browser(calderdale)


def body(browser: Browser, path: str) -> bytes:
    return browser.get(path).answer.get_data()


def sequences(browser: Browser, path: str) -> set[int]:
    return {int(event["SEQUENCE"]) for event in Calendar.from_ical(body(browser, path)).walk("VEVENT")}


@pytest.mark.parametrize("path", CALENDARS)
@pytest.mark.parametrize("discreet", [False, True])
def test_every_calendar_is_without_fault(browser: Browser, path: str, discreet: bool) -> None:
    address = f"{path}{'&' if '?' in path else '?'}discreet=1" if discreet else path
    page = browser.get(address)

    assert page.status == 200
    assert page.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert page.headers["Cache-Control"] == "public, max-age=900"
    assert page.headers["Content-Disposition"] == 'inline; filename="dates.ics"'
    assert faults(page.answer.get_data()) == []


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_finds_the_expected_fortnight_and_nothing_else(browser: Browser, reader: str) -> None:
    rows = READERS[reader](body(browser, NEAR), *WEEKS)

    found = sorted(start for start, title, _ in rows if not title.startswith("CANCELLED"))
    wanted = sorted(f"{row['date'].replace('-', '')}T{row['start'].replace(':', '')}00Z" for row in expected())
    assert found == wanted


def test_each_listings_own_calendar_has_the_dates_that_the_data_tell(browser: Browser) -> None:
    rows = browser.get("/near/Halifax.json?when=week&miles=300").json["results"]
    by_page: dict[str, list[str]] = {}
    for row in rows:
        is_whole_day = row["starts_at"][11:16] == "00:00" and row["kind"] == "event"
        moment = datetime.fromisoformat(row["starts_at"])
        by_page.setdefault(row["url"], []).append(stamp_of(moment.date() if is_whole_day else moment))

    for url, starts in by_page.items():
        found = with_icalendar(body(browser, f"{url.removeprefix('http://localhost')}.ics"), *WEEKS)
        told = {start for start, title, _ in found if not title.startswith("CANCELLED")}
        assert set(starts) <= told, url


def test_a_calendar_ignores_the_moment_and_the_page(browser: Browser) -> None:
    plain = body(browser, NEAR)

    assert body(browser, f"{NEAR}&when=now&page=3") == plain


def test_a_calendar_that_has_not_changed_is_not_sent_again(browser: Browser) -> None:
    first = browser.get(NEAR)
    again = browser.get(NEAR, headers={"If-None-Match": first.headers["ETag"]})
    head = browser.client.head(NEAR)

    assert not first.headers["ETag"].startswith("W/")
    assert first.headers["Last-Modified"]
    assert (again.status, again.source) == (304, "")
    assert head.status_code == 200
    assert head.headers["ETag"] == first.headers["ETag"]
    assert head.get_data() == b""


def test_a_discreet_calendar_tells_nothing(browser: Browser) -> None:
    for path in (NEAR, "/online.ics?q=1", "/areas/calderdale.ics?q=1"):
        calendar = Calendar.from_ical(body(browser, f"{path}&discreet=1"))
        names = ("SUMMARY", "LOCATION", "DESCRIPTION")
        told = [str(event.get(name, "")) for event in calendar.walk("VEVENT") for name in names]
        assert told
        assert not [words for words in told if tells(words)]
        assert not [event for event in calendar.walk("VEVENT") if "URL" in event or "CATEGORIES" in event]
        assert str(calendar["X-WR-CALNAME"]) == "Dates"
        assert "SOURCE" not in calendar
        assert "alongside" not in body(browser, f"{path}&discreet=1").decode().lower()


def test_a_calendar_names_its_own_address_without_a_full_postcode(browser: Browser) -> None:
    source = Calendar.from_ical(body(browser, "/near/HX11AA.ics?kind=cafe&when=now"))["SOURCE"]

    assert str(source) == "http://localhost/near/HX1-1.ics?kind=cafe"
    assert body(browser, "/near/HX11AA.ics").count(b"1AA") == 0


@pytest.mark.parametrize("path", ["/near/Newport.ics", "/near/nowhere-at-all.ics", "/meetings/no.ics", "/venues/no.ics",
                                  "/areas/no.ics", "/meetings/x%00.ics"])  # fmt: skip
def test_there_is_no_calendar_of_what_does_not_exist(browser: Browser, path: str) -> None:
    assert browser.get(path).status == 404


def test_the_sequence_goes_up_with_what_a_calendar_shows_and_with_nothing_else(app: Flask, session: Session) -> None:
    listing, _ = two_meetings(session)
    browser, path = Browser(app), f"/meetings/{IN_THE_HALL}.ics"
    hall = listing.venue
    assert hall is not None
    steps = [
        (lambda: setattr(listing, "contact_phone", "01632 960123"), 0),
        (lambda: setattr(listing, "confirmed_on", date(2026, 12, 1)), 0),
        (lambda: setattr(listing.series[0], "minutes", 60), 1),
        (lambda: setattr(listing.series[0], "minutes", 60), 1),
        (lambda: setattr(hall, "address", "5 Mill Lane"), 2),
        (lambda: setattr(hall, "hearing_loop", "yes"), 2),
        (lambda: session.add(VenueClosure(venue=hall, first=date(2026, 12, 28), last=date(2026, 12, 28))), 3),
        (lambda: listing.one_offs.append(OneOff(day=date(2027, 1, 4), change=Change.CANCELLED)), 4),
        (lambda: setattr(listing, "name", "Another Name"), 5),
        (lambda: setattr(hall, "directions", "The blue door"), 6),
        (lambda: setattr(hall, "address_withheld", True), 7),
        (lambda: setattr(hall, "latitude", 53.8), 7),
    ]

    for number, (make, sequence) in enumerate(steps):
        make()
        change(session, listing)
        assert sequences(browser, path) == {sequence}, number


def test_the_sequence_goes_up_when_the_place_of_a_moved_date_changes_its_address(app: Flask, session: Session) -> None:
    listing, _ = two_meetings(session)
    browser, path = Browser(app), f"/meetings/{IN_THE_HALL}.ics"
    other = venue(7, 53.7, -1.9, address="1 Old Street")
    session.add(other)
    session.flush()
    listing.one_offs.append(OneOff(day=date(2027, 1, 4), change=Change.VENUE, venue_id=other.id))
    steps = [
        (lambda: None, 1),
        (lambda: setattr(other, "hearing_loop", "yes"), 1),
        (lambda: setattr(other, "address", "2 New Street"), 2),
        (lambda: setattr(other, "latitude", 53.71), 3),
        (lambda: setattr(other, "address_withheld", True), 4),
        (lambda: setattr(other, "address", "3 Hidden Street"), 4),
    ]

    for number, (make, sequence) in enumerate(steps):
        make()
        session.flush()
        change(session, *diary.at_venue(session, other.id))
        assert sequences(browser, path) == {sequence}, number


def test_the_calendar_of_a_venue_holds_the_dates_that_are_moved_there_and_no_others(
    app: Flask, session: Session
) -> None:
    listing, _ = two_meetings(session)
    other = venue(7, 53.7, -1.9, address="1 Old Street", directions="Past the mill")
    session.add(other)
    session.flush()
    listing.one_offs = [
        OneOff(day=date(2026, 12, 28), change=Change.VENUE, venue_id=other.id),
        OneOff(day=date(2026, 12, 30), change=Change.EXTRA, venue_id=other.id, start=time(12), minutes=60),
        OneOff(day=date(2027, 1, 4), change=Change.VENUE, venue_id=other.id),
        OneOff(day=date(2027, 1, 4), change=Change.CANCELLED, note="Snow."),
        OneOff(day=date(2027, 1, 11), change=Change.NOTE, note="At the usual place."),
    ]
    change(session, listing)

    calendar = body(Browser(app), "/venues/hall-7.ics")

    assert faults(calendar) == []
    for reader in READERS.values():
        assert reader(calendar, WEEKS[0], datetime(2027, 2, 1, tzinfo=UTC)) == [
            ("20261228T193000Z", "Listing 1", "CONFIRMED"),
            ("20261230T120000Z", "Listing 1", "CONFIRMED"),
            ("20270104T193000Z", "CANCELLED: Listing 1", "CONFIRMED"),
        ]
    assert calendar.count(b"LOCATION:Hall 7") == calendar.count(b"Past the mill") == 3
    assert b"red door" not in calendar
    quiet = body(Browser(app), "/venues/hall-7.ics?discreet=1")
    assert (quiet.count(b"SUMMARY"), quiet.count(b"Listing 1")) == (3, 0)


def test_a_closure_shows_in_the_calendar_as_cancelled_with_its_reason(app: Flask, session: Session) -> None:
    listing, _ = two_meetings(session)
    session.add(
        VenueClosure(venue=listing.venue, first=date(2026, 12, 28), last=date(2026, 12, 28), reason="Painting.")
    )
    change(session, listing)

    calendar = body(Browser(app), f"/meetings/{IN_THE_HALL}.ics")

    assert with_icalendar(calendar, *WEEKS) == [
        ("20261221T193000Z", "Listing 1", "CONFIRMED"),
        ("20261228T193000Z", "CANCELLED: Listing 1", "CONFIRMED"),
    ]
    assert b"Painting." in calendar
    assert faults(calendar) == []
