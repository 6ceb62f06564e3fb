"""What is asked of places: holidays, closures, areas and venues by address, and points fit to search by."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from app.kernel.distance import miles_between
from app.places.models import Area, Nation, Venue, VenueClosure
from app.places.queries import area_by_name, area_by_slug, bank_holidays, closures, public_point, venue_by_slug

WRITTEN = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def hall(session: Session) -> Venue:
    area = Area(slug="calderdale", name="Calderdale")
    made = Venue(slug="hall", name="Hall", latitude=53.7412, longitude=-1.9871, area=area, changed_at=WRITTEN)
    session.add(made)
    session.flush()
    return made


def test_each_nation_keeps_its_own_bank_holidays() -> None:
    boxing_day, st_andrew, st_patrick = date(2026, 12, 28), date(2026, 11, 30), date(2027, 3, 17)

    assert all(boxing_day in bank_holidays(nation) for nation in list(Nation)[:3])
    assert [st_andrew in bank_holidays(nation) for nation in Nation] == [False, True, False, False]
    assert [st_patrick in bank_holidays(nation) for nation in Nation] == [False, False, True, False]
    assert bank_holidays(Nation.ELSEWHERE) == frozenset()


@pytest.mark.parametrize(
    ("first", "last", "touches"),
    [(20, 23, False), (20, 24, True), (25, 25, True), (26, 30, True), (27, 30, False), (1, 31, True)],
)
def test_a_closure_counts_on_both_its_days(
    session: Session, hall: Venue, *, first: int, last: int, touches: bool
) -> None:
    session.add(VenueClosure(venue_id=hall.id, first=date(2026, 12, 24), last=date(2026, 12, 26), reason="Christmas"))
    session.flush()

    found = closures(session, [hall.id, "other"], date(2026, 12, first), date(2026, 12, last))

    assert [closure.reason for closure in found.get(hall.id, [])] == ["Christmas"] * touches


def test_closures_of_other_venues_are_not_told(session: Session, hall: Venue) -> None:
    session.add(VenueClosure(venue_id=hall.id, first=date(2026, 12, 24), last=date(2026, 12, 26)))
    session.flush()

    assert closures(session, ["other"], date.min, date.max) == {}


def test_areas_and_venues_are_found_by_their_addresses(session: Session, hall: Venue) -> None:
    assert venue_by_slug(session, "hall") is hall
    assert area_by_slug(session, "calderdale") is area_by_name(session, "Calderdale") is hall.area
    assert venue_by_slug(session, "no") is area_by_slug(session, "no") is area_by_name(session, "no") is None


def test_an_open_address_is_searched_by_its_pin(hall: Venue) -> None:
    assert public_point(hall) == (53.7412, -1.9871)
    hall.latitude = None
    assert public_point(hall) is None


def test_a_withheld_address_is_searched_by_the_middle_of_its_area_wherever_its_pin_is(hall: Venue) -> None:
    hall.address_withheld = True
    middle = public_point(hall)
    hall.latitude = hall.longitude = None

    assert middle is not None
    assert public_point(hall) == middle
    assert miles_between(*middle, 53.72, -1.86) < 5


def test_a_withheld_address_of_no_known_area_is_nowhere(hall: Venue) -> None:
    hall.address_withheld, hall.area = True, Area(slug="x", name="Elsewhere")
    assert public_point(hall) is None
    hall.area = None
    assert public_point(hall) is None
