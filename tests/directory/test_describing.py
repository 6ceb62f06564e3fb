"""A listing in the few words of a card."""

import pytest

from app.directory.models import Listing, Trait
from app.directory.rules.describing import address_of, card, kicker, language_name, place, tags, venue_line
from app.directory.rules.timetable import Kind
from app.places.models import Area, Venue
from tests.factories.directories import listing, venue


def group(kind: Kind = Kind.MEETING, traits: tuple[tuple[str, str], ...] = (), **changes: object) -> Listing:
    made = listing(1, kind, [], **({"in_person": True, "online": False} | changes))
    made.traits = [Trait(sort=sort, code=code) for sort, code in traits]
    return made


@pytest.mark.parametrize(
    ("kind", "address"),
    [(Kind.MEETING, "meetings"), (Kind.CAFE, "cafes"), (Kind.EVENT, "events"), (Kind.VOLUNTEERING, "volunteering"),
     (Kind.COURSE, "courses")],
)  # fmt: skip
def test_every_kind_has_its_address(kind: Kind, address: str) -> None:
    assert address_of(group(kind)) == f"/{address}/listing-1"


def test_routes_stand_side_by_side_in_full() -> None:
    assert kicker(group(traits=(("route", "smart"), ("route", "na")))) == "Narcotics Anonymous · SMART Recovery"
    assert kicker(group(traits=(("route", "unheard-of"),))) == "Meeting"
    assert kicker(group(Kind.CAFE)) == "Recovery café or drop-in"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({}, "Hall 1, Halifax"),
        ({"online": True}, "Hall 1, Halifax, or online"),
        ({"online": True, "in_person": False}, "Online"),
        ({"venue": None}, ""),
    ],
)
def test_where_it_is_fits_on_a_line(changes: dict[str, object], where: str) -> None:
    assert place(group(**({"venue": venue(1, 53.7, -1.9)} | changes))) == where


def withheld(area: Area | None) -> Venue:
    return venue(1, 53.7, -1.9, address="4 Mill Lane", postcode="HX1 1CK", area=area, address_withheld=True)


def test_a_withheld_address_is_its_area() -> None:
    kept_back = withheld(Area(slug="calderdale", name="Calderdale"))

    assert venue_line(kept_back) == "Calderdale (ask for the address)"
    assert venue_line(withheld(None)) == "Ask for the address"
    assert card(group(venue=kept_back)).is_withheld
    assert not card(group(venue=kept_back, in_person=False, online=True)).is_withheld


def test_welcomes_come_before_what_is_practical_and_a_card_keeps_to_four() -> None:
    marks = ("step_free", "children", "women", "beginners", "medication")
    found = group(traits=(*(("mark", mark) for mark in marks), ("language", "pl"), ("language", "en")))

    assert [tag.words for tag in tags(found)] == [
        "Newcomers welcome", "Women only", "Medication welcome", "Polish", "Children welcome", "Step-free",
    ]  # fmt: skip
    assert len(card(found).tags) == 4


@pytest.mark.parametrize(("code", "name"), [("pl", "Polish"), ("cy", "Welsh"), ("zz-!", "zz-!"), ("", "")])
def test_a_language_has_its_english_name_or_its_code(code: str, name: str) -> None:
    assert language_name(code) == name
