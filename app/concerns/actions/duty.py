"""Keeping the rota of who is on duty."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.actions.alarming import alarm
from app.concerns.models import Shift
from app.concerns.queries.duty import holders, turns
from app.concerns.rules.duty import Turn, check_turn
from app.kernel.access import Warrant
from app.kernel.roles import Appointment


def add_shift(session: Session, by: Warrant, organisation_id: str, turn: Turn, now: datetime, *, site: str) -> None:
    """Put a turn on the rota; the same turn twice is one. None takes the place of another. Raises `CannotShift`."""
    there = turns(session, organisation_id)
    check_turn(turn, [person.id for person in holders(session, organisation_id, Appointment.ON_DUTY)], there)
    if turn in there:
        return
    kept = Shift(organisation_id=organisation_id, person_id=turn.person_id)
    kept.weekday, kept.first, kept.last = turn.weekday, turn.first, turn.last
    session.add(kept)
    session.flush()
    record(session, Entry.of(by, "shift", kept.id, turn.person_id, outcome="set"))
    alarm(session, site, now)


def remove_shift(session: Session, by: Warrant, shift: Shift, now: datetime, *, site: str) -> None:
    """Take a turn off the rota."""
    record(session, Entry.of(by, "shift", shift.id, shift.person_id, outcome="ended"))
    session.delete(shift)
    session.flush()
    alarm(session, site, now)
