"""Changes to a listing or its venue show at once in pages, data and calendar, and end by themselves."""

from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.actions import diary
from app.directory.actions.listings import describe, free_slug, make_old_cards_again, settle
from app.directory.models import Card, DiaryEntry, Listing, OneOff
from app.directory.rules.timetable import Change
from app.places.models import Access, VenueClosure
from tests.browser import Browser
from tests.conftest import MONDAY_EVENING
from tests.directory.world import IN_THE_HALL, change, two_meetings
from tests.factories.directories import venue

TONIGHT, NEXT = date(2026, 12, 21), date(2026, 12, 28)
LIST, PAGE = "/near/Halifax", f"/meetings/{IN_THE_HALL}"


@pytest.fixture
def hall(session: Session) -> Listing:
    """A meeting in a hall in Halifax, in a world of this test's own."""
    return two_meetings(session)[0]


@pytest.fixture
def own(app: Flask, hall: Listing) -> Browser:
    return Browser(app)


def differ(session: Session, listing: Listing, what: Change, day: date = TONIGHT, **fields: object) -> None:
    listing.one_offs.append(OneOff(day=day, change=what, **fields))
    change(session, listing)


def starts(own: Browser, path: str = f"{LIST}.json?when=week&online=no") -> list[str]:
    return [row["starts_at"] for row in own.get(path).json["results"]]


def test_a_closure_of_a_venue_stops_everything_there_and_ends_by_itself(
    own: Browser, session: Session, hall: Listing
) -> None:
    assert hall.venue
    session.add(VenueClosure(venue=hall.venue, first=TONIGHT, last=TONIGHT, reason="The boiler is broken."))
    settle(session, diary.at_venue(session, hall.venue.id), MONDAY_EVENING)
    session.commit()

    assert starts(own) == []
    assert "is not on. The boiler is broken." in own.get(f"{LIST}?when=today").text
    page = own.get(PAGE)
    assert "The boiler is broken." in page.text
    assert "Monday 28 December, 7:30pm to 9pm" in page.text
    assert "CANCELLED: Listing 1" in own.get(f"{PAGE}.ics").source
    assert (
        "Closed from Monday 21 December to Monday 21 December. The boiler is broken." in own.get("/venues/hall-1").text
    )
    assert starts(own, f"{LIST}.json?when=mon&online=no&miles=5") == []


def test_a_closure_taken_back_leaves_no_trace_in_lists(own: Browser, session: Session, hall: Listing) -> None:
    assert hall.venue
    closure = VenueClosure(venue=hall.venue, first=TONIGHT, last=TONIGHT)
    session.add(closure)
    change(session, hall)
    session.delete(closure)

    change(session, hall)

    assert starts(own) == ["2026-12-21T19:30:00+00:00"]


def test_a_venue_knows_what_is_moved_there_too(session: Session, hall: Listing) -> None:
    other = venue(7, 53.7, -1.9)
    session.add(other)
    session.flush()
    differ(session, hall, Change.VENUE, venue_id=other.id)

    assert diary.at_venue(session, other.id) == [hall]
    assert hall.venue_id
    assert diary.at_venue(session, hall.venue_id) == [hall]


def test_a_date_moved_elsewhere_names_the_place_in_lists_and_is_found_there(
    own: Browser, session: Session, hall: Listing
) -> None:
    other = venue(7, 53.95, -1.75)
    session.add(other)
    session.flush()
    differ(session, hall, Change.VENUE, venue_id=other.id, note="The hall is let.")

    assert starts(own, f"{LIST}.json?when=today&online=no&miles=5") == []
    (row,) = own.get("/near/53.95,-1.75.json?online=no").json["results"]
    assert row["venue"]["name"] == "Hall 7"
    told = own.get("/near/53.95,-1.75?online=no").text
    assert "This time at Hall 7, Halifax. The hall is let." in told
    assert "At Hall 7, Halifax this time. The hall is let." in own.get(PAGE).text


def test_a_venue_lists_the_dates_that_are_moved_there_and_only_those(
    own: Browser, session: Session, hall: Listing
) -> None:
    other = venue(7, 53.95, -1.75)
    session.add(other)
    session.commit()
    assert "Nothing is planned here" in own.get("/venues/hall-7").text
    differ(session, hall, Change.VENUE, NEXT, venue_id=other.id, note="The hall is let")
    differ(session, hall, Change.VENUE, date(2026, 12, 14), venue_id=other.id)

    page = own.get("/venues/hall-7")

    section = page.text.partition("Moved here from elsewhere ")[2]
    assert section.startswith(
        "Monday 28 December, 7:30pm to 9pm Listing 1 Usually at Hall 1, Halifax. The hall is let."
    )
    assert page.links()["Listing 1"] == PAGE
    assert "14 December" not in page.text and "Nothing is planned here" not in page.text
    assert "Moved here" not in own.get("/venues/hall-1").text


