"""A withheld address is told nowhere, and no ring of searches finds it."""

from datetime import date, time
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.actions.listings import describe
from app.directory.models import Listing, OneOff
from app.directory.rules.timetable import Change, Kind
from app.places.models import Area, Venue, VenueClosure
from tests.browser import Browser
from tests.directory.world import HALIFAX, change
from tests.factories.directories import listing, venue, weekly

MONDAY = date(2026, 1, 5)
RING = ("53.72,-1.86", "53.80,-1.55", "53.60,-2.10", "53.95,-1.75", "53.50,-1.70", "HX1-1", "Halifax", "Todmorden")
SECRETS = ("Zinnia", "Quince", "Oakapple", "HX7", "Cragg", "buzzer", "bus 590", "doorsign", "53.76", "-1.94")
"""Words and figures of the withheld venue; "53.76" and "-1.94" begin its pin."""


def hidden(number: int, area: Area, point: tuple[float, float]) -> Venue:
    return venue(
        number,
        *point,
        area=area,
        address="7 Quince Street",
        postcode="HX7 1CK",
        directions="Ring the Oakapple buzzer",
        transport="bus 590",
        door_sign="doorsign",
        address_withheld=True,
    )


@pytest.fixture
def calderdale_area(session: Session) -> Area:
    area = Area(slug="calderdale", name="Calderdale")
    session.add(area)
    return area


@pytest.fixture
def place(session: Session, calderdale_area: Area) -> Venue:
    """A withheld venue with a meeting of its own, and with one moved there from an open hall next Monday."""
    kept_back, hall = hidden(2, calderdale_area, (53.7671, -1.9433)), venue(3, *HALIFAX, area=calderdale_area)
    kept_back.name, kept_back.town, kept_back.slug = "Zinnia House", "Cragg Vale", "zinnia-house"
    own = listing(1, Kind.MEETING, [weekly(MONDAY, time(19, 30))], venue=kept_back, room="Oakapple Room")
    moved = listing(2, Kind.MEETING, [weekly(MONDAY, time(20))], venue=hall)
    session.add_all([own, moved])
    session.flush()
    moved.one_offs = [OneOff(day=date(2026, 12, 28), change=Change.VENUE, venue_id=kept_back.id, note="Just once.")]
    for each in (own, moved):
        describe(each, ["na"], [], ["en"])
    change(session, own, moved)
    return kept_back


def public_pages() -> list[str]:
    """Every address at which a withheld venue might show through."""
    forms = ("?when={}&miles={}", ".json?when={}&miles={}", "?print=a4&when={}&miles={}", ".ics?q={}&miles={}")
    found = [f"/near/{point}{form.format(when, 50)}" for point in RING[:2] + RING[-2:] for form in forms
             for when in ("today", "week")]  # fmt: skip
    found += [f"/{path}{form}" for path in ("meetings/listing-1", "meetings/listing-2", "areas/calderdale")
              for form in ("", ".ics", ".ics?discreet=1")]  # fmt: skip
    return [*found, "/meetings", "/near/Penzance", "/online.json", "/sitemap.xml", "/near/Halifax/choices"]


def test_no_public_answer_tells_more_than_the_area(app: Flask, place: Venue) -> None:
    browser = Browser(app)
    told = {path: browser.get(path) for path in public_pages()}

    assert {page.status for page in told.values()} <= {200}
    leaks = [(path, secret) for path, page in told.items() for secret in SECRETS if secret in page.source]
    assert leaks == []
    assert "Calderdale (ask for the address)" in told["/near/Halifax?when=today&miles=50"].text
    assert "The address is not shown. Ask the group for it." in told["/meetings/listing-1"].text
    assert browser.get("/venues/zinnia-house").status == browser.get("/venues/zinnia-house.ics").status == 404


def test_a_row_of_data_names_only_the_area(app: Flask, place: Venue) -> None:
    (row, *_) = Browser(app).get("/near/Halifax.json?miles=50").json["results"]

    assert row["url"].endswith("/meetings/listing-1")
    assert {name: value for name, value in row["venue"].items() if value} == {"area": "Calderdale"}


def test_a_card_tells_no_distance_to_it(app: Flask, place: Venue) -> None:
    page = Browser(app).get("/near/Halifax?miles=50&when=today")

    hidden_card, open_card = (" ".join(card.itertext()) for card in page.all("li", class_="card"))
    assert "mile" not in hidden_card
    assert "on foot" in open_card


def test_two_worlds_that_differ_only_in_the_pin_give_the_same_answers(
    app: Flask, session: Session, place: Venue
) -> None:
    random, browser = Random(5), Browser(app)
    paths = [f"/near/{point}{form}" for point in RING for form in (
        ".json?miles=1&when=week", ".json?miles=12&when=week", ".json?miles=300&when=week", ".ics?miles=5",
        "?miles=8&when=week", "?miles=1", "?miles=40&print=a4",
    )] + ["/meetings", "/areas/calderdale", "/meetings/listing-1"]  # fmt: skip
    answers = []
    for _ in range(2):
        place.latitude, place.longitude = 53.6 + random.random() / 4, -2.1 + random.random() / 3
        change(session, *_listings_of(session))
        answers.append([_without_stamps(browser.get(path).source) for path in paths])

    assert answers[0] == answers[1]


def _listings_of(session: Session) -> list[Listing]:
    return list(session.scalars(select(Listing)))


def _without_stamps(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if not line.startswith(("SEQUENCE", "DTSTAMP", "LAST-MOD")))


def test_a_closure_of_it_cancels_without_naming_it(app: Flask, session: Session, place: Venue) -> None:
    session.add(VenueClosure(venue=place, first=date(2026, 12, 21), last=date(2026, 12, 21), reason="Painting."))
    change(session, *_listings_of(session))

    page = Browser(app).get("/near/Halifax?miles=50&when=today")

    assert "is not on. Painting." in page.text
    assert "Zinnia" not in page.source


def test_a_withheld_address_in_an_area_without_a_middle_is_found_by_area_alone(app: Flask, session: Session) -> None:
    abroad = Area(slug="elsewhere", name="Elsewhere")
    own = listing(9, Kind.MEETING, [weekly(MONDAY, time(19, 30))], venue=hidden(9, abroad, (48.85, 2.35)))
    session.add(own)
    describe(own, ["na"], [], ["en"])
    change(session, own)
    browser = Browser(app)

    assert browser.get("/near/48.85,2.35.json?when=week&miles=300").json["results"] == []
    assert "Listing 9" not in browser.get("/near/48.85,2.35.ics?miles=300").source
    assert "Listing 9" in browser.get("/areas/elsewhere").text
