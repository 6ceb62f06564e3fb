"""Warrants for the tests of care, and the places where a change has to show."""

from datetime import date
from typing import Any

from app.directory.models import Listing
from app.directory.rules.describing import address_of
from app.kernel.access import Actor, Relation, Seat, Warrant
from app.kernel.roles import Role
from tests.browser import Browser

TONIGHT, NEXT, AFTER = date(2026, 12, 21), date(2026, 12, 28), date(2027, 1, 4)
WEEK = "/near/Halifax.json?when=week&online=no&miles=5"
PAPER = "/near/Halifax?when=week&print=a4&online=no&miles=5"


def warrant(act: str = "listing.edit", role: Role = Role.COORDINATOR, organisation: str | None = None) -> Warrant:
    """The warrant of somebody who may."""
    seat = Seat("b" * 32, role, organisation)
    return Warrant(Actor("a" * 32, (seat,)), seat, Relation.AREA, act)


def rows(own: Browser, path: str = WEEK) -> list[dict[str, Any]]:
    """The rows of data near Halifax."""
    found: list[dict[str, Any]] = own.get(path).json["results"]
    return found


def starts(own: Browser, path: str = WEEK) -> list[str]:
    """When things start, without the offset."""
    return [row["starts_at"][:16] for row in rows(own, path)]


def everywhere(own: Browser, listing: Listing) -> dict[str, str]:
    """A listing in each of the places where people read it; the page has the address of its venue too."""
    page = address_of(listing)
    return {
        "page": own.get(page).text,
        "data": own.get(WEEK).source,
        "calendar": own.get(f"{page}.ics").source,
        "paper": own.get(PAPER).text,
    }


def sequence(own: Browser, listing: Listing) -> int:
    """The number of changes that calendars were told of."""
    lines = own.get(f"{address_of(listing)}.ics").source.splitlines()
    return max(int(line.partition(":")[2]) for line in lines if line.startswith("SEQUENCE:"))


def uids(own: Browser, listing: Listing) -> set[str]:
    """The names of its events in calendars."""
    lines = own.get(f"{address_of(listing)}.ics").source.splitlines()
    return {line for line in lines if line.startswith("UID:")}
