"""Another number or address than we had: the old one stops at once, and nothing but a code is sent to the new one until
that code has come back."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.referral.models import NewContact
from app.linkage.referral.queries.contacts import as_contact, kept, waiting
from app.notices.queries.reach import safe_contact
from app.notices.rules.reach import Wish
from app.people.actions.entry import may_enter
from app.people.actions.invitations import set_contact
from app.people.actions.sessions import end_all
from app.people.models import EntryCode, Person
from app.people.queries.people import by_contact
from app.people.rules.contact import Contact
from app.seal import new_id

SENT = frozenset({Wish.TEXT, Wish.EMAIL})


class CannotGive(Refused):
    """Their contact is changed elsewhere; the sentence says where."""


def give(session: Session, by: Warrant, person: Person, new: Contact, present: datetime, *, keep: str = "") -> bool:
    """Forget every number and address that we had, with its codes and wherever they were signed in but for the session
    `keep`; the new one waits for its code. False where it is the one that we have. Raises `CannotGive`."""
    if not may_enter(person):
        raise CannotGive(_("Whoever works or helps here too changes it on the page of their account."))
    had, found = {person.phone, person.email} - {""}, kept(session, person.id)
    if had == {new.text}:
        return False
    if found is None or had:
        said = safe_contact(session, person.id)
        speaks = not had or said is None or said.channel in SENT
        found = found or NewContact(id=new_id(), person_id=person.id)
        found.is_first, found.speaks = not had, speaks
        if said and speaks:
            said.channel = Wish.INSIDE
    found.sort, found.contact, found.given_at = new.sort, new.text, present
    session.add(found)
    person.phone, person.phone_index, person.email, person.email_index = "", None, "", None
    session.flush()
    older = (EntryCode.person_id == person.id, EntryCode.spent_at.is_(None))
    session.execute(update(EntryCode).where(*older).values(spent_at=present))
    end_all(session, person.id, present, keep=keep)
    record(session, Entry.of(by, "person", person.id, person.id, outcome="contact_given", reason=new.sort))
    return True


def settle(session: Session, person: Person) -> bool:
    """The code came back: from now on this is how they are reached. Whoever else has that contact is left as they are,
    and nobody is told. False where nothing waited."""
    found = waiting(session, person.id)
    if found is None:
        return False
    new = as_contact(found)
    if by_contact(session, new) is None:
        set_contact(person, new)
    elif new.sort == "email":
        person.email = new.text
    else:
        person.phone = new.text
    said = safe_contact(session, person.id)
    if said and found.speaks:
        said.channel = Wish.EMAIL if new.sort == "email" else Wish.TEXT
    session.delete(found)
    session.flush()
    return True
