"""Whose link it is."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Appointment, Role
from app.notices.rules.stopping import SORT, kind_of, kinds, marked_text, start_of_person
from app.people.models import AppointmentHeld, Holding, Person
from app.seal import ring


def whose(session: Session, given: str) -> tuple[str, str] | None:
    """The person and the kind of messages that a stop link is for; None for any other text."""
    start = start_of_person(given)
    if not start:
        return None
    found = session.scalars(select(Person.id).where(Person.id.startswith(start)))
    candidates = (
        (person_id, kind, mark)
        for person_id in found
        for kind in kinds()
        for mark in ring().indexes(marked_text(person_id, kind), SORT)
    )
    return kind_of(given, candidates)


def has_duty(session: Session, person_id: str) -> bool:
    """Do they see to somebody's safety now: as a safeguarding lead, on duty, or by running the site? What comes of that
    is not theirs to stop."""
    held = select(Holding.id).outerjoin(AppointmentHeld, AppointmentHeld.holding_id == Holding.id)
    held = held.where(Holding.person_id == person_id, Holding.ended_at.is_(None), Holding.suspended_at.is_(None))
    duties = AppointmentHeld.duty.in_([Appointment.SAFEGUARDING_LEAD, Appointment.ON_DUTY])
    sees = (duties & AppointmentHeld.ended_at.is_(None)) | (Holding.role == Role.TECHNICAL_ADMIN)
    return session.scalars(held.where(sees).limit(1)).first() is not None
