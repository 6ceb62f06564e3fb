"""Warrants for the tests of care, and the places where a change has to show."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.rules.describing import address_of
from app.kernel.access import Actor, Relation, Seat, Warrant
from app.kernel.roles import Role
from app.people.models import Holding, Organisation, OrganisationArea, Person, Representative
from app.places.models import Area
from tests.browser import Browser
from tests.conftest import MONDAY_EVENING as NOW

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


def organisation(session: Session, name: str, *areas: Area) -> Organisation:
    """An organisation that serves these areas."""
    made = Organisation(slug=name.lower(), name=name, areas=[OrganisationArea(area_id=area.id) for area in areas])
    session.add(made)
    session.flush()
    return made


def person(session: Session, name: str, role: Role, where: Organisation, *groups: Listing) -> Person:
    """Somebody who holds a role in an organisation, and represents these groups."""
    made = Person(made_at=NOW, holdings=[Holding(role=role, organisation_id=where.id, since=NOW)])
    made.name, made.email = name, f"{name.lower()}@example.org"
    session.add(made)
    session.flush()
    session.add_all([Representative(holding_id=made.holdings[0].id, listing_id=group.id) for group in groups])
    session.commit()
    return made
