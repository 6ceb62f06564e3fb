"""Telling a phone, and telling it no more."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.notices.models import PushPhone
from app.notices.queries.phones import known, phones_of
from app.people.models import Person
from app.post.rules.push import Phone
from app.seal import new_id, ring

MOST = 5
"""Phones of one person."""


class TooManyPhones(Refused):
    """One has to be taken off first."""


def tell(session: Session, by: Warrant, person: Person, phone: Phone, present: datetime, *, label: str) -> None:
    """Tell this phone from now on. A phone that told somebody else is theirs no more, as one browser cannot know whose
    message came. Of two that ask at the same moment the second finds what the first left. Raises `TooManyPhones`."""
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    if saw(session, person, phone, present):
        return
    if len(phones_of(session, person.id)) >= MOST:
        raise TooManyPhones(_("You have {most} phones here. Take one off first.", most=MOST))
    forget(session, phone.as_text())
    made = PushPhone(id=new_id(), person_id=person.id, label=label, made_at=present)
    made.subscription, made.seen_on = phone.as_text(), local_day(present, LONDON)
    made.subscription_index = ring().index(phone.as_text(), "subscription")
    session.add(made)
    session.flush()
    record(session, Entry.of(by, "push_phone", made.id, person.id, outcome="set"))


def saw(session: Session, person: Person, phone: Phone, present: datetime) -> bool:
    """This phone of theirs is still there; False where it is none of theirs."""
    found = known(session, phone.as_text())
    if found is None or found.person_id != person.id:
        return False
    found.seen_on = local_day(present, LONDON)
    return True


def take_off(session: Session, by: Warrant, person: Person, phone_id: str) -> None:
    """Tell it no more. Raises LookupError when it is none of theirs."""
    found = session.get(PushPhone, phone_id)
    if found is None or found.person_id != person.id:
        raise LookupError(phone_id)
    session.delete(found)
    record(session, Entry.of(by, "push_phone", phone_id, person.id, outcome="ended"))


def forget(session: Session, subscription: str) -> None:
    """Its push service does not know this phone any more, or it is somebody else's now."""
    found = known(session, subscription)
    if found:
        session.delete(found)
        session.flush()
