"""Taking a complaint about us, and answering it."""

from datetime import date

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.tokens import new_ref
from app.rights.models import Complaint
from app.rights.rules.complaints import check_answer, check_complaint
from app.seal import new_id


def complain(session: Session, organisation_id: str | None, words: str, contact: str, today: date) -> Complaint:
    """Keep a complaint, sealed; nothing but what was typed tells who made it. Raises `CannotComplain`."""
    check_complaint(words)
    made = Complaint(id=new_id(), reference=new_ref(), organisation_id=organisation_id, made_on=today)
    made.words, made.contact = words.strip(), contact
    session.add(made)
    session.flush()
    return made


def answer(session: Session, by: Warrant, complaint: Complaint, today: date, *, outcome: str, words: str) -> None:
    """Keep how a complaint came out. Raises `CannotAnswer`."""
    check_answer(outcome, words, complaint.answered_on)
    complaint.outcome, complaint.answer = outcome, words.strip()
    complaint.answered_on, complaint.answered_by = today, by.actor.person_id
    record(session, Entry.of(by, "complaint", complaint.id, outcome="answered", reason=outcome))
