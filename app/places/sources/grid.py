"""National Grid and Irish Grid references to latitude and longitude, for deriving the place data."""

from dataclasses import dataclass
from math import atan2, cos, hypot, radians, sin, sqrt, tan
from math import degrees as to_degrees


@dataclass(frozen=True)
class Shift:
    """Seven-parameter move onto WGS84: metres, arc seconds (position vector rotation), parts per million."""

    x: float
    y: float
    z: float
    turn_x: float
    turn_y: float
    turn_z: float
    scale: float


@dataclass(frozen=True)
class Grid:
    """A transverse Mercator grid: its ellipsoid in metres, true origin in degrees, false origin in metres."""

    major: float
    minor: float
    scale: float
    origin_lat: float
    origin_lon: float
    east: float
    north: float
    shift: Shift


BRITISH = Grid(
    major=6377563.396,
    minor=6356256.909,
    scale=0.9996012717,
    origin_lat=49.0,
    origin_lon=-2.0,
    east=400000.0,
    north=-100000.0,
    shift=Shift(446.448, -125.157, 542.060, 0.1502, 0.2470, 0.8421, -20.4894),
)
"""OSGB36 with the shift in Ordnance Survey's "A guide to coordinate systems in Great Britain"; within 5 m."""

IRISH = Grid(
    major=6377340.189,
    minor=6356034.447938534,
    scale=1.000035,
    origin_lat=53.5,
    origin_lon=-8.0,
    east=200000.0,
    north=250000.0,
    shift=Shift(482.530, -130.596, 564.557, -1.042, -0.214, -0.631, 8.15),
)
"""Irish Grid, used by Northern Ireland's postcodes, with the shift published by OSi and OSNI; within 1 m of it."""

WGS84_MAJOR, WGS84_MINOR = 6378137.0, 6356752.314245


def to_lat_lon(grid: Grid, easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude in WGS84 degrees of a grid reference in metres."""
    lat, lon = _unproject(grid, easting, northing)
    return _to_angles(*_shifted(grid.shift, *_to_space(grid, lat, lon)))


def _unproject(grid: Grid, easting: float, northing: float) -> tuple[float, float]:
    """Radians on the grid's own ellipsoid: the series in annex C of the Ordnance Survey guide."""
    e2 = 1 - (grid.minor / grid.major) ** 2
    lat = _foot_of(grid, northing)
    nu = grid.major * grid.scale / sqrt(1 - e2 * sin(lat) ** 2)
    rho = nu * (1 - e2) / (1 - e2 * sin(lat) ** 2)
    eta2 = nu / rho - 1
    t, sec, d = tan(lat), 1 / cos(lat), easting - grid.east
    vii = t / (2 * rho * nu)
    viii = t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2)
    ix = t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    x = sec / nu
    xi = sec / (6 * nu**3) * (nu / rho + 2 * t**2)
    xii = sec / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4)
    lon = radians(grid.origin_lon) + x * d - xi * d**3 + xii * d**5
    return lat - vii * d**2 + viii * d**4 - ix * d**6, lon


def _foot_of(grid: Grid, northing: float) -> float:
    """Latitude in radians whose arc along the central meridian reaches this northing, to 0.01 mm."""
    lat = radians(grid.origin_lat)
    for _ in range(20):
        missing = northing - grid.north - _meridian_arc(grid, lat)
        lat += missing / (grid.major * grid.scale)
        if abs(missing) < 1e-5:
            break
    return lat


def _meridian_arc(grid: Grid, lat: float) -> float:
    n = (grid.major - grid.minor) / (grid.major + grid.minor)
    gone, total = lat - radians(grid.origin_lat), lat + radians(grid.origin_lat)
    return (
        grid.minor
        * grid.scale
        * (
            (1 + n + 1.25 * n**2 + 1.25 * n**3) * gone
            - (3 * n + 3 * n**2 + 2.625 * n**3) * sin(gone) * cos(total)
            + (1.875 * n**2 + 1.875 * n**3) * sin(2 * gone) * cos(2 * total)
            - 35 / 24 * n**3 * sin(3 * gone) * cos(3 * total)
        )
    )


def _to_space(grid: Grid, lat: float, lon: float) -> tuple[float, float, float]:
    e2 = 1 - (grid.minor / grid.major) ** 2
    nu = grid.major / sqrt(1 - e2 * sin(lat) ** 2)
    return nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), nu * (1 - e2) * sin(lat)


def _shifted(by: Shift, x: float, y: float, z: float) -> tuple[float, float, float]:
    rx, ry, rz = (radians(turn / 3600) for turn in (by.turn_x, by.turn_y, by.turn_z))
    s = 1 + by.scale / 1_000_000
    return (
        by.x + s * x - rz * y + ry * z,
        by.y + rz * x + s * y - rx * z,
        by.z - ry * x + rx * y + s * z,
    )


def _to_angles(x: float, y: float, z: float) -> tuple[float, float]:
    """Degrees on WGS84, by Bowring's formula (exact to a millimetre near the ground)."""
    flat = hypot(x, y)
    e2 = 1 - (WGS84_MINOR / WGS84_MAJOR) ** 2
    second = (WGS84_MAJOR / WGS84_MINOR) ** 2 - 1
    reduced = atan2(z * WGS84_MAJOR, flat * WGS84_MINOR)
    lat = atan2(z + second * WGS84_MINOR * sin(reduced) ** 3, flat - e2 * WGS84_MAJOR * cos(reduced) ** 3)
    return to_degrees(lat), to_degrees(atan2(y, x))
