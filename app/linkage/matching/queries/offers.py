"""Finding offers, rounds and walks, and how much a champion carries already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from app.champions.models import Champion
from app.kernel.access import Relation, Relations, Seat
from app.kernel.roles import GO_ALONG, Role
from app.linkage.matching.models import Answer, Offer, Round, Walk
from app.linkage.referral.models import Linkage
from app.people.models import Holding, Person

WEEK = timedelta(days=7)
TOLD_FOR = timedelta(days=14)
"""So long an answered offer stays on its champion's page."""

ANOTHER = "another_person"
"""The ending of a walk whose newcomer wished for another person."""

UNDONE = "undone"
"""The ending of a walk that was taken back within five minutes: it counts for nothing."""

CANNOT = "champion_cannot"
"""The ending of a walk with which its champion cannot go on. It is the same whether they know the newcomer or not."""

NOT_AGAIN = (UNDONE, ANOTHER, CANNOT)
"""Endings after which the two are not offered each other once more."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a champion carries: questions open to them, people they walk with, and how many of those began this week."""

    open_offers: int = 0
    active: int = 0
    new: int = 0


def offer(session: Session, offer_id: str) -> Offer | None:
    """An offer, with its request."""
    linkage = joinedload(Offer.linkage)
    whole = (linkage.joinedload(Linkage.organisation), linkage.joinedload(Linkage.person), joinedload(Offer.round))
    return session.scalars(select(Offer).where(Offer.id == offer_id).options(*whole)).first()


def open_round(session: Session, linkage_id: str) -> Round | None:
    """The round of a request that is open."""
    mine = select(Round).where(Round.linkage_id == linkage_id, Round.closed_at.is_(None))
    return session.scalars(mine.options(selectinload(Round.offers)).execution_options(populate_existing=True)).first()


def rounds(session: Session, linkage_id: str) -> list[Round]:
    """Every round of a request, latest first, with the champions who were asked."""
    mine = select(Round).where(Round.linkage_id == linkage_id).order_by(Round.number.desc())
    return list(session.scalars(mine.options(selectinload(Round.offers).joinedload(Offer.champion))))


def open_walk(session: Session, linkage_id: str) -> Walk | None:
    """Who walks with somebody now."""
    mine = select(Walk).where(Walk.linkage_id == linkage_id, Walk.ended_at.is_(None))
    return session.scalars(mine.options(joinedload(Walk.champion))).first()


def walks_of(session: Session, champion_id: str) -> list[Walk]:
    """Whom somebody walks with now, longest first."""
    mine = select(Walk).where(Walk.champion_id == champion_id, Walk.ended_at.is_(None)).order_by(Walk.since)
    return list(session.scalars(mine.options(joinedload(Walk.linkage).joinedload(Linkage.person))))


def offers_to(session: Session, champion_id: str, now: datetime) -> list[Offer]:
    """What somebody is asked now, and what they said yes to just now."""
    waits = Offer.answered_at.is_(None) | ((Offer.answered_at > now - TOLD_FOR) & (Offer.answer.is_not(None)))
    mine = select(Offer).where(Offer.champion_id == champion_id, waits).order_by(Offer.made_at.desc())
    return list(session.scalars(mine.options(joinedload(Offer.round), joinedload(Offer.linkage))))


def open_questions(session: Session, champion_id: str) -> int:
    """How many questions wait for somebody's answer."""
    mine = select(func.count()).select_from(Offer)
    return session.scalars(mine.where(Offer.champion_id == champion_id, Offer.answered_at.is_(None))).one()


def load(session: Session, champion_id: str, now: datetime) -> Load:
    """What a champion carries at this moment."""
    return loads(session, [champion_id], now).get(champion_id, Load())


def loads(session: Session, champion_ids: Sequence[str], now: datetime) -> dict[str, Load]:
    """What each of them carries as a champion, and the question that is open to them in whatever role; who carries
    nothing may be missing."""
    of_offers, of_walks = Offer.champion_id.in_(champion_ids), Walk.champion_id.in_(champion_ids) & ~Walk.as_staff
    asked = _counts(session, Offer.champion_id, of_offers, Offer.answered_at.is_(None))
    active = _counts(session, Walk.champion_id, of_walks, Walk.ended_at.is_(None))
    new = _counts(session, Walk.champion_id, of_walks, Walk.since > now - WEEK, Walk.ending != UNDONE)
    return {one: Load(asked.get(one, 0), active.get(one, 0), new.get(one, 0)) for one in {*asked, *active, *new}}


