"""Asking what is on near a point: the circle as cells of the grid, how far ahead to look, the rows told.

The diary holds each occurrence with its cell and its place on the sphere, so "within five miles" is plain arithmetic on
columns.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select

from app.directory.rules.finding import Window, Wish
from app.directory.rules.found import Found
from app.directory.search import statements
from app.directory.search.statements import GRACE, Shape
from app.kernel.distance import cells_within, chord, chord_squared_for, rows_within
from app.ready import ready

LONGEST = 25 * 3600
"""Nothing in the diary lasts longer, in seconds: what is longer has an entry a day, and a day has up to 25 hours."""
FINE_MILES = 25
"""Up to here the circle is looked up cell by cell; beyond it, by time, since a wide circle fills up quickly."""
WIDER = (12, 25, 100, 12_500)
OFTEN = 7
"""How many entries of one listing are expected at most where different listings are looked for."""
PLENTY = 4
"""So many times the entries wanted fill a page: half of them lie in the circle, and some have been called off."""
STEPS = (1800, 2 * 3600, 8 * 3600, 30 * 3600)


def near(
    connection: Connection, point: tuple[float, float], wish: Wish, found: Window, *, count: int, skip: int = 0,
    most_online: int | None = None,
) -> tuple[list[Found], list[Found]]:  # fmt: skip
    """What is on within the wish's miles of a point (latitude, longitude) in a window, by start, then by distance; and
    a few that are cancelled there. `count` at most, after the first `skip`; of what is online alone only the first
    `most_online`, so that the rooms of the whole country do not hide what is near."""
    most = count + skip
    values = _values(point, wish, found, most) | _circle(point, wish.miles)
    values["most_online"] = most if most_online is None else min(most, most_online)
    statement = statements.near(_shape(wish, is_wide=not values["cells"], has_past=found.since is None))
    on: list[Found] = []
    off: list[Found] = []
    for soon in _steps(connection, values):
        rows = [Found._make(row) for row in _rows(connection, statement, values | {"soon": soon})]
        on, off = [row for row in rows if row.is_on], [row for row in rows if not row.is_on]
        if len(on) >= count + skip:
            break
    return on[skip : skip + count], off


def nearest(
    connection: Connection, point: tuple[float, float], wish: Wish, found: Window, *, count: int
) -> list[Found]:
    """The `count` nearest listings in the window at any distance, nearest first, each at the first start that its
    venue has; online ones left out."""
    values = _values(point, wish, found, count * OFTEN)
    once: dict[str, Found] = {}
    for miles in WIDER:
        circle = _circle(point, miles)
        statement = statements.nearest(_shape(wish, is_wide=not circle["cells"]))
        rows = _rows(connection, statement, values | circle)
        once = {row.listing_id: row for row in map(Found._make, reversed(rows))}
        if len(once) >= count:
            break
    return sorted(once.values(), key=lambda row: (row.far, row.starts_at))[:count]


def online(connection: Connection, wish: Wish, found: Window, *, count: int, skip: int = 0) -> list[Found]:
    """What can be joined from anywhere in a window, by start; hybrid meetings too."""
    values = _values((0.0, 0.0), wish, found, count + skip)
    rows = _rows(connection, statements.online(_shape(wish, is_wide=True)), values)
    return [Found._make(row) for row in rows][skip:]


def _rows(connection: Connection, statement: Select[*tuple[Any, ...]], values: dict[str, Any]) -> list[list[Any]]:
    return ready(statement, connection.dialect).rows(connection, values)


def _circle(point: tuple[float, float], miles: float) -> dict[str, Any]:
    south, north = rows_within(point[0], miles)
    return {"cells": _cells(point, miles), "south": south, "north": north, "far": chord_squared_for(miles)}


@lru_cache(maxsize=256)
def _cells(point: tuple[float, float], miles: float) -> list[int]:
    """The cells of a circle; none when it is so wide that time finds more quickly than place."""
    return cells_within(*point, miles) if miles <= FINE_MILES else []


def _steps(connection: Connection, values: dict[str, Any]) -> list[int]:
    """How far ahead to look: what starts first is shown first, so in a crowded city the first minutes fill a page. The
    first step by which the cells hold plenty; then, should filters leave too few of it, the whole window."""
    ends = [values["lately"] + step for step in STEPS if values["lately"] + step < values["until"]]
    if not values["cells"] or not ends:
        return [values["until"]]
    asked = {"plenty": PLENTY * values["most"]} | {f"end{place}": end for place, end in enumerate(ends)}
    (counts,) = _rows(connection, statements.crowd(len(ends)), values | asked)
    return [*[end for end, count in zip(ends, counts, strict=True) if count >= asked["plenty"]][:1], values["until"]]


def _values(point: tuple[float, float], wish: Wish, found: Window, most: int) -> dict[str, Any]:
    x, y, z = chord(*point)
    return {
        "x": x,
        "y": y,
        "z": z,
        "now": found.now,
        "since": found.now - LONGEST if found.since is None else found.since,
        "lately": found.now - GRACE if found.since is None else found.since,
        "until": found.until,
        "most": most,
        "kinds": sorted(wish.kinds),
        "routes": sorted(wish.routes),
        "language": wish.language,
    }


def _shape(wish: Wish, *, is_wide: bool, has_past: bool = True) -> Shape:
    is_any = wish.language == "1"
    has_kinds, has_routes, has_language = bool(wish.kinds), bool(wish.routes), bool(wish.language) and not is_any
    return Shape(is_wide, wish.online, has_kinds, has_routes, has_language, is_any, wish.marks, has_past)
