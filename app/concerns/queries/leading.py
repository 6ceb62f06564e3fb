"""What a safeguarding lead has in hand, and what nobody could read without them."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.models import Concern
from app.concerns.queries.concerns import BOTH


def in_hand(session: Session, organisation_id: str, person_id: str) -> list[Concern]:
    """The open concerns of an organisation that somebody sees to."""
    theirs = _open(session, organisation_id)
    return [each for each in theirs if each.taken_up_by == person_id]


def unread_without(session: Session, organisation_id: str, person_id: str, others: Collection[str]) -> bool:
    """Is any open concern one that this lead may read, and none of the others?"""

    def apart(concern: Concern) -> set[str]:
        return {mark.person_id for mark in concern.marks}

    theirs = [each for each in _open(session, organisation_id) if person_id not in apart(each)]
    return any(set(others) <= apart(each) for each in theirs)


def _open(session: Session, organisation_id: str) -> list[Concern]:
    here = select(Concern).where(Concern.organisation_id == organisation_id, Concern.closed_at.is_(None))
    return list(session.scalars(here.options(*BOTH).order_by(Concern.made_at, Concern.id)))