def how_many(session: Session, champion_id: str, answer: Answer, since: datetime) -> int:
    """How often somebody answered so after a moment, as a champion."""
    mine = (Offer.champion_id == champion_id, Offer.answer == answer, Offer.answered_at > since, ~Offer.as_staff)
    return session.scalars(select(func.count()).select_from(Offer).where(*mine)).one()


def profile(session: Session, offer: Offer) -> Champion | None:
    """Who was asked, as champion of the organisation whose request it is; None for a member of staff."""
    if offer.as_staff:
        return None
    here = (Holding.person_id == offer.champion_id, Holding.organisation_id == offer.linkage.organisation_id)
    live = (Holding.role == Role.CHAMPION, Holding.ended_at.is_(None))
    return session.scalars(select(Champion).join(Champion.holding).where(*here, *live)).first()


def asked_before(session: Session, linkage_id: str) -> dict[str, str]:
    """Champions who were asked about a request and are not asked again, each with what became of it."""
    settled = Offer.answer.in_((Answer.DECLINED, Answer.EXPIRED, Answer.UNDONE))
    found = select(Offer.champion_id, Offer.answer).where(Offer.linkage_id == linkage_id, settled)
    return {champion: answer.value for champion, answer in session.execute(found) if answer is not None}


def walked_before(session: Session, linkage_id: str) -> dict[str, datetime]:
    """Champions whose walk with somebody is over, each with when it ended; what was undone at once never was."""
    mine = (Walk.linkage_id == linkage_id, Walk.ended_at.is_not(None), Walk.ending != UNDONE)
    found = session.execute(select(Walk.champion_id, Walk.ended_at).where(*mine))
    return {champion: ended for champion, ended in found if ended is not None}


def together_before(session: Session, people: Collection[str]) -> dict[str, frozenset[str]]:
    """By newcomer, the champions who went with them, in this request or an earlier one; where either of the two
    wished for an end, they are not. Nor are staff."""
    mine = select(Linkage.person_id, Walk.champion_id).join(Linkage, Linkage.id == Walk.linkage_id)
    mine = mine.where(Linkage.person_id.in_(people), Walk.ended_at.is_not(None), Walk.ending.not_in(NOT_AGAIN))
    mine = mine.where(~Walk.as_staff)
    found: dict[str, set[str]] = {}
    for newcomer, champion in session.execute(mine.distinct()):
        found.setdefault(newcomer, set()).add(champion)
    return {newcomer: frozenset(champions) for newcomer, champions in found.items()}


def latest_champion(session: Session, linkage: Linkage) -> Person | None:
    """Which champion went with them last, of those."""
    mine = select(Person).join(Walk, Walk.champion_id == Person.id).join(Linkage, Linkage.id == Walk.linkage_id)
    ended = (Walk.ended_at.is_not(None), Walk.ending.not_in(NOT_AGAIN), ~Walk.as_staff)
    mine = mine.where(Linkage.person_id == linkage.person_id, *ended)
    here = mine.where(Linkage.organisation_id == linkage.organisation_id)
    return session.scalars(here.order_by(Walk.ended_at.desc(), Walk.id).limit(1)).first()


def champions_of(session: Session, organisation_id: str) -> list[Person]:
    """Everybody who is a champion of an organisation now."""
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    mine = select(Person).join(Holding, Holding.person_id == Person.id)
    mine = mine.where(Holding.organisation_id == organisation_id, Holding.role == Role.CHAMPION, *live)
    return list(session.scalars(mine.order_by(Person.id)).unique())


def is_asked(found: Offer | None, person_id: str) -> Relations:
    """The relation of whoever was asked."""

    def relations(seat: Seat) -> set[Relation]:
        mine = found is not None and found.champion_id == person_id and _in_seat(found, found.linkage, seat)
        return {Relation.OWN} if mine else set()

    return relations


def is_theirs(walk: Walk, person_id: str, seat: Seat) -> bool:
    """Is it this person who goes, and in this seat: as a champion, or as staff of the organisation?"""
    return walk.champion_id == person_id and _in_seat(walk, walk.linkage, seat)


def _in_seat(found: Offer | Walk, linkage: Linkage, seat: Seat) -> bool:
    if not found.as_staff:
        return seat.role is Role.CHAMPION
    return seat.role in GO_ALONG and seat.organisation_id == linkage.organisation_id


def _counts(session: Session, whose: InstrumentedAttribute[str], *those: ColumnElement[bool]) -> dict[str, int]:
    found = session.execute(select(whose, func.count()).where(*those).group_by(whose))
    return {champion: count for champion, count in found}
