"""Organisations, their areas, the groups in these, and invitations that nobody has taken up yet."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.directory.models import Listing
from app.directory.rules.status import Status
from app.kernel.access import Actor, Seat
from app.kernel.roles import Role
from app.kernel.speech import _
from app.people.models import Holding, Invitation, Organisation, OrganisationArea, WayBack
from app.people.queries.labels import labels
from app.people.rules.roles import sees
from app.places.models import Area, Venue


def by_slug(session: Session, slug: str) -> Organisation | None:
    """An organisation by the name in its address."""
    wanted = select(Organisation).where(Organisation.slug == slug).options(selectinload(Organisation.areas))
    return session.scalars(wanted).first()


def visible_to(session: Session, actor: Actor) -> list[Organisation]:
    """Those that somebody holds a role in; for a technical admin all that serve an area."""
    mine = {seat.organisation_id for seat in actor.seats if seat.organisation_id}
    wanted = select(Organisation).order_by(Organisation.name)
    if Role.TECHNICAL_ADMIN in actor.roles:
        return list(session.scalars(wanted.where(Organisation.areas.any() | Organisation.id.in_(mine))))
    return list(session.scalars(wanted.where(Organisation.id.in_(mine))))


def areas_of(session: Session, organisation_id: str) -> list[Area]:
    """The areas that it serves."""
    served = select(Area).join(OrganisationArea, OrganisationArea.area_id == Area.id)
    return list(session.scalars(served.where(OrganisationArea.organisation_id == organisation_id).order_by(Area.name)))


def all_areas(session: Session) -> list[Area]:
    """Every area that there is something in."""
    return list(session.scalars(select(Area).order_by(Area.name)))


def groups_in_areas_of(session: Session, organisation_id: str) -> list[tuple[str, str]]:
    """Listings in the areas of an organisation, by name, as (id, words)."""
    served = select(OrganisationArea.area_id).where(OrganisationArea.organisation_id == organisation_id)
    found = session.execute(
        select(Listing.id, Listing.name, Venue.town)
        .outerjoin(Venue, Venue.id == Listing.venue_id)
        .where(Listing.status != Status.ENDED)
        .where(Venue.area_id.in_(served) | (Listing.organisation_id == organisation_id))
        .order_by(Listing.name)
    )
    return [(listing_id, f"{name}, {town}" if town else name) for listing_id, name, town in found]


def open_invitations(session: Session, organisation_id: str, present: datetime) -> list[Invitation]:
    """Invitations that can still be taken up, the newest first."""
    waiting = select(Invitation).where(
        Invitation.organisation_id == organisation_id,
        Invitation.spent_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.ends_at > present,
    )
    return list(session.scalars(waiting.order_by(Invitation.made_at.desc())))


def called(session: Session, organisation_id: str, seat: Seat, rows: Iterable[Holding | WayBack]) -> dict[str, str]:
    """What each person of these rows is called for this seat, so that no two look the same."""
    names = {each.person.id: each.person.name or _("No name given") for each in rows}
    return labels(session, organisation_id, names, [role for role in Role if sees(seat, role)])
