"""How long people of an organisation waited until somebody was there, from what is kept anyhow: nothing is stored."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from app.directory.models import Trait
from app.directory.rules.describing import ROUTE
from app.directory.rules.vocabulary import routes
from app.kernel.speech import _
from app.linkage.matching.models import Walk
from app.linkage.matching.queries.offers import UNDONE
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.queries.tallies import COUNTS
from app.linkage.referral.rules.states import State
from app.linkage.standing.rules.fairness import UNSAID, Waited, groups_of
from app.places.models import Area

YEAR, WEEK = timedelta(days=365), timedelta(days=7)
OTHERWISE = (State.WITHDRAWN, State.SIGNPOSTED, State.CLOSED)
"""Who took it back or found another door before somebody was there did not wait for us."""


def waited(session: Session, organisation_id: str, now: datetime) -> list[Waited]:
    """Every request of the last year that came a week ago or earlier. With whom a member of staff went has waited for a
    champion as long as there is none. Raises `CannotOpen` while a key is not at hand."""
    mine = select(Linkage, Area.name).outerjoin(Area, Area.id == Linkage.area_id)
    mine = mine.where(Linkage.organisation_id == organisation_id, COUNTS)
    mine = mine.where(Linkage.asked_at.between(now - YEAR, now - WEEK)).order_by(Linkage.id)
    found = session.execute(mine).all()
    there = _there(session, [each.id for each, _area in found])
    with_staff = set(session.scalars(select(Walk.linkage_id).where(Walk.as_staff, Walk.ending != UNDONE)))
    ways = _ways(session, {each.listing_id for each, _area in found if each.listing_id})
    return [
        Waited(groups_of(each.wishes, ways.get(each.listing_id or "", _wished(each)), area or UNSAID), hours)
        for each, area in found
        if (hours := _hours(each, there.get(each.id))) is not None
        or each.state not in OTHERWISE
        or each.id in with_staff
    ]


def _there(session: Session, ids: Collection[str]) -> dict[str, datetime]:
    """By request, when a champion's yes first stood."""
    first = func.min(Happening.at, type_=Happening.at.type)
    until = or_(Walk.ended_at.is_(None), Walk.ended_at > Happening.at)
    by_staff = exists().where(Walk.linkage_id == Happening.linkage_id, Walk.as_staff, Walk.since <= Happening.at, until)
    stood = select(Happening.linkage_id, first).where(Happening.linkage_id.in_(ids), ~by_staff)
    return dict(
        session.execute(stood.where(Happening.went_to == State.CONTACTING).group_by(Happening.linkage_id)).all()
    )


def _hours(linkage: Linkage, there: datetime | None) -> float | None:
    return (there - linkage.asked_at).total_seconds() / 3600 if there else None


def _ways(session: Session, listings: Collection[str]) -> dict[str, str]:
    """By listing its way, where it has one."""
    found: dict[str, list[str]] = {}
    traits = select(Trait.listing_id, Trait.code).where(Trait.sort == ROUTE, Trait.listing_id.in_(listings))
    for listing_id, code in session.execute(traits):
        found.setdefault(listing_id, []).append(code)
    return {listing_id: _named(codes) for listing_id, codes in found.items()}


def _wished(linkage: Linkage) -> str:
    return UNSAID if linkage.listing_id else _named(list(linkage.wishes.routes))


def _named(codes: list[str]) -> str:
    known = routes()
    return _(known[codes[0]].short) if len(codes) == 1 and codes[0] in known else UNSAID
