"""The words of the directory: routes, attributes, and which fellowship's code means which attribute.

Four tables under `app/directory/data/` hold all of it. A code means something only within a route: `S` is Spanish in
an AA list and Speaker in an ACA list. Whole words ("Wheelchair access", "Mujeres") mean the same everywhere and are
looked up after the route's own codes. What belongs to one fellowship (its own books) is never given to another.
"""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"

EVERY_ROUTE = "*"
"""In the alias table: a code that means the same in all lists."""

LANGUAGE = "language:"
FACT = "fact:"


class Fact(StrEnum):
    """What a code says about who may come and how, which the listing keeps as facts of their own, not as attributes."""

    OPEN = "open"
    CLOSED = "closed"
    ON_REQUEST = "on_request"
    ONLINE = "online"
    HYBRID = "hybrid"
    IN_PERSON = "in_person"
    PLACE_CLOSED = "place_closed"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that can be true of a listing. `place_only`: makes no sense where nobody meets in a room.
    `belongs_to`: the only routes that may carry it; empty means every route."""

    code: str
    group: str
    label: str
    explanation: str
    place_only: bool
    belongs_to: frozenset[str]


@dataclass(frozen=True, slots=True)
class Route:
    """A pathway, side by side with the others. `short` is what people call it, `for_whom` one plain sentence,
    `family`: for family and friends."""

    code: str
    name: str
    short: str
    for_whom: str
    family: bool


@cache
def routes() -> dict[str, Route]:
    """The published list of routes by code, in alphabetical order of their short names: never ranked."""
    found = [
        Route(row["code"], row["name"], row["short"], row["for_whom"], row["family"] == "yes")
        for row in _rows("routes")
    ]
    return {route.code: route for route in sorted(found, key=lambda route: route.short.casefold())}


def names_of_routes() -> frozenset[str]:
    """Every name of a route, as `plain_word` spells it."""
    return frozenset(_route_names())


def route_named(text: str) -> Route | None:
    """The route that a code or a name stands for ("NA", "Narcotics Anonymous", "LERO"), or None."""
    code = _route_names().get(plain_word(text))
    return routes()[code] if code else None


@cache
def attributes() -> dict[str, Attribute]:
    """Every attribute by code, in the order of the table (by group)."""
    return {
        row["code"]: Attribute(
            row["code"],
            row["group"],
            row["label"],
            row["explanation"],
            row["place_only"] == "yes",
            frozenset(row["belongs_to"].split()),
        )
        for row in _rows("attributes")
    }


def attribute(code: str) -> Attribute | None:
    """The attribute of this code, or None if there is no such code."""
    return attributes().get(code)


def label(code: str) -> str:
    """The plain English label of an attribute; an unknown code is its own label, so nothing is mislabelled."""
    found = attribute(code)
    return found.label if found else code


def from_alias(route: str, code: str) -> str | None:
    """The attribute that a fellowship's code, or a whole word, stands for; None when unknown or not an attribute."""
    means = _meaning(route, code)
    return means if means in attributes() else None


def language_from_alias(route: str, code: str) -> str | None:
    """The BCP 47 language that a fellowship's code, or a whole word, stands for (`UK` in an AA list is Ukrainian)."""
    means = _meaning(route, code)
    return means.removeprefix(LANGUAGE) if means.startswith(LANGUAGE) else None


def fact_from_alias(route: str, code: str) -> Fact | None:
    """The fact (open, closed, online, place closed and so on) that a code or word states, or None."""
    means = _meaning(route, code)
    return Fact(means.removeprefix(FACT)) if means.startswith(FACT) else None


def aliases() -> dict[tuple[str, str], str]:
    """Every (route, code) and what it means, as in the table: an attribute code, `language:xx` or `fact:xx`."""
    return dict(_aliases())


def _meaning(route: str, code: str) -> str:
    """What a code means in this route's lists, or an empty text."""
    tidy = code.strip().upper()
    table = _aliases()
    means = table.get((route, tidy)) or table.get((EVERY_ROUTE, tidy)) or _words().get(plain_word(code), "")
    found = attributes().get(means)
    if found and found.belongs_to and route not in found.belongs_to:
        return ""
    return means


def plain_word(text: str) -> str:
    """A word as the word table spells it: lower case, spaces for hyphens, underscores and slashes."""
    return " ".join(re.sub(r"[-_/\s]+", " ", text.casefold()).split())


@cache
def _route_names() -> dict[str, str]:
    """Every name of a route, as `plain_word` spells it, and its code."""
    return {
        plain_word(name): row["code"]
        for row in _rows("routes")
        for name in (row["code"], row["name"], row["short"], *row["also"].split(";"))
        if name.strip()
    }


@cache
def _aliases() -> dict[tuple[str, str], str]:
    """The alias table, one entry for each route and code."""
    return {
        (route, code.upper()): row["means"]
        for row in _rows("aliases")
        for route in row["routes"].split()
        for code in row["codes"].split()
    }


@cache
def _words() -> dict[str, str]:
    """Whole words in ten languages, as `plain_word` spells them."""
    return {row["word"]: row["means"] for row in _rows("words")}


def _rows(table: str) -> list[dict[str, str]]:
    """The rows of one of our own tables."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
