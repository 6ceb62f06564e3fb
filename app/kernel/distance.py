"""How far apart two points are, and the cells of the grid that a circle touches."""

from dataclasses import dataclass
from math import acos, asin, ceil, cos, degrees, floor, pi, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG); the whole site treats the Earth as a ball of this size."""

METRES_IN_A_MILE = 1609.344

CELL_LAT = 0.05
CELL_LON = 0.1
"""Size of a grid cell in degrees: about 5.6 km high, and 6 to 7 km wide between Penzance and Lerwick."""

_ROWS, _COLUMNS = 3600, 3600

WALKING_BEND = 1.3
WALKING_MPH = 3
BUS_MPH, BUS_WAIT_MINUTES = 9, 10
CAR_MPH = 20


@dataclass(frozen=True)
class Minutes:
    """About how long a straight line takes in whole minutes, by each way of going."""

    on_foot: int
    by_bus: int
    by_car: int


def metres_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Length in metres of the shortest line over the ground between two points in degrees (haversine)."""
    up = sin(radians(other_lat - lat) / 2) ** 2
    along = sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(up + cos(radians(lat)) * cos(radians(other_lat)) * along)))


def miles_between(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Straight-line miles between two points in degrees."""
    return miles_from_metres(metres_between(lat, lon, other_lat, other_lon))


def metres_from_miles(miles: float) -> float:
    """Miles to metres."""
    return miles * METRES_IN_A_MILE


def miles_from_metres(metres: float) -> float:
    """Metres to miles."""
    return metres / METRES_IN_A_MILE


def minutes_for(miles: float) -> Minutes:
    """About how many minutes a straight line of so many miles takes; the least is one minute.

    On foot the line is bent by 1.3 and walked at 3 mph; a bus makes 9 mph after 10 minutes of waiting; a car 20 mph.
    """
    return Minutes(
        on_foot=minutes_on_foot(miles),
        by_bus=_whole_minutes(miles / BUS_MPH * 60 + BUS_WAIT_MINUTES),
        by_car=_whole_minutes(miles / CAR_MPH * 60),
    )


def minutes_on_foot(miles: float) -> int:
    """About how many minutes a straight line of so many miles takes on foot; the least is one."""
    return _whole_minutes(miles * WALKING_BEND / WALKING_MPH * 60)


def chord(lat: float, lon: float) -> tuple[float, float, float]:
    """The point in space, in metres from the Earth's middle, so that a database compares distances by + - * alone."""
    level = EARTH_RADIUS_M * cos(radians(lat))
    return level * cos(radians(lon)), level * sin(radians(lon)), EARTH_RADIUS_M * sin(radians(lat))


def chord_squared_for(miles: float) -> float:
    """The square, in square metres, of the straight tunnel between two points so many miles apart over the ground.

    A point is within `miles` when (x-x0)² + (y-y0)² + (z-z0)² is at most this.
    """
    half_angle = min(metres_from_miles(max(miles, 0.0)) / EARTH_RADIUS_M, pi) / 2
    return (2 * EARTH_RADIUS_M * sin(half_angle)) ** 2


def miles_for_chord_squared(squared: float) -> float:
    """Miles over the ground from a squared tunnel length in square metres; undoes `chord_squared_for`."""
    return miles_from_metres(2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(max(squared, 0.0)) / (2 * EARTH_RADIUS_M))))


def cell_of(lat: float, lon: float) -> int:
    """The number of the grid cell that a point in degrees lies in; 180 degrees east and west are one line."""
    return _row(lat) * _COLUMNS + floor((lon + 180) / CELL_LON) % _COLUMNS


def cells_within(lat: float, lon: float, miles: float) -> list[int]:
    """Every cell that a circle around a point touches, in order; a few more at its rim, never one too few.

    Five miles in Halifax touch 10 cells, 25 miles 166, 300 miles some 20,000.
    """
    angle = metres_from_miles(max(miles, 0.0)) / EARTH_RADIUS_M
    first, last = _row(lat - degrees(angle)), _row(lat + degrees(angle))
    cells: set[int] = set()
    for row in range(first, last + 1):
        cells.update(row * _COLUMNS + column % _COLUMNS for column in _columns(row, lat, lon, angle))
    return sorted(cells)


def rows_within(lat: float, miles: float) -> tuple[int, int]:
    """The first and the last cell of all rows of the grid that a circle touches, right round the Earth."""
    angle = degrees(metres_from_miles(max(miles, 0.0)) / EARTH_RADIUS_M)
    return _row(lat - angle) * _COLUMNS, (_row(lat + angle) + 1) * _COLUMNS - 1


def _columns(row: int, lat: float, lon: float, angle: float) -> range:
    """The columns, before wrapping, that a circle of this angle in radians reaches within one row."""
    reach = degrees(_widest(row, radians(lat), angle)) + 1e-7
    if reach >= 180 - CELL_LON:
        return range(_COLUMNS)
    return range(floor((lon + 180 - reach) / CELL_LON), ceil((lon + 180 + reach) / CELL_LON))


def _widest(row: int, lat: float, angle: float) -> float:
    """Half the circle's width in radians of longitude, at the widest line of latitude that it shares with this row."""
    south, north = radians(row * CELL_LAT - 90), radians((row + 1) * CELL_LAT - 90)
    if abs(lat) + angle >= pi / 2:
        return pi
    tangent = asin(sin(lat) / cos(angle))
    at = min(max(tangent, south, lat - angle), north, lat + angle)
    return acos(max(-1.0, min(1.0, (cos(angle) - sin(lat) * sin(at)) / (cos(lat) * cos(at)))))


def _row(lat: float) -> int:
    return min(max(floor((lat + 90) / CELL_LAT), 0), _ROWS - 1)


def _whole_minutes(minutes: float) -> int:
    return max(1, round(minutes))
