"""Who looks after the champions of an organisation."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.people.models import Holding, Person


def coordinators(session: Session, organisation_id: str) -> list[str]:
    """The coordinators of an organisation at this moment, by their ids."""
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    held = select(Holding.person_id).join(Person, Person.id == Holding.person_id)
    here = held.where(Holding.organisation_id == organisation_id, Holding.role == Role.COORDINATOR, *live)
    return sorted(set(session.scalars(here)))
