"""Meetings that a champion may say they know."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.champions.models import Champion
from app.champions.rules.words import parted
from app.directory.models import Listing
from app.directory.rules.describing import place
from app.directory.rules.status import Status
from app.directory.rules.timetable import Kind
from app.people.models import OrganisationArea
from app.places.models import Venue

KINDS = (Kind.MEETING, Kind.CAFE, Kind.EVENT)


def known(session: Session, champion: Champion) -> list[tuple[str, str]]:
    """What they said, as id and words, by name."""
    mine = select(Listing).where(Listing.id.in_(parted(champion.meets))).options(joinedload(Listing.venue))
    return _named(list(session.scalars(mine.order_by(Listing.name, Listing.id)).unique()))


def others(session: Session, champion: Champion) -> list[tuple[str, str]]:
    """What else there is in the areas that their organisation serves, the same way."""
    areas = select(OrganisationArea.area_id).where(OrganisationArea.organisation_id == champion.holding.organisation_id)
    there = select(Listing).join(Venue, Venue.id == Listing.venue_id).where(Venue.area_id.in_(areas))
    there = there.where(Listing.status != Status.ENDED, Listing.kind.in_(KINDS))
    there = there.where(Listing.id.not_in(parted(champion.meets))).options(joinedload(Listing.venue))
    return _named(list(session.scalars(there.order_by(Listing.name, Listing.id)).unique()))


def _named(found: list[Listing]) -> list[tuple[str, str]]:
    return [(each.id, f"{each.name}, {place(each)}") for each in found]
