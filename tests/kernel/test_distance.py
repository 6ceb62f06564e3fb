"""Distances over the ground, and the cells of the grid."""

from math import asin, atan2, cos, degrees, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import distance

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
MILES = st.floats(0, 60)


def test_measures_known_lines() -> None:
    halifax_to_leeds = distance.miles_between(53.7228, -1.8602, 53.8007, -1.5503)

    assert halifax_to_leeds == pytest.approx(13.8, abs=0.1)
    assert distance.metres_between(0, 0, 0, 1) == pytest.approx(111_195.1, abs=0.1)
    assert distance.metres_between(-90, 0, 90, 123) == pytest.approx(20_015_114, abs=1)
    assert distance.metres_between(10, 179.5, 10, -179.5) == pytest.approx(109_505, abs=1)


def test_turns_miles_into_metres_and_back() -> None:
    assert distance.metres_from_miles(5) == pytest.approx(8046.72)
    assert distance.miles_from_metres(1609.344) == pytest.approx(1)


@pytest.mark.parametrize(
    ("miles", "minutes"),
    [(0, (1, 10, 1)), (0.5, (13, 13, 2)), (1, (26, 17, 3)), (5, (130, 43, 15)), (20, (520, 143, 60))],
)
def test_says_about_how_many_minutes(miles: float, minutes: tuple[int, int, int]) -> None:
    about = distance.minutes_for(miles)

    assert (about.on_foot, about.by_bus, about.by_car) == minutes


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_tunnel_and_a_walk_agree(lat: float, lon: float, other_lat: float, other_lon: float) -> None:
    here, there = distance.chord(lat, lon), distance.chord(other_lat, other_lon)
    squared = sum((a - b) ** 2 for a, b in zip(here, there, strict=True))

    miles = distance.miles_between(lat, lon, other_lat, other_lon)

    assert distance.chord_squared_for(miles) == pytest.approx(squared, rel=1e-6, abs=1)
    assert distance.miles_for_chord_squared(squared) == pytest.approx(miles, rel=1e-6, abs=1)


@given(LATITUDES, LONGITUDES, MILES, st.floats(0, 360), st.floats(0, 1))
def test_the_cells_of_a_circle_hold_every_point_in_it(
    lat: float, lon: float, miles: float, bearing: float, part: float
) -> None:
    other_lat, other_lon = _go(lat, lon, miles * part, bearing)

    assert distance.cell_of(other_lat, other_lon) in distance.cells_within(lat, lon, miles)
    south, north = distance.rows_within(lat, miles)
    assert south <= distance.cell_of(other_lat, other_lon) <= north


def test_the_rows_of_a_circle_leave_out_what_lies_north_and_south_of_it() -> None:
    south, north = distance.rows_within(53.72, 60)

    assert not south <= distance.cell_of(51.5, -0.1) <= north
    assert not south <= distance.cell_of(55.9, -3.2) <= north
    assert distance.rows_within(53.72, 12_500) == (0, distance.cell_of(90, 179.99))


@given(LATITUDES, LONGITUDES)
def test_a_circle_of_no_size_is_found_in_its_own_cell(lat: float, lon: float) -> None:
    assert distance.cell_of(lat, lon) in distance.cells_within(lat, lon, 0)


def test_east_and_west_meet_at_the_date_line() -> None:
    assert distance.cell_of(-17, 180) == distance.cell_of(-17, -180)
    assert distance.cell_of(-17, -179.99) in distance.cells_within(-17, 179.99, 2)


@pytest.mark.parametrize(("miles", "most"), [(1, 6), (5, 20), (25, 240), (300, 25_000)])
def test_a_circle_does_not_drag_in_the_neighbourhood(miles: float, most: int) -> None:
    cells = distance.cells_within(53.72, -1.86, miles)

    assert len(cells) == len(set(cells)) <= most
    assert cells == sorted(cells)


def _go(lat: float, lon: float, miles: float, bearing: float) -> tuple[float, float]:
    """Where one stands after so many miles on a bearing in degrees."""
    angle = distance.metres_from_miles(miles) / distance.EARTH_RADIUS_M
    start, turn = radians(lat), radians(bearing)
    end = asin(max(-1.0, min(1.0, sin(start) * cos(angle) + cos(start) * sin(angle) * cos(turn))))
    over = atan2(sin(turn) * sin(angle) * cos(start), cos(angle) - sin(start) * sin(end))
    return degrees(end), (lon + degrees(over) + 540) % 360 - 180
