"""What results need beside the search itself: where moved dates are held, routes, zones, cards that are missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.directory.models import Listing, Trait
from app.directory.rules.describing import LANGUAGE, ROUTE
from app.kernel.days import LONDON
from app.places.models import Venue

UNITED_KINGDOM = (49.8, 60.9, -8.7, 1.8)
"""South, north, west and east of the box in which clocks show London time."""
ASKED, ABOUT = 5, 0.25
"""How many of the nearest venues tell the time of a place abroad, and how far away, in square degrees."""


def zone_at(connection: Connection, point: tuple[float, float]) -> str:
    """The time zone of a point (latitude, longitude): London in the UK, elsewhere what most of the nearest venues keep.

    One venue alone may come from a list of the whole world that gives every time in one zone.
    """
    south, north, west, east = UNITED_KINGDOM
    if south <= point[0] <= north and west <= point[1] <= east:
        return LONDON
    up, along = Venue.latitude - point[0], Venue.longitude - point[1]
    far = up * up + along * along
    nearest = select(Venue.zone, far).where(Venue.latitude.is_not(None)).order_by(far).limit(ASKED)
    found = connection.execute(nearest).all()
    zones = [zone for zone, away in found if away is not None and away <= ABOUT] or [zone for zone, _ in found[:1]]
    return Counter(zones).most_common(1)[0][0] if zones else LONDON


def venues(session: Session, ids: Iterable[str]) -> dict[str, Venue]:
    """Venues by id, with their areas."""
    wanted = set(ids)
    if not wanted:
        return {}
    found = session.scalars(select(Venue).where(Venue.id.in_(wanted)).options(joinedload(Venue.area)))
    return {venue.id: venue for venue in found}


def routes_of(session: Session, ids: Iterable[str]) -> dict[str, list[str]]:
    """The route codes of each listing, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = select(Trait.listing_id, Trait.code).where(Trait.sort == ROUTE, Trait.listing_id.in_(set(ids)))
    for listing_id, code in session.execute(rows.order_by(Trait.code)):
        found[listing_id].append(code)
    return found


def languages(session: Session) -> list[str]:
    """Every language that some listing speaks."""
    return list(session.scalars(select(Trait.code).where(Trait.sort == LANGUAGE).distinct().order_by(Trait.code)))


def listings(session: Session, ids: Iterable[str]) -> dict[str, Listing]:
    """Listings by id, with what their cards tell."""
    found = session.scalars(
        select(Listing)
        .where(Listing.id.in_(set(ids)))
        .options(joinedload(Listing.venue).joinedload(Venue.area), selectinload(Listing.traits))
    )
    return {listing.id: listing for listing in found}
