"""Who watches over those who are out: who is on duty, and who looks after champions."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Appointment, Role
from app.linkage.referral.models import Linkage
from app.people.models import AppointmentHeld, Holding, Person


def watch_of(session: Session, linkage: Linkage) -> list[str]:
    """Who is told at once when somebody is not where they were to be: whoever is on duty, else the supervisors, else
    whoever has the request, else every coordinator of the organisation."""
    for duty in (Appointment.ON_DUTY, Appointment.SUPERVISOR):
        found = _coordinators(session, linkage, duty)
        if found:
            return found
    return [linkage.holder_id] if linkage.holder_id else _coordinators(session, linkage)


def supervisor_of(session: Session, linkage: Linkage) -> str | None:
    """Who looks after the champion; whoever has the request where nobody is appointed."""
    found: Sequence[str] = _coordinators(session, linkage, Appointment.SUPERVISOR)
    return found[0] if found else linkage.holder_id


def _coordinators(session: Session, linkage: Linkage, duty: Appointment | None = None) -> list[str]:
    mine = (
        select(Holding.person_id).join(Person, Person.id == Holding.person_id)
        .where(
            Holding.organisation_id == linkage.organisation_id, Holding.role == Role.COORDINATOR,
            Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None),
        )
    )  # fmt: skip
    if duty:
        held = select(AppointmentHeld.holding_id).where(
            AppointmentHeld.duty == duty, AppointmentHeld.ended_at.is_(None)
        )
        mine = mine.where(Holding.id.in_(held))
    return list(session.scalars(mine.order_by(Holding.since, Holding.id)))
