"""Whole listings that match a place and filters, whenever they are on: what a calendar of results carries."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.directory.models import Listing, Trait
from app.directory.queries.pages import WHOLE
from app.directory.rules.describing import LANGUAGE, MARK, ROUTE
from app.directory.rules.finding import Wish
from app.directory.rules.status import Status
from app.kernel.distance import miles_between
from app.places.models import Venue

DEGREES_A_MILE = 1 / 68
"""A little more than a degree of latitude per mile, so that the box is never too small."""
MOST = 2000


def near(session: Session, point: tuple[float, float], wish: Wish) -> list[Listing]:
    """Listings within the wish's miles of a point, nearest first, then those online only."""
    up = wish.miles * DEGREES_A_MILE
    box = and_(Listing.in_person, Venue.latitude.between(point[0] - up, point[0] + up))
    places: ColumnElement[bool] = box if wish.online == "no" else or_(box, _online_only())
    found = session.scalars(
        select(Listing)
        .outerjoin(Venue, Venue.id == Listing.venue_id)
        .where(places, *_narrowed(wish))
        .options(*WHOLE)
        .order_by(Listing.id)
    ).unique()
    measured = [(_miles(listing, point), listing) for listing in found]
    kept = [(far, listing) for far, listing in measured if far is None or far <= wish.miles]
    kept.sort(key=lambda pair: (pair[0] is None, pair[0] or 0.0, pair[1].id))
    return [listing for _, listing in kept]


def online(session: Session, wish: Wish) -> list[Listing]:
    """Listings that can be joined from anywhere, by name."""
    found = select(Listing).where(Listing.online, *_narrowed(wish)).options(*WHOLE).order_by(Listing.name, Listing.id)
    return list(session.scalars(found.limit(MOST)))


def in_area(session: Session, area_id: str) -> Sequence[Listing]:
    """Everything that is held in an area."""
    found = select(Listing).join(Venue, Venue.id == Listing.venue_id).where(Venue.area_id == area_id, _runs())
    return session.scalars(found.options(*WHOLE).order_by(Listing.name, Listing.id).limit(MOST)).all()


def _miles(listing: Listing, point: tuple[float, float]) -> float | None:
    venue = listing.venue
    if not listing.in_person or venue is None or venue.latitude is None or venue.longitude is None:
        return None
    return miles_between(*point, venue.latitude, venue.longitude)


def _online_only() -> ColumnElement[bool]:
    return and_(Listing.online, ~Listing.in_person)


def _runs() -> ColumnElement[bool]:
    return Listing.status != Status.ENDED


def _narrowed(wish: Wish) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [_runs()]
    if wish.kinds:
        conditions.append(Listing.kind.in_(wish.kinds))
    if wish.routes:
        conditions.append(_has(ROUTE, Trait.code.in_(wish.routes)))
    if wish.language:
        conditions.append(_has(LANGUAGE, Trait.code != "en" if wish.language == "1" else Trait.code == wish.language))
    if wish.online == "only":
        conditions.append(Listing.online.is_(True))
    conditions.extend(_has(MARK, Trait.code == mark) for mark in sorted(wish.marks))
    return conditions


def _has(sort: str, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return Listing.traits.any(and_(Trait.sort == sort, condition))
