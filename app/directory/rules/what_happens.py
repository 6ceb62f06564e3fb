"""What happens at a meeting of each route, and at a café, event, course or volunteering: one reviewed table."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from app.directory.rules.timetable import Kind
from app.kernel.speech import _

TABLE = Path(__file__).parent.parent / "data" / "what-happens.toml"


@dataclass(frozen=True, slots=True)
class WhatHappens:
    """What a nervous person asks first. `routes` is empty for the general words of a kind, and
    `is_online` says that these are for what is held online only.

    `reviewed_by` is the role of whoever in the fellowship read the entry, `reviewed_on` an ISO date; both are empty
    until somebody has. `medication` is empty where the question makes no sense (meetings for family).
    """

    steps: tuple[str, ...]
    may_listen: str
    medication: str
    cost: str
    source: str
    routes: tuple[str, ...] = ()
    is_online: bool = False
    reviewed_by: str = ""
    reviewed_on: str = ""


def what_happens(route_codes: Sequence[str], kind: Kind, *, is_online_only: bool = False) -> WhatHappens:
    """The entry that all of these routes share; the kind's general one when they differ or are not in the table. Its
    words are in the present language.

    A meeting that is online only has no door, chairs or tea: its steps, and how to listen, are those of any online
    meeting, and what its route says of medication and money stays.
    """
    found = {_by_route().get((code, kind)) for code in route_codes}
    entry = (found.pop() if len(found) == 1 else None) or _general()[kind]
    online = _online().get(kind) if is_online_only else None
    return _said(_held_online(entry, online) if online else entry)


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


def _held_online(entry: WhatHappens, online: WhatHappens) -> WhatHappens:
    if not entry.routes:
        return online
    return replace(entry, steps=online.steps, may_listen=online.may_listen, cost=online.cost)


@cache
def _by_route() -> dict[tuple[str, Kind], WhatHappens]:
    return {(route, kind): entry for kind, entry in _entries() for route in entry.routes}


@cache
def _general() -> dict[Kind, WhatHappens]:
    return {kind: entry for kind, entry in _entries() if not entry.routes and not entry.is_online}


@cache
def _online() -> dict[Kind, WhatHappens]:
    return {kind: entry for kind, entry in _entries() if entry.is_online}


@cache
def _entries() -> tuple[tuple[Kind, WhatHappens], ...]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["entry"]
    return tuple((Kind(kind), _entry(row)) for row in rows for kind in row["kinds"])


def _entry(row: dict[str, Any]) -> WhatHappens:
    return WhatHappens(
        steps=tuple(row["steps"]),
        may_listen=str(row["may_listen"]),
        medication=str(row["medication"]),
        cost=str(row["cost"]),
        source=str(row["source"]),
        routes=tuple(row["routes"]),
        is_online=bool(row.get("online")),
        reviewed_by=str(row["reviewed_by"]),
        reviewed_on=str(row["reviewed_on"]),
    )
