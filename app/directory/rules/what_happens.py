"""What happens at a meeting of each route, and at a café, event, course or volunteering: one reviewed table."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app.directory.rules.timetable import Kind
from app.kernel.speech import _

TABLE = Path(__file__).parent.parent / "data" / "what-happens.toml"


@dataclass(frozen=True, slots=True)
class WhatHappens:
    """What a nervous person asks first. `routes` is empty for the general words of a kind.

    `reviewed_by` is the role of whoever in the fellowship read the entry, `reviewed_on` an ISO date; both are empty
    until somebody has. `medication` is empty where the question makes no sense (meetings for family).
    """

    steps: tuple[str, ...]
    may_listen: str
    medication: str
    cost: str
    source: str
    routes: tuple[str, ...] = ()
    reviewed_by: str = ""
    reviewed_on: str = ""


def what_happens(route_codes: Sequence[str], kind: Kind) -> WhatHappens:
    """The entry that all of these routes share; the kind's general one when they differ or are not in the table. Its
    words are in the present language."""
    found = {_by_route().get((code, kind)) for code in route_codes}
    return _said((found.pop() if len(found) == 1 else None) or _general()[kind])


def described_routes() -> tuple[WhatHappens, ...]:
    """The entries that belong to named routes, in the order of the table."""
    return tuple(_said(entry) for kind, entry in _entries() if entry.routes)


def _said(entry: WhatHappens) -> WhatHappens:
    return replace(
        entry,
        steps=tuple(_(step) for step in entry.steps),
        may_listen=_(entry.may_listen),
        medication=_(entry.medication),
        cost=_(entry.cost),
    )


@cache
def _by_route() -> dict[tuple[str, Kind], WhatHappens]:
    return {(route, kind): entry for kind, entry in _entries() for route in entry.routes}


@cache
def _general() -> dict[Kind, WhatHappens]:
    return {kind: entry for kind, entry in _entries() if not entry.routes}


@cache
def _entries() -> tuple[tuple[Kind, WhatHappens], ...]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["entry"]
    return tuple((Kind(kind), _entry(row)) for row in rows for kind in row["kinds"])


def _entry(row: dict[str, str | list[str]]) -> WhatHappens:
    return WhatHappens(
        steps=tuple(row["steps"]),
        may_listen=str(row["may_listen"]),
        medication=str(row["medication"]),
        cost=str(row["cost"]),
        source=str(row["source"]),
        routes=tuple(row["routes"]),
        reviewed_by=str(row["reviewed_by"]),
        reviewed_on=str(row["reviewed_on"]),
    )
