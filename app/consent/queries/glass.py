"""Broken glass: who may look at whose record at this moment, and what waits for review."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.consent.models import Glass
from app.kernel.access import Relation, Seat


def open_glass(
    session: Session, actor_id: str, subject_id: str, organisation_id: str | None, present: datetime
) -> Glass | None:
    """The hour that this person has with that record in one organisation, if it runs."""
    mine = (Glass.actor_id == actor_id, Glass.subject_id == subject_id, Glass.organisation_id == organisation_id)
    running = select(Glass).where(*mine, Glass.made_at <= present, Glass.ends_at > present)
    return session.scalars(running.order_by(Glass.ends_at.desc())).first()


def record_relations(
    session: Session, actor_id: str, subject_id: str, organisation_id: str | None, present: datetime
) -> Callable[[Seat], set[Relation]]:
    """How a seat stands to a person's record in an organisation: GRANTED while their glass is broken."""
    broken = open_glass(session, actor_id, subject_id, organisation_id, present)

    def relations(seat: Seat) -> set[Relation]:
        is_here = organisation_id is not None and seat.organisation_id == organisation_id
        return {Relation.GRANTED} if is_here and broken else set()

    return relations


def by_id(session: Session, glass_id: str, organisation_id: str) -> Glass | None:
    """One of an organisation's."""
    wanted = select(Glass).where(Glass.id == glass_id, Glass.organisation_id == organisation_id)
    return session.scalars(wanted.options(joinedload(Glass.subject))).first()


def of_organisation(session: Session, organisation_id: str) -> list[Glass]:
    """All that was broken in an organisation: what waits for review first, oldest first."""
    wanted = select(Glass).where(Glass.organisation_id == organisation_id).options(joinedload(Glass.subject))
    return list(session.scalars(wanted.order_by(Glass.reviewed_at.is_not(None), Glass.made_at)))
