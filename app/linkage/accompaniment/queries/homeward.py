"""Champions who are looked out for until they are home, though the request has ended."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload

from app.directory.models import Listing
from app.kernel.access import Relation, Relations, Seat
from app.kernel.roles import GO_ALONG, Role
from app.linkage.accompaniment.models import HomeWatch


def watch(session: Session, watch_id: str) -> HomeWatch | None:
    """One of them."""
    return session.scalars(_whole().where(HomeWatch.id == watch_id)).first()


def open_watches(session: Session) -> list[HomeWatch]:
    """Those who are not home, as far as we know."""
    return list(session.scalars(_whole().where(HomeWatch.home_at.is_(None)).order_by(HomeWatch.id)))


def told_lately(session: Session, since: datetime) -> list[HomeWatch]:
    """Those about whom somebody may still have to be told something."""
    return list(session.scalars(_whole().where(_is_open(), HomeWatch.ends_at > since).order_by(HomeWatch.id)))


def of_organisation(session: Session, organisation_id: str) -> list[HomeWatch]:
    """Those of an organisation, longest out first."""
    mine = _whole().where(HomeWatch.organisation_id == organisation_id, _is_open()).order_by(HomeWatch.meet_at)
    return [each for each in session.scalars(mine) if each.is_open]


def of_champion(session: Session, person_id: str) -> list[HomeWatch]:
    """Where somebody has not said yet that they are home."""
    mine = _whole().where(HomeWatch.champion_id == person_id, HomeWatch.home_at.is_(None))
    return list(session.scalars(mine.order_by(HomeWatch.meet_at.desc())))


def relations_to(found: HomeWatch | None, person_id: str) -> Relations:
    """How a seat of a person stands to it: of whoever we look out for it is their own, be they a champion or staff of
    that organisation."""

    def relations(seat: Seat) -> set[Relation]:
        if found is None or found.champion_id != person_id:
            return set()
        is_staff = seat.role in GO_ALONG and seat.organisation_id == found.organisation_id
        return {Relation.OWN} if is_staff or seat.role is Role.CHAMPION else set()

    return relations


def _is_open() -> ColumnElement[bool]:
    return or_(HomeWatch.home_at.is_(None), HomeWatch.quiet_at.is_not(None))


def _whole() -> Select[HomeWatch]:
    place = joinedload(HomeWatch.listing).joinedload(Listing.venue)
    whole = (place, joinedload(HomeWatch.champion), joinedload(HomeWatch.organisation))
    return select(HomeWatch).options(*whole).execution_options(populate_existing=True)
