"""Changes to somebody's own account that others may need to hear of."""

from datetime import datetime, timedelta

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
        channel = "email" if new.sort == "email" else "text"
        told = Message(
            f"contact_changed:{new_id()}", "contact_changed", channel, old, {"link": link}, present + WORTH_SAYING,
            person_id=person.id,
        )  # fmt: skip
        put(session, told, present)
    record(session, Entry.of(by, "person", person.id, person.id, outcome="contact_changed", reason=new.sort))
