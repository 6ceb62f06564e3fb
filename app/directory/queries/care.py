"""Which listings and venues are in whose care, and what was done to them."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from app.directory.models import Listing, OneOff, Report, Representative, Revision
from app.directory.queries.pages import WHOLE
from app.directory.rules.editing.changes import corrected
from app.directory.rules.status import Status
from app.kernel.access import Actor, Relation, Seat
from app.kernel.roles import Role
from app.people.models.organisation import OrganisationArea
from app.places.models import Venue

BY_AREA = frozenset({Role.COORDINATOR, Role.LINK_WORKER})
"""Roles that look after every listing of the areas that their organisation serves."""
BY_GROUP = frozenset({Role.GROUP_REPRESENTATIVE})
"""Roles that look after the listings of their own groups."""

AT_ITS_VENUE = Venue.id == Listing.venue_id

Relations = Callable[[Seat], set[Relation]]


def listing(session: Session, listing_id: str, *, to_change: bool = False) -> Listing | None:
    """The listing of that short name; `to_change` keeps others from changing it until the transaction ends."""
    if to_change:
        session.execute(select(Listing.id).where(Listing.id == listing_id).with_for_update())
    return session.scalars(select(Listing).where(Listing.id == listing_id).options(*WHOLE)).first()


def venue(session: Session, venue_id: str, *, to_change: bool = False) -> Venue | None:
    """The venue of that short name; `to_change` as for `listing`."""
    if to_change:
        session.execute(select(Venue.id).where(Venue.id == venue_id).with_for_update())
    return session.scalars(select(Venue).where(Venue.id == venue_id).options(joinedload(Venue.area))).first()


def reported(session: Session, report_id: str) -> str:
    """The short name of the listing that a report is on; empty when there is no such report."""
    return session.scalar(select(Report.listing_id).where(Report.id == report_id)) or ""


def waiting_on(session: Session, listing_id: str) -> list[Report]:
    """The reports on a listing that nobody has settled, oldest first."""
    waiting = select(Report).where(Report.listing_id == listing_id, Report.settled_on.is_(None))
    return list(session.scalars(waiting.order_by(Report.made_on, Report.id)))


def revisions(session: Session, thing: Listing | Venue) -> list[Revision]:
    """All that was done to a listing or a venue, oldest first."""
    whose = Revision.listing_id if isinstance(thing, Listing) else Revision.venue_id
    return list(session.scalars(select(Revision).where(whose == thing.id).order_by(Revision.made_at, Revision.id)))


def corrected_fields(session: Session, source_id: str) -> dict[str, frozenset[str]]:
    """By id of each listing and venue of a source, the fields that a person has corrected and nobody has undone."""
    of_source = or_(Listing.source_id == source_id, Venue.source_id == source_id)
    made = select(Revision).outerjoin(Listing, Listing.id == Revision.listing_id)
    made = made.outerjoin(Venue, Venue.id == Revision.venue_id).where(of_source)
    by_thing: defaultdict[str, list[Revision]] = defaultdict(list)
    for each in session.scalars(made.order_by(Revision.made_at, Revision.id)):
        by_thing[each.listing_id or each.venue_id or ""].append(each)
    return {thing: corrected(acts) for thing, acts in by_thing.items()}


def listing_relations(session: Session, listing_id: str) -> Relations:
    """How a seat stands to the listing of that short name. The same is asked of one that does not exist, so that the
    time of an answer does not tell which it is.

    AREA: the seat's organisation serves the area of its venue; where it has none, it is the listing's own organisation
    or serves an area in common with it. GROUP: whoever holds the seat represents the listing.
    """

    def relations(seat: Seat) -> set[Relation]:
        here = select(Listing.id).outerjoin(Venue, AT_ITS_VENUE).where(Listing.id == listing_id)
        related = set()
        if seat.organisation_id and session.scalar(here.where(_in_area([seat.organisation_id]))):
            related.add(Relation.AREA)
        if session.get(Representative, (seat.holding_id, listing_id)):
            related.add(Relation.GROUP)
        return related

    return relations


def venue_relations(session: Session, venue_id: str) -> Relations:
    """How a seat stands to the venue of that short name; the same is asked of one that does not exist. AREA: the seat's
    organisation serves its area. GROUP: every listing there, and there is one, is represented by whoever holds the
    seat."""

    def relations(seat: Seat) -> set[Relation]:
        related = set()
        served = select(OrganisationArea.area_id).where(OrganisationArea.organisation_id == seat.organisation_id)
        if session.scalar(select(Venue.id).where(Venue.id == venue_id, Venue.area_id.in_(served))):
            related.add(Relation.AREA)
        own = Listing.id.in_(select(Representative.listing_id).where(Representative.holding_id == seat.holding_id))
        if set(session.scalars(select(own).where(_held_at(venue_id)).distinct())) == {True}:
            related.add(Relation.GROUP)
        return related

    return relations


def listings_at(session: Session, venue_id: str) -> list[Listing]:
    """Every listing that has not ended and is held, or on some date moved, there; by name."""
    there = select(Listing).where(_held_at(venue_id))
    return list(session.scalars(there.options(*WHOLE).order_by(Listing.name, Listing.id)))


def in_care(session: Session, actor: Actor, *, name: str = "", count: int = 0, skip: int = 0) -> list[Listing]:
    """The listings that this person looks after, those that need confirming first, then by name; ended ones last.
    `name` narrows to names that hold these words; `count` 0 gives all of them."""
    wanted = select(Listing).outerjoin(Venue, AT_ITS_VENUE).where(_cared_for(actor)).options(*WHOLE)
    for word in name.split():
        wanted = wanted.where(Listing.name.icontains(word, autoescape=True))
    wanted = wanted.order_by(
        Listing.status == Status.ENDED,
        Listing.confirmed_on.is_not(None),
        Listing.confirmed_on,
        Listing.name,
        Listing.id,
    )
    return list(session.scalars(wanted.limit(count).offset(skip) if count else wanted))


def reports_in_care(session: Session, actor: Actor, count: int = 200) -> list[tuple[Report, Listing]]:
    """Reports on those listings that nobody has settled, oldest first."""
    waiting = select(Report, Listing).join(Listing, Listing.id == Report.listing_id).outerjoin(Venue, AT_ITS_VENUE)
    waiting = waiting.where(_cared_for(actor), Report.settled_on.is_(None)).order_by(Report.made_on, Report.id)
    return [(made, about) for made, about in session.execute(waiting.limit(count))]


def venues_in_care(session: Session, actor: Actor) -> list[Venue]:
    """The venues of the areas that a person looks after, by name."""
    organisations = [seat.organisation_id for seat in actor.seats if seat.role in BY_AREA and seat.organisation_id]
    served = select(OrganisationArea.area_id).where(OrganisationArea.organisation_id.in_(organisations))
    return list(session.scalars(select(Venue).where(Venue.area_id.in_(served)).order_by(Venue.name, Venue.id)))


def venues_in_area(session: Session, found: Listing) -> list[Venue]:
    """The known venues of the area where a listing is held, by name; only those whose address may be shown."""
    if found.venue is None or found.venue.area_id is None:
        return []
    known = select(Venue).where(Venue.area_id == found.venue.area_id, ~Venue.address_withheld)
    return list(session.scalars(known.order_by(Venue.name, Venue.id)))


def _cared_for(actor: Actor) -> ColumnElement[bool]:
    """Is a listing, joined to its venue, in this person's care?"""
    organisations = [seat.organisation_id for seat in actor.seats if seat.role in BY_AREA and seat.organisation_id]
    holdings = [seat.holding_id for seat in actor.seats if seat.role in BY_GROUP]
    own = select(Representative.listing_id).where(Representative.holding_id.in_(holdings))
    return or_(_in_area(organisations), Listing.id.in_(own))


def _in_area(organisations: Sequence[str]) -> ColumnElement[bool]:
    """Is a listing, joined to its venue, in an area that one of these organisations serves?"""
    serving, kin = OrganisationArea, aliased(OrganisationArea)
    served = select(serving.area_id).where(serving.organisation_id.in_(organisations))
    near = select(kin.organisation_id).where(kin.area_id.in_(served))
    by_organisation = or_(Listing.organisation_id.in_(organisations), Listing.organisation_id.in_(near))
    return or_(Venue.area_id.in_(served), and_(Venue.area_id.is_(None), by_organisation))


def _held_at(venue_id: str) -> ColumnElement[bool]:
    """Is a listing, which has not ended, held there, or on some date moved there?"""
    moved = exists().where(OneOff.listing_id == Listing.id, OneOff.venue_id == venue_id)
    return and_((Listing.venue_id == venue_id) | moved, Listing.status != Status.ENDED)
