"""A number or address that somebody gave instead of what we had, while it waits for its code."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.referral.models import NewContact
from app.people.models import Person
from app.people.rules.contact import Contact


def waiting(session: Session, person_id: str) -> NewContact | None:
    """What somebody gave and has not shown to be theirs yet; None where they have added another one since."""
    found, person = kept(session, person_id), session.get(Person, person_id)
    return found if person and not (person.phone or person.email) else None


def kept(session: Session, person_id: str) -> NewContact | None:
    """The row of it, whatever happened since."""
    return session.scalars(select(NewContact).where(NewContact.person_id == person_id)).first()


def where_to(session: Session, person_id: str | None) -> Contact | None:
    """Where the code of their page goes instead of what we had; None where nothing waits."""
    found = waiting(session, person_id) if person_id else None
    return as_contact(found) if found else None


def as_contact(found: NewContact) -> Contact:
    """The same as the rules have it."""
    return Contact("email" if found.sort == "email" else "phone", found.contact)
