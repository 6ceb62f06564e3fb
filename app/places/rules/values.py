"""What a place is, and the three answers to what somebody typed."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "city", "town", "suburb", "village", "hamlet", "settlement", "district", "county", "outcode", "sector", "point"
]


@dataclass(frozen=True)
class Authority:
    """A local authority of the UK: its ONS code, everyday name, county ("" outside England), nation and other names."""

    code: str
    name: str
    county: str
    nation: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Somewhere to search around.

    `slug` finds exactly this place again; `label` tells it from its namesakes ("Bradford, Devon").
    `population` is None where no list gives one. `authority` is None for a county and for a point.
    """

    name: str
    label: str
    slug: str
    lat: float
    lon: float
    kind: Kind
    authority: Authority | None = None
    population: int | None = None


@dataclass(frozen=True)
class Found:
    """One place; `others` are smaller ones of that name, largest first ("Another Bradford?")."""

    place: Place
    others: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Ambiguous:
    """Several places that a person may mean, largest first, two to twelve of them."""

    choices: tuple[Place, ...]


@dataclass(frozen=True)
class NotFound:
    """Nothing by that name; `suggestions` are places that somebody may have meant, likeliest first, maybe none."""

    suggestions: tuple[Place, ...] = ()


Answer = Found | Ambiguous | NotFound