def test_a_moved_date_that_is_cancelled_says_so_at_its_venue(own: Browser, session: Session, hall: Listing) -> None:
    other = venue(7, 53.95, -1.75)
    session.add(other)
    session.flush()
    differ(session, hall, Change.VENUE, NEXT, venue_id=other.id)
    differ(session, hall, Change.CANCELLED, NEXT, note="Snow.")

    assert "7:30pm to 9pm Cancelled. Listing 1" in own.get("/venues/hall-7").text


@pytest.mark.parametrize(
    ("what", "fields", "row", "words"),
    [
        (Change.TIME, {"start": time(20), "minutes": 60}, "2026-12-21T20:00:00+00:00", "At another time than usual."),
        (Change.NOTE, {"note": "Bring a mug."}, "2026-12-21T19:30:00+00:00", "Bring a mug."),
    ],
)
def test_a_date_that_differs_is_listed_as_it_will_be(
    own: Browser, session: Session, hall: Listing, *, what: Change, fields: dict[str, object], row: str, words: str
) -> None:
    differ(session, hall, what, **fields)

    assert starts(own) == [row]
    assert words in own.get(PAGE).text


def test_an_extra_date_is_listed_beside_the_usual_ones(own: Browser, session: Session, hall: Listing) -> None:
    differ(session, hall, Change.EXTRA, date(2026, 12, 23), start=time(12), minutes=60, note="Before Christmas.")

    assert starts(own) == ["2026-12-21T19:30:00+00:00", "2026-12-23T12:00:00+00:00"]


def test_a_date_online_only_is_not_found_by_place_but_everywhere(own: Browser, session: Session, hall: Listing) -> None:
    differ(session, hall, Change.ONLINE_ONLY, note="No heating.")

    (row, _) = own.get(f"{LIST}.json?when=today").json["results"]
    assert (row["in_person"], row["online"], row["venue"], row["miles"]) == (False, True, None, None)
    assert starts(own, f"{LIST}.json?when=today&online=no") == []
    assert "Online only. No heating." in own.get(PAGE).text


def test_a_cancelled_date_is_said_to_be_off_in_lists_and_on_the_page(
    own: Browser, session: Session, hall: Listing
) -> None:
    differ(session, hall, Change.CANCELLED, note="Funeral.")

    assert starts(own, f"{LIST}.json?when=today&online=no") == []
    assert "is not on. Funeral." in own.get(f"{LIST}?when=today").text
    assert "Funeral." in own.get(PAGE).text


def test_a_card_follows_its_listing(own: Browser, session: Session, hall: Listing) -> None:
    change(session, hall, name="A <b>new</b> name & more")

    assert "A <b>new</b> name & more" in own.get(LIST).text


def test_old_cards_are_made_again_and_good_ones_left(session: Session, hall: Listing) -> None:
    card = session.scalars(select(Card).where(Card.listing_id == hall.id)).one()
    kept, card.mark = card.html, "old"
    session.flush()

    assert make_old_cards_again(session) == 1
    assert make_old_cards_again(session) == 0
    assert session.scalars(select(Card).where(Card.listing_id == hall.id)).one().html == kept


def test_a_page_can_do_without_stored_cards(own: Browser, session: Session, hall: Listing) -> None:
    before = own.get(LIST).text
    for card in session.scalars(select(Card)):
        session.delete(card)
    session.commit()

    assert own.get(LIST).text == before


def test_traits_are_replaced_not_added_to(session: Session, hall: Listing) -> None:
    assert hall.venue
    hall.venue.step_free = Access.YES

    describe(hall, ["aa", "na"], ["women"], ["pl"])

    assert hall.codes("route") == ["aa", "na"]
    assert hall.codes("mark") == ["step_free", "women"]
    assert hall.codes("language") == ["pl"]


def test_a_taken_address_gets_a_number(session: Session, hall: Listing) -> None:
    taken: set[str] = set()

    assert free_slug(session, "meeting", "Listing 1", taken) == "listing-1-2"
    assert free_slug(session, "meeting", "Listing 1", taken) == "listing-1-3"
    assert free_slug(session, "cafe", "Listing 1", set()) == "listing-1"


def test_a_listing_that_is_deleted_leaves_nothing_behind(session: Session, hall: Listing) -> None:
    session.delete(hall)
    session.commit()

    assert session.scalars(select(DiaryEntry).where(DiaryEntry.listing_id == hall.id)).all() == []
    assert session.get(Card, hall.id) is None
