"""Whose offers and plans a lead stopped. Where that matters it is asked here, and nowhere else."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, joinedload

from app.concerns.models import Concern, ConcernPerson, Stop
from app.concerns.queries.concerns import TELLER_SORT
from app.concerns.rules.concern import Part
from app.seal import ring

STANDS = Stop.ended_at.is_(None)


def stopped(session: Session, person_ids: Collection[str]) -> set[str]:
    """Those of these people whose offers and plans a lead has stopped."""
    return set(session.scalars(select(Stop.person_id).where(STANDS, Stop.person_id.in_(person_ids))))


def stops_of(session: Session, concern: Concern) -> dict[str, Stop]:
    """What a concern stops now, by person."""
    mine = select(Stop).where(STANDS, Stop.concern_id == concern.id)
    return {each.person_id: each for each in session.scalars(mine)}


def told_of(session: Session, person_ids: Collection[str]) -> set[frozenset[str]]:
    """The pairs among these people of whom the one told us of the other, and a lead stopped that one: they are not
    brought together again, also when the other goes on, unless a lead takes back that it is about them."""
    ids = set(person_ids)
    marked = exists().where(
        ConcernPerson.concern_id == Stop.concern_id, ConcernPerson.person_id == Stop.person_id,
        ConcernPerson.part != Part.AT_RISK, ConcernPerson.ended_at.is_(None),
    )  # fmt: skip
    told = select(Stop.person_id, Concern.teller_index).join(Concern, Concern.id == Stop.concern_id)
    told = told.where(Stop.person_id.in_(ids), Concern.teller_index.is_not(None), marked).distinct()
    found = [(about, teller) for about, teller in session.execute(told)]
    tellers = {mark: each for each in ids for mark in ring().indexes(each, TELLER_SORT)} if found else {}
    return {frozenset((about, tellers[teller])) for about, teller in found if teller in tellers}


def behind(session: Session, person_ids: Collection[str], since: datetime | None) -> Sequence[Stop]:
    """What stopped one of these people and stands, or stood at or after a moment (None: ever); the latest first."""
    theirs = select(Stop).where(Stop.person_id.in_(person_ids))
    theirs = theirs if since is None else theirs.where(or_(STANDS, Stop.ended_at >= since))
    return session.scalars(theirs.order_by(Stop.set_at.desc(), Stop.id)).all()


def concerns_behind(session: Session, stops: Collection[Stop]) -> list[Concern]:
    """The concerns of some stops, each once."""
    ids = {each.concern_id for each in stops}
    whole = joinedload(Concern.organisation)
    return list(session.scalars(select(Concern).where(Concern.id.in_(ids)).options(whole).order_by(Concern.id)))
