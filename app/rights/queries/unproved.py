"""Requests for company that nobody showed to be theirs and nobody took up: they go in time, with whoever was made for
them."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.rules.states import State
from app.people.models import Person

KEPT = timedelta(days=14)


def to_forget(session: Session, present: datetime) -> list[Person]:
    """Whoever was made for such a request longer ago than that, and has nothing else here."""
    other = aliased(Linkage)
    more = exists().where(other.person_id == Person.id, other.id != Linkage.id)
    forgotten = select(Person).join(Linkage, Linkage.person_id == Person.id).where(
        Linkage.entry == Entry.SELF, Linkage.proved_at.is_(None), Linkage.state == State.RECEIVED,
        Linkage.since < present - KEPT, Person.email_index.is_(None), Person.phone_index.is_(None), ~more,
    )  # fmt: skip
    return list(session.scalars(forgotten.order_by(Person.id)))
