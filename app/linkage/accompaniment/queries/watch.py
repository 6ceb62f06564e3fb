"""Who watches over those who are out: who is on duty, and who looks after champions."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.queries.duty import holders, on_duty
from app.kernel.roles import Appointment, Role
from app.linkage.referral.models import Linkage
from app.people.models import Holding, Person


def watch_of(session: Session, linkage: Linkage, now: datetime) -> list[str]:
    """Who is told at once when somebody is not where they were to be: whose turn on the rota it is, else whoever holds
    that duty, else the supervisors, else whoever has the request, else every coordinator of the organisation."""
    at = linkage.organisation_id
    found = (
        on_duty(session, at, now)
        or holders(session, at, Appointment.ON_DUTY)
        or holders(session, at, Appointment.SUPERVISOR)
    )
    if found:
        return [person.id for person in found]
    return [linkage.holder_id] if linkage.holder_id else _coordinators(session, at)


def supervisor_of(session: Session, linkage: Linkage) -> str | None:
    """Who looks after champions; whoever has the request where nobody is appointed."""
    found = holders(session, linkage.organisation_id, Appointment.SUPERVISOR)
    return found[0].id if found else linkage.holder_id


def _coordinators(session: Session, organisation_id: str) -> list[str]:
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    mine = select(Holding.person_id).join(Person, Person.id == Holding.person_id).where(*live)
    mine = mine.where(Holding.organisation_id == organisation_id, Holding.role == Role.COORDINATOR)
    return list(session.scalars(mine.order_by(Holding.since, Holding.id)))
