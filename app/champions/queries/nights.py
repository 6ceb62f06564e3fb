"""Who may be asked at night, by their own choice."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.models import Champion
from app.people.models import Holding

QUESTION = "offer_made"
"""The kind of message that says that somebody is asked."""


def asked_at_night(session: Session, organisation_id: str) -> frozenset[str]:
    """The champions of an organisation for whom quiet hours do not stop the clock."""
    mine = select(Holding.person_id).join(Champion, Champion.holding_id == Holding.id)
    mine = mine.where(Holding.organisation_id == organisation_id, Champion.any_hour, Holding.ended_at.is_(None))
    return frozenset(session.scalars(mine))


def comes_at_any_hour(session: Session, person_id: str, kind: str) -> bool:
    """Is this message a question, to somebody who is glad of it at night? For `departing.ANY_HOUR`."""
    if kind != QUESTION:
        return False
    mine = select(Champion.id).join(Holding, Holding.id == Champion.holding_id)
    mine = mine.where(Holding.person_id == person_id, Champion.any_hour, Holding.ended_at.is_(None))
    return session.scalars(mine.limit(1)).first() is not None
