"""The point on the map that a row gives, when it is one that can be trusted."""

import math
from dataclasses import dataclass

from app.feeds.sources.countries import UK
from app.feeds.sources.findings import Findings
from app.feeds.sources.meeting_guide.envelope import Row
from app.feeds.sources.text import line
from app.kernel import postcode

UK_BOX = (49.8, 61.0, -8.7, 1.9)
"""South, north, west and east of the United Kingdom, in degrees."""

MIDDLES = (
    (55.378051, -3.435973),
    (54.0, -2.0),
    (37.09024, -95.712891),
    (56.130366, -106.346771),
    (53.41291, -8.24389),
    (-30.559482, 22.937506),
    (23.634501, -102.552784),
    (51.165691, 10.451526),
    (46.227638, 2.213749),
    (-25.274398, 133.775136),
)
"""Where geocoders put a whole country when they understood nothing more of an address."""


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east, or nothing; `is_area` when the row gave a box instead."""

    latitude: float | None = None
    longitude: float | None = None
    is_area: bool = False


def point_of(row: Row, country: str, code: str, findings: Findings) -> Point:
    """The row's point, or none where it is missing, impossible, or only the middle of a country."""
    pair = [line(row.get("latitude")), line(row.get("longitude"))]
    if not all(pair):
        pair = [part.strip() for part in line(row.get("coordinates")).split(",") if part.strip()]
        if len(pair) == 4:
            return Point(is_area=True)
    elif isinstance(row.get("latitude"), str) or isinstance(row.get("longitude"), str):
        findings.warn("latitude", "unusual_form", "Read the map point from text.")
    if len(pair) != 2 or not all(pair):
        findings.warn(
            "latitude",
            "point_missing",
            "No map point. Online meetings need none; others are found by town or postcode.",
        )
        return Point()
    north, east = (_degrees(text) for text in pair)
    if north is None or east is None:
        findings.warn("latitude", "point_wrong", "The map point is not two numbers; we left it out.")
        return Point()
    return _trusted(north, east, country == UK or postcode.is_full(code), findings)


def _trusted(north: float, east: float, is_british: bool, findings: Findings) -> Point:
    """The point if it can be right, turned round if plainly swapped."""
    if _is_swapped(north, east, is_british):
        findings.warn("latitude", "point_swapped", "Latitude and longitude were the wrong way round; we turned them.")
        north, east = east, north
    reason = _doubt(north, east, is_british)
    if reason:
        findings.warn("latitude", "point_wrong", f"{reason}; we left the map point out.")
        return Point()
    return Point(north, east)


def _is_swapped(north: float, east: float, is_british: bool) -> bool:
    """Would the two make sense the other way round, and only so?"""
    if is_british:
        return _in_uk(east, north) and not _in_uk(north, east)
    return abs(north) > 90 and abs(north) <= 180 and abs(east) <= 90


def _doubt(north: float, east: float, is_british: bool) -> str:
    """Why this cannot be the place, or an empty text."""
    if abs(north) > 90 or abs(east) > 180:
        return "There is no such place on Earth"
    if north == east:
        return "Latitude and longitude are the same number"
    if any(abs(north - lat) < 0.0005 and abs(east - lon) < 0.0005 for lat, lon in MIDDLES):
        return "This is the middle of a whole country"
    if is_british and not _in_uk(north, east):
        return "The address is in the UK but the point is not"
    return ""


def _in_uk(north: float, east: float) -> bool:
    south, top, west, right = UK_BOX
    return south <= north <= top and west <= east <= right


def _degrees(text: str) -> float | None:
    """A finite number, or None."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
