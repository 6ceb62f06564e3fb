"""Single listings, and the listings of a venue, an area or a kind."""

from sqlalchemy import Connection, Select, false, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.directory.models import DiaryEntry, Listing, Report
from app.directory.rules.status import Status
from app.directory.rules.timetable import Kind
from app.places.models import Venue

WHOLE = (
    joinedload(Listing.venue).joinedload(Venue.area),
    joinedload(Listing.organisation),
    selectinload(Listing.traits),
    selectinload(Listing.series),
    selectinload(Listing.one_offs),
)
"""All that a page or a calendar tells of a listing."""


def by_slug(session: Session, kind: Kind, slug: str) -> Listing | None:
    """The listing of that address."""
    return session.scalars(select(Listing).where(Listing.kind == kind, Listing.slug == slug).options(*WHOLE)).first()


def name_of(connection: Connection, kind: Kind, slug: str) -> str | None:
    """The name of the listing of that address, and nothing else of it."""
    return connection.scalar(select(Listing.name).where(Listing.kind == kind, Listing.slug == slug))


def by_id(session: Session, listing_id: str) -> Listing | None:
    """The listing of that short name."""
    return session.get(Listing, listing_id)


def at_venue(session: Session, venue_id: str) -> list[Listing]:
    """Everything that runs at a venue, by name."""
    return list(session.scalars(_active().where(Listing.venue_id == venue_id).order_by(Listing.name)))


def moved_to(session: Session, venue_id: str) -> list[Listing]:
    """Everything usually held elsewhere that moves to a venue on some date, by name."""
    elsewhere = Listing.venue_id.is_(None) | (Listing.venue_id != venue_id)
    moved = _active().where(elsewhere, Listing.one_offs.any(venue_id=venue_id))
    return list(session.scalars(moved.order_by(Listing.name, Listing.id)))


def running(session: Session, area_id: str, kind: Kind | None, *, count: int, skip: int, now: int) -> list[Listing]:
    """What runs in an area, of one kind or of all: soonest first, then by name what has no date in the diary."""
    soonest = (
        select(DiaryEntry.listing_id, func.min(DiaryEntry.starts_at).label("at"))
        .where(DiaryEntry.listed_until > now, DiaryEntry.is_on)
        .group_by(DiaryEntry.listing_id)
        .subquery()
    )
    statement = (
        _active()
        .outerjoin(soonest, soonest.c.listing_id == Listing.id)
        .outerjoin(Venue, Venue.id == Listing.venue_id)
        .where((Venue.area_id == area_id) | (Listing.venue_id.is_(None) if kind else false()))
        .order_by(soonest.c.at.is_(None), soonest.c.at, Listing.name, Listing.id)
    )
    if kind:
        statement = statement.where(Listing.kind == kind)
    return list(session.scalars(statement.limit(count).offset(skip)))


def how_many(session: Session) -> int:
    """The number of listings that have not ended."""
    return session.scalar(select(func.count()).select_from(Listing).where(Listing.status != Status.ENDED)) or 0


def addresses(session: Session, *, count: int, skip: int) -> list[tuple[Kind, str]]:
    """Kind and slug of listings that have not ended, for the site map, in an order that stays."""
    told = select(Listing.kind, Listing.slug).where(Listing.status != Status.ENDED).order_by(Listing.id)
    return [(kind, slug) for kind, slug in session.execute(told.limit(count).offset(skip))]


def open_reports(session: Session) -> list[tuple[Report, Listing]]:
    """Reports that nobody has settled, oldest first, with their listings."""
    waiting = select(Report, Listing).join(Listing, Listing.id == Report.listing_id).where(Report.settled_on.is_(None))
    return [(made, listing) for made, listing in session.execute(waiting.order_by(Report.made_on, Report.id))]


def _active() -> Select[Listing]:
    return select(Listing).where(Listing.status != Status.ENDED).options(*WHOLE)
