"""Opening an accident with data, and closing it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.rights.models import Incident
from app.rights.rules.incidents import check_closing, check_opening
from app.rights.rules.notice import groups
from app.seal import new_id


def open_incident(
    session: Session, by: Warrant, organisation_id: str, present: datetime, *, touches: Sequence[str], notes: str
) -> Incident:
    """Write down an accident: the 72 hours begin now. Raises `CannotKeep`."""
    check_opening(touches, groups(), notes)
    made = Incident(id=new_id(), organisation_id=organisation_id, touches=list(touches), opened_at=present)
    made.opened_by, made.notes = by.actor.person_id, notes.strip()
    session.add(made)
    session.flush()
    record(session, Entry.of(by, "incident", made.id, outcome="opened"))
    return made


def close(session: Session, by: Warrant, incident: Incident, told: str, present: datetime) -> None:
    """Close it with what was told to the ICO. Raises `CannotKeep`."""
    check_closing(told, incident.closed_at)
    incident.closed_at, incident.closed_by, incident.told = present, by.actor.person_id, told.strip()
    record(session, Entry.of(by, "incident", incident.id, outcome="closed"))
