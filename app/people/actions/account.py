"""Changes to somebody's own account that others may need to hear of."""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.people.actions.entry import went_to
from app.people.actions.invitations import set_contact
from app.people.models import EntryCode, Person
from app.people.queries.people import by_contact
from app.people.rules.contact import Contact
from app.post.actions import put
from app.post.rules import Message
from app.seal import new_id

Sort = Literal["email", "phone"]
WORTH_SAYING = timedelta(days=2)


class CannotChangeContact(Refused):
    """The new address is not the person's to have; the sentence says what to do."""


def change_contact(
    session: Session, by: Warrant, person: Person, new: Contact, row: EntryCode | None, *, link: str, present: datetime
) -> None:
    """Keep a new address or number, for which the code `row` came back. The old one hears of it in neutral words, with
    a link to where its owner can see to it; unless that would put the person in danger, which is asked when it leaves.
    Raises `CannotChangeContact`. Whether the new one belongs to another account is not told."""
    if row is None or row.person_id != person.id or not went_to(row, new):
        raise CannotChangeContact(_("That code does not work. Use the newest message, or ask for a new code."))
    owner = by_contact(session, new)
    if owner is not None and owner.id != person.id:
        raise CannotChangeContact(_("That code does not work. Use the newest message, or ask for a new code."))
    old = person.email if new.sort == "email" else person.phone
    set_contact(person, new)
    session.flush()
    if old and old != new.text:
        _tell_the_old(session, person, Contact(new.sort, old), link, present)
    record(session, Entry.of(by, "person", person.id, person.id, outcome="contact_changed", reason=new.sort))


def remove_contact(session: Session, by: Warrant, person: Person, sort: Sort, *, link: str, present: datetime) -> None:
    """Forget an address or number that somebody has lost, while they have the other. The one that goes hears of it, as
    in `change_contact`. Raises `CannotChangeContact`."""
    kept, gone = (person.phone, person.email) if sort == "email" else (person.email, person.phone)
    if not gone or not kept:
        raise CannotChangeContact(_("Add another address or number first. Without one nobody can reach you."))
    if sort == "email":
        person.email, person.email_index = "", None
    else:
        person.phone, person.phone_index = "", None
    session.flush()
    _tell_the_old(session, person, Contact(sort, gone), link, present)
    record(session, Entry.of(by, "person", person.id, person.id, outcome="contact_changed", reason=sort))


def _tell_the_old(session: Session, person: Person, old: Contact, link: str, present: datetime) -> None:
    channel = "email" if old.sort == "email" else "text"
    told = Message(
        f"contact_changed:{new_id()}", "contact_changed", channel, old.text, {"link": link}, present + WORTH_SAYING,
        person_id=person.id,
    )  # fmt: skip
    put(session, told, present)
