"""The lists of the tests: real ones by name, and small ones made of one or more rows."""

import json
from functools import cache
from pathlib import Path

from app.feeds.sources.meeting_guide import read
from app.feeds.sources.reading import Reading, ReadListing

DATA = Path(__file__).parent / "data"

ROUTES_AND_ZONES = {
    "sf-marin-2021": ("aa", "America/Los_Angeles"),
    "edmonton-2022": ("aa", "America/Edmonton"),
    "eda-world-2023": ("eda", "America/New_York"),
    "sussex-delaware-2022": ("aa", "America/New_York"),
    "ben-lomond-2021": ("aa", "America/Los_Angeles"),
    "alpena-2021": ("aa", "America/Detroit"),
    "update-1-2021-06-07": ("aa", "America/Los_Angeles"),
    "update-2-2021-06-26": ("aa", "America/Los_Angeles"),
    "edge-times": ("aa", "America/Chicago"),
    "edge-timezones": ("aa", "Europe/London"),
    "edge-by-appointment": ("aa", "America/Los_Angeles"),
    "edge-entity": ("aa", "America/New_York"),
}

PLAIN = {
    "slug": "monday-hope",
    "name": "Monday Hope",
    "day": 1,
    "time": "19:30",
    "end_time": "21:00",
    "types": ["O", "D"],
    "location": "Friends Meeting House",
    "formatted_address": "10 High St, Leeds LS1 1AA, UK",
    "latitude": 53.797,
    "longitude": -1.543,
}


@cache
def reading_of(name: str) -> Reading:
    """The reading of a real list."""
    return read((DATA / f"{name}.json").read_bytes(), *ROUTES_AND_ZONES[name])


def rows_in(name: str) -> list[dict[str, object]]:
    """The rows of a real list as they stand in the file."""
    rows: list[dict[str, object]] = json.loads((DATA / f"{name}.json").read_text())
    return rows


def read_rows(*rows: object, route: str = "aa", zone: str = "Europe/London") -> Reading:
    """The reading of a small list; each row adds to, or with None takes from, a plain British meeting."""
    full = [
        {name: value for name, value in (PLAIN | row).items() if value is not None} if isinstance(row, dict) else row
        for row in rows
    ]
    return read(json.dumps(full).encode(), route, zone)


def read_one(route: str = "aa", **fields: object) -> ReadListing:
    """The one listing of a plain British meeting with some fields changed."""
    (listing,) = read_rows(fields, route=route).listings
    return listing


def refusal_of(**fields: object) -> tuple[str, str]:
    """Field and reason of the one refusal of a plain British meeting with some fields changed."""
    (refusal,) = read_rows(fields).refusals
    return refusal.field, refusal.reason


def codes_of(reading: Reading) -> list[str]:
    """The codes of all warnings."""
    return [warning.code for warning in reading.warnings]
