"""Who is never to meet whom, and to whom no offers go for now."""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.concerns.models import Barred, Block, Concern, ConcernPerson, Exclusion, HoldLifted
from app.concerns.queries.stops import stopped
from app.concerns.rules.concern import Part
from app.concerns.rules.reports import Report, rests

WOULD_END: list[Callable[[Session, str, tuple[str, str], datetime], list[str]]] = []
"""What two people have together in an organisation that would end if its staff kept them apart, each in a sentence.
Features above know; the factory fills it."""


def would_end(session: Session, organisation_id: str, pair: tuple[str, str], now: datetime) -> list[str]:
    """What staff read and are asked about before they keep these two apart."""
    return [said for known in WOULD_END for said in known(session, organisation_id, pair, now)]


def blocked_pairs(session: Session, person_ids: Collection[str]) -> set[frozenset[str]]:
    """The pairs among these people who are never to meet: one of the two said so, or staff know why."""
    ids = set(person_ids)
    blocks = select(Block.by_id, Block.against_id).where(Block.by_id.in_(ids), Block.against_id.in_(ids))
    kept = select(Exclusion.first_id, Exclusion.second_id).where(Exclusion.ended_at.is_(None))
    kept = kept.where(Exclusion.first_id.in_(ids), Exclusion.second_id.in_(ids))
    return {frozenset(pair) for pair in (*session.execute(blocks), *session.execute(kept))}


def barred(session: Session, person_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """By person, the buildings that they are not to enter. Raises `CannotOpen` while a key is not at hand."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in session.scalars(select(Barred).where(Barred.person_id.in_(person_ids), Barred.ended_at.is_(None))):
        found[each.person_id].add(each.venue)
    return {person_id: frozenset(venues) for person_id, venues in found.items()}


def held_back(session: Session, person_ids: Collection[str], now: datetime) -> set[str]:
    """Those of these people for whom nothing is to be asked or offered until a lead has looked: two others told us of
    them, or a lead stopped what is theirs."""
    return resting(session, person_ids, now) | stopped(session, person_ids)


def resting(session: Session, person_ids: Collection[str], now: datetime) -> set[str]:
    """Those of these people of whom two others told us, and no lead has looked since."""
    told = select(ConcernPerson.person_id, Concern.id, Concern.made_at, Concern.teller_index)
    told = told.join(Concern, Concern.id == ConcernPerson.concern_id).where(ConcernPerson.person_id.in_(person_ids))
    told = told.where(ConcernPerson.part == Part.ABOUT, ConcernPerson.ended_at.is_(None), Concern.made_at <= now)
    reports: dict[str, list[Report]] = defaultdict(list)
    for person_id, concern_id, made_at, teller in session.execute(told):
        reports[person_id].append(Report(made_at, teller or concern_id))
    latest = func.max(HoldLifted.lifted_at, type_=HoldLifted.lifted_at.type)
    lifted = select(HoldLifted.person_id, latest).group_by(HoldLifted.person_id)
    wanted = lifted.where(HoldLifted.person_id.in_(reports))
    since = {person_id: moment for person_id, moment in session.execute(wanted)}
    return {person_id for person_id, every in reports.items() if rests(every, since.get(person_id))}


def blocks_of(session: Session, person_id: str) -> list[Block]:
    """Whom somebody never wants to meet, the latest first."""
    mine = select(Block).where(Block.by_id == person_id)
    return list(session.scalars(mine.order_by(Block.made_at.desc(), Block.id)))


def exclusions(session: Session, organisation_id: str) -> list[Exclusion]:
    """Pairs that staff of an organisation keep apart."""
    kept = select(Exclusion).where(Exclusion.organisation_id == organisation_id, Exclusion.ended_at.is_(None))
    return list(session.scalars(kept.order_by(Exclusion.made_at.desc(), Exclusion.id)))


def bars(session: Session, organisation_id: str) -> list[Barred]:
    """Who is not to enter which building, as staff of an organisation said."""
    kept = select(Barred).where(Barred.organisation_id == organisation_id, Barred.ended_at.is_(None))
    return list(session.scalars(kept.order_by(Barred.made_at.desc(), Barred.id)))
