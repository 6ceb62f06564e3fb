"""What is asked of places: holidays, closures, areas."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from app.kernel import holidays
from app.places.models import Area, Nation, Venue, VenueClosure
from app.places.rules.gazetteer import gazetteer
from app.ready import ready

HOLIDAYS = Path(__file__).parent / "data" / "bank-holidays.json"
SLUG_OF_NAME = select(Area.slug).where(Area.name == bindparam("name"))


@lru_cache(maxsize=1)
def _published() -> dict[str, dict[date, str]]:
    return holidays.read(HOLIDAYS.read_text("utf-8"))


@lru_cache(maxsize=8)
def bank_holidays(nation: Nation) -> frozenset[date]:
    """The bank holidays of a nation; none for places elsewhere, whose holidays we do not know."""
    return frozenset(_published().get(nation.value, {}))


def closures(session: Session, venue_ids: Iterable[str], first: date, last: date) -> dict[str, list[VenueClosure]]:
    """By venue, the closures that touch the days from `first` to `last`."""
    found: dict[str, list[VenueClosure]] = defaultdict(list)
    wanted = set(venue_ids)
    for closure in session.scalars(select(VenueClosure).where(VenueClosure.first <= last, VenueClosure.last >= first)):
        if closure.venue_id in wanted:
            found[closure.venue_id].append(closure)
    return found


def area_by_slug(session: Session, slug: str) -> Area | None:
    """The area of that address, if there is one."""
    return session.scalars(select(Area).where(Area.slug == slug)).one_or_none()


def area_by_name(session: Session, name: str) -> Area | None:
    """The area of that name, if there is one."""
    return session.scalars(select(Area).where(Area.name == name)).one_or_none()


def area_slug(connection: Connection, name: str) -> str | None:
    """The address of the area of that name, if there is one."""
    rows = ready(SLUG_OF_NAME, connection.dialect).rows(connection, {"name": name})
    return rows[0][0] if rows else None


def venue_by_slug(session: Session, slug: str) -> Venue | None:
    """The venue of that address, if there is one."""
    return session.scalars(select(Venue).where(Venue.slug == slug)).one_or_none()


def names_of(session: Session, venue_ids: Iterable[str]) -> list[str]:
    """The names of some venues, in order."""
    return list(session.scalars(select(Venue.name).where(Venue.id.in_(list(venue_ids))).order_by(Venue.name)))


def public_point(venue: Venue) -> tuple[float, float] | None:
    """Latitude and longitude that may be searched by and measured from; None without any.

    A withheld address stands in the middle of its area: distances from several points would give away any point that
    depends on the pin.
    """
    if venue.address_withheld:
        return gazetteer().middle_of_authority(venue.area.name) if venue.area else None
    return (venue.latitude, venue.longitude) if venue.latitude is not None and venue.longitude is not None else None
