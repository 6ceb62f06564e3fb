"""Who holds which duty in an organisation, and who is on duty at a moment."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.models import Shift
from app.concerns.rules.duty import Turn, next_on, on_now
from app.kernel.access import Actor
from app.kernel.roles import Appointment, Role
from app.people.models import AppointmentHeld, Holding, Organisation, Person
from app.people.queries.covering import stand_ins

LIVE = (Holding.suspended_at.is_(None), Holding.ended_at.is_(None), Person.suspended_at.is_(None))


def on_duty(session: Session, organisation_id: str, now: datetime) -> list[Person]:
    """Who is on duty at this moment: it is their turn, and they hold the duty; or whoever acts for them while they are
    away."""
    able = {person.id: person for person in holders(session, organisation_id, Appointment.ON_DUTY)}
    covers = stand_ins(session, organisation_id, now)
    found = [covers.get(each, each) for each in on_now(turns(session, organisation_id), now) if each in able]
    if set(found) - able.keys():
        able |= {person.id: person for person in _coordinators(session, organisation_id)}
    return [able[each] for each in dict.fromkeys(found) if each in able]


def next_turn(session: Session, organisation_id: str, now: datetime) -> datetime | None:
    """When somebody who holds the duty is on next; None where nobody ever is."""
    able = {person.id for person in holders(session, organisation_id, Appointment.ON_DUTY)}
    return next_on([turn for turn in turns(session, organisation_id) if turn.person_id in able], now)


def holders(session: Session, organisation_id: str, duty: Appointment) -> list[Person]:
    """The coordinators who hold a duty in an organisation now, whoever was appointed first before others."""
    found = session.scalars(
        select(Person)
        .join(Holding, Holding.person_id == Person.id)
        .join(AppointmentHeld, AppointmentHeld.holding_id == Holding.id)
        .where(Holding.organisation_id == organisation_id, Holding.role == Role.COORDINATOR, *LIVE)
        .where(AppointmentHeld.duty == duty, AppointmentHeld.ended_at.is_(None))
        .order_by(AppointmentHeld.since, Person.id)
    )
    return list(dict.fromkeys(found))


def _coordinators(session: Session, organisation_id: str) -> list[Person]:
    """Whoever coordinates there may act for somebody on duty."""
    held = select(Person).join(Holding, Holding.person_id == Person.id)
    here = held.where(Holding.organisation_id == organisation_id, Holding.role == Role.COORDINATOR, *LIVE)
    return list(session.scalars(here).unique())


def admins(session: Session) -> list[Person]:
    """Who runs the site."""
    held = select(Person).join(Holding, Holding.person_id == Person.id).where(*LIVE)
    return list(session.scalars(held.where(Holding.role == Role.TECHNICAL_ADMIN).order_by(Person.id)).unique())


def shifts(session: Session, organisation_id: str) -> list[Shift]:
    """The rota of an organisation, as the week goes on."""
    mine = select(Shift).where(Shift.organisation_id == organisation_id)
    return list(session.scalars(mine.order_by(Shift.weekday, Shift.first, Shift.id)))


def turns(session: Session, organisation_id: str) -> list[Turn]:
    """The same as the rules have it."""
    return [Turn(each.person_id, each.weekday, each.first, each.last) for each in shifts(session, organisation_id)]


def without_duty(session: Session, actor: Actor, now: datetime) -> list[Organisation]:
    """The organisations that this person coordinates where nobody is on duty at this moment."""
    mine = {seat.organisation_id for seat in actor.seats if seat.role is Role.COORDINATOR}
    found = session.scalars(select(Organisation).where(Organisation.id.in_(mine)).order_by(Organisation.name))
    return [each for each in found if not on_duty(session, each.id, now)]
