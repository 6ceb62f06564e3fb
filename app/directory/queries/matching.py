"""Whole listings that match a place and filters, whenever they are on: what a calendar of results carries."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from app.directory.models import Listing, Organisation, Trait
from app.directory.queries.pages import WHOLE
from app.directory.rules.describing import LANGUAGE, MARK, ROUTE
from app.directory.rules.finding import Wish
from app.directory.rules.status import Status
from app.kernel.distance import miles_between
from app.places.models import Venue
from app.places.queries import public_point

DEGREES_A_MILE = 1 / 68
"""A little more than a degree of latitude per mile, so that the box is never too small."""
MOST = 2000
NOWHERE, ONLINE = 1e9, 1e10
"""Stand for the miles to what has no pin, and to what needs none; the second sorts last."""


def near(session: Session, point: tuple[float, float], wish: Wish) -> list[Listing]:
    """Listings within the wish's miles of a point, nearest first, then those online only; the first 2,000."""
    up = wish.miles * DEGREES_A_MILE
    box = and_(Listing.in_person, Venue.latitude.between(point[0] - up, point[0] + up) | Venue.address_withheld)
    places: ColumnElement[bool] = box if wish.online == "no" else or_(box, _online_only())
    found = session.execute(
        select(Listing.id, Listing.in_person, Venue)
        .outerjoin(Venue, Venue.id == Listing.venue_id)
        .where(places, *_narrowed(wish))
        .options(joinedload(Venue.area))
    )
    measured = [(_miles(point, venue) if in_person else ONLINE, key) for key, in_person, venue in found]
    nearest = sorted((far, key) for far, key in measured if far <= wish.miles or far == ONLINE)[:MOST]
    wanted = [key for _, key in nearest]
    whole = {one.id: one for one in session.scalars(select(Listing).where(Listing.id.in_(wanted)).options(*WHOLE))}
    return [whole[key] for key in wanted]


def online(session: Session, wish: Wish) -> list[Listing]:
    """Listings that can be joined from anywhere, by name."""
    found = select(Listing).where(Listing.online, *_narrowed(wish)).options(*WHOLE).order_by(Listing.name, Listing.id)
    return list(session.scalars(found.limit(MOST)))


def in_area(session: Session, area_id: str) -> Sequence[Listing]:
    """Everything that is held in an area."""
    found = select(Listing).join(Venue, Venue.id == Listing.venue_id).where(Venue.area_id == area_id, _runs())
    return session.scalars(found.options(*WHOLE).order_by(Listing.name, Listing.id).limit(MOST)).all()


def of_kind(session: Session, area_id: str, wish: Wish) -> Sequence[Listing]:
    """What matches a wish in an area, and what belongs to no place, by name."""
    here = or_(Venue.area_id == area_id, Listing.venue_id.is_(None))
    found = select(Listing).outerjoin(Venue, Venue.id == Listing.venue_id).where(here, *_narrowed(wish))
    return session.scalars(found.options(*WHOLE).order_by(Listing.name, Listing.id).limit(MOST)).all()


def of_organisation(session: Session, organisation_id: str) -> Sequence[Listing]:
    """Everything that an organisation runs, by name."""
    found = select(Listing).where(Listing.organisation_id == organisation_id, _runs())
    return session.scalars(found.options(*WHOLE).order_by(Listing.name, Listing.id).limit(MOST)).all()


def organisation_that_runs(connection: Connection, slug: str) -> tuple[str, str] | None:
    """Id and name of the organisation of that address, if it runs anything."""
    found = select(Organisation.id, Organisation.name).join(Listing, Listing.organisation_id == Organisation.id)
    row = connection.execute(found.where(Organisation.slug == slug, _runs()).limit(1)).first()
    return (row.id, row.name) if row else None


def _miles(point: tuple[float, float], venue: Venue) -> float:
    found = public_point(venue)
    return miles_between(*point, *found) if found else NOWHERE


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
