"""The door of a venue and the days on which it is shut: shared by all that is held there, shown first, taken back."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.directory.actions import closing
from app.directory.actions.closing import affected
from app.directory.actions.listings import settle
from app.directory.models import Listing
from app.directory.rules.editing.standing import CannotDo
from app.directory.rules.timetable import Kind
from app.kernel.roles import Role
from tests.browser import Browser
from tests.conftest import MONDAY_EVENING as NOW
from tests.directory.care import NEXT, TONIGHT, organisation, person, sequence, starts, warrant
from tests.directory.test_care_pages import World, button, typed
from tests.directory.world import two_meetings
from tests.factories.directories import listing, weekly


@pytest.fixture
def world(app: Flask, session: Session) -> World:
    """Two groups share a hall: Gil represents the first one only."""
    hall, _online = two_meetings(session)
    assert hall.venue and hall.venue.area
    other = listing(3, Kind.CAFE, [weekly(date(2026, 1, 6), hall.series[0].start)], venue=hall.venue)
    session.add(other)
    settle(session, [other], NOW)
    here, there = organisation(session, "Calder", hall.venue.area), organisation(session, "Elsewhere")
    people = (
        person(session, "Sam", Role.LINK_WORKER, here),
        person(session, "Gil", Role.GROUP_REPRESENTATIVE, there, hall),
        person(session, "Oz", Role.COORDINATOR, there),
    )
    return World(hall, *(Browser(app).sign_in(each) for each in people), Browser(app))


def home(world: World) -> str:
    return f"/care/venues/{world.hall.venue_id}"


def test_the_door_says_who_shares_it_and_shows_on_all_of_them(world: World) -> None:
    form = world.sam.get(f"{home(world)}/door")
    assert "Listing 3" in form.text
    assert "Save for everything held here" in form.text

    sent = typed(form, directions="The blue door now", step_free="yes", parking="street")
    done = world.sam.post(f"{home(world)}/door", sent, follow=True)

    assert "Changed how to get in." in done.text
    assert "Parking: nothing Parking on the street." in done.text
    for page in ("/meetings/listing-1", "/cafes/listing-3", "/venues/hall-1"):
        assert "The blue door now" in world.anyone.get(page).text
    assert sequence(world.anyone, world.hall) == 1
    assert starts(world.anyone, "/near/Halifax.json?when=week&step_free=1&online=no") == [
        "2026-12-21T19:30",
        "2026-12-22T19:30",
    ]
    button(world.sam, done, "Undo this")
    assert "The red door" in world.anyone.get("/cafes/listing-3").text
    assert starts(world.anyone, "/near/Halifax.json?when=week&step_free=1&online=no") == []


def test_a_closure_shows_who_is_affected_first_and_is_taken_back(world: World) -> None:
    before = world.anyone.get("/near/Halifax.json?when=week").source
    form = world.sam.get(f"{home(world)}/close")
    sent = typed(form, first="2026-12-21", last="2026-12-22", reason="Burst pipe.", step="look")

    preview = world.sam.post(f"{home(world)}/close", sent)
    assert "Listing 1 Monday 21 December, 7:30pm to 9pm" in preview.text
    assert "Listing 3 Tuesday 22 December, 7:30pm to 9pm" in preview.text
    assert world.anyone.get("/near/Halifax.json?when=week").source == before

    done = world.sam.post(f"{home(world)}/close", {**sent, "step": "save"}, follow=True)
    assert starts(world.anyone) == []
    assert "Burst pipe." in world.anyone.get("/meetings/listing-1").text

    button(world.sam, done, "Take this closure back")
    assert world.anyone.get("/near/Halifax.json?when=week").source == before


def test_days_that_cannot_be_say_what_to_do(world: World) -> None:
    form = world.sam.get(f"{home(world)}/close")

    again = world.sam.post(f"{home(world)}/close", typed(form, first="2026-12-28", last="2026-12-21", step="look"))
    empty = world.sam.post(f"{home(world)}/close", typed(form, step="look"))

    assert "Choose a last day that is not before the first." in again.text
    assert typed(again)["first"] == "2026-12-28"
    assert "Choose the day." in empty.text


def test_a_representative_may_not_change_a_venue_that_others_share(world: World) -> None:
    assert "a coordinator changes how to get in" in world.gil.get(world.care).text
    for path in ("", "/door", "/close"):
        assert world.gil.get(home(world) + path).status == 404
        assert world.oz.get(home(world) + path).status == 404
    assert world.gil.post(f"{home(world)}/door", {"directions": "Mine"}).status == 404
    assert world.gil.get("/care/venues").status == 404


def test_a_representative_changes_a_door_that_is_theirs_alone_but_never_closes_the_venue(
    world: World, session: Session
) -> None:
    other = session.query(Listing).filter_by(slug="listing-3").one()
    session.delete(other)
    session.commit()

    assert world.gil.get(f"{home(world)}/door").status == 200
    assert world.gil.get(f"{home(world)}/close").status == 404
    assert "Close it for some days" not in world.gil.get(home(world)).text
    assert "Close it for some days" in world.sam.get(home(world)).text


def test_the_venues_of_an_area_are_listed(world: World) -> None:
    page = world.sam.click(world.sam.get("/care"), "Venues: how to get in, and closing one for some days")
    assert "Hall 1, Halifax" in page.links()
    assert "No venue" in world.oz.get("/care/venues").text


def test_a_closure_that_has_begun_ends_yesterday(world: World, session: Session) -> None:
    venue = world.hall.venue
    assert venue
    closing.close(session, warrant("venue.close"), venue, (TONIGHT, NEXT), NOW)
    later = NOW.replace(day=24)

    closing.open_again(session, warrant("venue.close"), venue, venue.closures[0], later)

    assert [(each.first, each.last) for each in venue.closures] == [(TONIGHT, date(2026, 12, 23))]


def test_what_is_off_anyway_is_not_affected(world: World, session: Session) -> None:
    venue = world.hall.venue
    assert venue
    closing.close(session, warrant("venue.close"), venue, (TONIGHT, TONIGHT), NOW)

    assert [each.name for each, _dates in affected(session, venue, TONIGHT, NEXT)] == ["Listing 1", "Listing 3"]
    assert affected(session, venue, TONIGHT, TONIGHT) == []


def test_days_that_are_over_are_refused(world: World, session: Session) -> None:
    assert world.hall.venue
    with pytest.raises(CannotDo, match="over"):
        closing.close(session, warrant(), world.hall.venue, (date(2026, 12, 1), date(2026, 12, 2)), NOW)
