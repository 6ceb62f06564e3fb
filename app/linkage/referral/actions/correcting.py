"""A contact that was mistyped, put right just after sending, by whoever sent the form and by nobody else.

The answer to the form carries a mark that follows from the page and from the contact as it was typed, locked with our
key. Whoever knows only the address of the page has no mark, and one that was put right makes the mark before it void.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Relation, Warrant
from app.linkage.referral.models import Entry as Road
from app.linkage.referral.models import Linkage
from app.notices.queries.reach import safe_contact
from app.notices.rules.reach import Wish
from app.people.actions.entry import contact_of, send_for_page
from app.people.models import Person
from app.people.queries.people import actor
from app.people.rules.contact import Contact
from app.seal import ring

ACT = "page.open"
SORT = "sender of a page"


def mark(linkage: Linkage) -> str:
    """The mark for whoever has just sent this request; "" where a contact of theirs is proved, or they gave none."""
    contact = typed(linkage)
    return ring().index(_said(linkage, contact), SORT) if contact else ""


def is_sender(linkage: Linkage, given: str) -> bool:
    """Was this mark made for the request as it is now?"""
    contact = typed(linkage)
    return contact is not None and given in ring().indexes(_said(linkage, contact), SORT)


def typed(linkage: Linkage) -> Contact | None:
    """What whoever asks by themselves gave and has not shown to be theirs yet."""
    if linkage.entry is not Road.SELF or linkage.proved_at is not None or not linkage.is_live:
        return None
    return contact_of(linkage.person)


def correct(session: Session, linkage: Linkage, new: Contact, present: datetime) -> None:
    """From now on it is this contact, and a code goes there; the codes that went elsewhere stop. The caller holds the
    request, and has seen that it is the sender."""
    person = linkage.person
    person.phone, person.email = (new.text, "") if new.sort == "phone" else ("", new.text)
    said = safe_contact(session, person.id)
    if said:
        said.channel = Wish.TEXT if person.phone else Wish.EMAIL
    session.flush()
    send_for_page(session, linkage.page, person, present)
    record(session, Entry.of(_by(person), "person", person.id, person.id, outcome="contact_given", reason=new.sort))


def _by(person: Person) -> Warrant:
    found = actor(person)
    return Warrant(found, found.seats[0], Relation.OWN, ACT)


def _said(linkage: Linkage, contact: Contact) -> str:
    return f"{linkage.page} {contact.text}"
