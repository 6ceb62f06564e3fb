"""A listing told to somebody who has never been."""

from datetime import date, time

import pytest

from app.directory.models import Listing
from app.directory.rules.status import Status
from app.directory.rules.telling import alerts, contacts, directions, facts, how_to_join, venue_facts
from app.directory.rules.timetable import Audience, Kind
from app.places.models import Access, Area
from tests.factories.directories import listing, venue, weekly

TODAY = date(2026, 12, 21)


def group(kind: Kind = Kind.MEETING, **changes: object) -> Listing:
    usual: dict[str, object] = {
        "venue": venue(1, 53.7, -1.9, address="4 Mill Lane", postcode="HX1 1CK", directions="The red door",
                       door_sign="Hope", step_free=Access.PARTLY, accessible_toilet=Access.UNKNOWN,
                       hearing_loop=Access.NO, transport="Bus 590", parking="free", approximate=False,
                       address_withheld=False),
        "in_person": True, "online": False, "audience": Audience.OPEN, "room": "Room 2", "cost": "", "children": "",
        "pets": "", "summary": "", "note": "", "facts": {}, "booking": "", "website": "", "contact_email": "",
        "contact_phone": "", "contact_public": False, "open_weeks": [], "status_note": "",
        "confirmed_on": TODAY, "status": Status.ACTIVE,
    }  # fmt: skip
    return listing(1, kind, [weekly(date(2026, 1, 7), time(19))], **(usual | changes))


def told(found: Listing) -> dict[str, tuple[str, ...]]:
    return {fact.name: fact.words for fact in facts(found)}


def test_where_and_how_to_get_in_are_told_first() -> None:
    assert list(told(group()))[:3] == ["Where", "Way in", "Getting there"]
    assert told(group())["Where"] == ("Hall 1", "4 Mill Lane, Halifax, HX1 1CK")
    assert told(group())["Way in"] == ("The red door", "On the door: Hope", "Room 2")
    assert told(group())["Step-free"] == ("Partly",)
    assert told(group())["Accessible toilet"] == ("We have not been told",)


def test_a_withheld_address_has_no_facts_but_its_area() -> None:
    found = group()
    assert found.venue
    found.venue.address_withheld, found.venue.area = True, Area(slug="c", name="Calderdale")

    assert [fact.words for fact in venue_facts(found.venue, "Room 2")] == [
        ("Calderdale", "The address is not shown. Ask the group for it.")
    ]


def test_directions_open_in_the_map_of_any_phone_or_on_the_web() -> None:
    ways = directions(venue(1, 53.7, -1.9))

    assert [(way.url, way.device) for way in ways] == [
        ("geo:53.7,-1.9?q=53.7,-1.9(Hall%201)", "Android"),
        ("maps://?daddr=53.7,-1.9", "Mac"),
        ("https://www.openstreetmap.org/directions?to=53.7%2C-1.9#map=16/53.7/-1.9", ""),
    ]


def test_nobody_is_directed_to_a_withheld_address_or_without_a_pin() -> None:
    assert directions(venue(1, 53.7, -1.9, address_withheld=True)) == ()
    assert directions(venue(1, None, None)) == ()


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        (Audience.OPEN, "Open: anyone may come"),
        (Audience.CLOSED, "Closed: only for people who want help for themselves."),
        (Audience.ON_REQUEST, "Open on request: ask the group first"),
        (Audience.CLIENTS, "Only for people who already use the service."),
        (Audience.UNKNOWN, "We have not been told who may come."),
    ],
)
def test_everyone_is_told_who_may_come(audience: Audience, words: str) -> None:
    (said,) = told(group(audience=audience))["Who may come"]

    assert said.startswith(words)


def test_open_weeks_are_named() -> None:
    (words,) = told(group(audience=Audience.OPEN_WEEKS, open_weeks=[-1, 1]))["Who may come"]

    assert words.startswith("Anyone may come on the 1st and last Wednesday of the month.")


def test_what_nobody_told_us_is_left_out() -> None:
    assert not {"Children", "Pets", "Run by", "Good to know", "Language"} & told(group()).keys()


def test_details_of_a_role_are_told() -> None:
    found = group(Kind.VOLUNTEERING, facts={"requirements": ["A kettle hand"], "dbs_check": "none", "places": 4})

    assert told(found)["What you need"] == ("A kettle hand",)
    assert told(found)["Places"] == ("4",)
    assert "Background check (DBS)" not in told(found)


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        (Kind.MEETING, {}, "Just turn up. You do not have to book or sign in."),
        (Kind.MEETING, {"audience": Audience.CLIENTS}, "Ask first."),
        (Kind.COURSE, {"booking": "Ask for a place."}, "Ask for a place."),
        (Kind.VOLUNTEERING, {}, "Get in touch, and say which role."),
    ],
)
def test_how_to_join_in_is_always_said(kind: Kind, changes: dict[str, object], words: str) -> None:
    assert how_to_join(group(kind, **changes))[0].startswith(words)


def test_contacts_are_told_only_when_public() -> None:
    known = {"contact_email": "a@example.org", "contact_phone": "01632 960123", "website": "https://example.org"}

    assert [fact.name for fact in contacts(group(**known, contact_public=True))] == ["Telephone", "E-mail", "Website"]
    assert [fact.name for fact in contacts(group(**known))] == ["Website"]


def test_only_what_needs_checking_is_doubted() -> None:
    assert alerts(group(confirmed_on=None), TODAY) == ("Nobody has checked this yet: ring or ask first if you can.",)
    assert alerts(group(Kind.EVENT, confirmed_on=None), TODAY) == ()
    assert alerts(group(), TODAY) == ()
