"""How somebody may be reached at this moment, and what they stopped."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.queries.agreements import agreements
from app.consent.rules.texts import PLAIN_WORDS
from app.notices.models import SafeContact, Stopped
from app.notices.queries.phones import phones_of
from app.notices.rules import hours
from app.notices.rules.reach import HOLDS, Contacts, Reach, answer
from app.people.models import Person
from app.post.rules import Channel
from app.post.rules.leaving import Drop, Leave, Wait
from app.post.rules.letter import Trouble


def safe_contact(session: Session, person_id: str) -> SafeContact | None:
    """What somebody said; None where they never did."""
    return session.scalars(select(SafeContact).where(SafeContact.person_id == person_id)).first()


def reach_of(session: Session, person_id: str) -> Reach:
    """The same as the rules have it. Plain words stand with what they agreed to, and go when that is taken back."""
    said, stops = safe_contact(session, person_id), frozenset(stopped(session, person_id))
    yes = agreements(session, person_id).get(PLAIN_WORDS)
    if said is None:
        return Reach(plain_words=yes is not None, settled_at=yes.given_at if yes else None, stopped=stops)
    flags = (said.do_not_contact, said.watched, yes is not None)
    return Reach(said.channel, hours.read(said.hours), *flags, said.settled_at, stops)


def contacts_of(session: Session, person_id: str, *, has_push: bool = False) -> Contacts | None:
    """Where somebody can be reached; None while they are suspended. Their phones count where the site `has_push`."""
    person = session.get(Person, person_id)
    if person is None or person.suspended_at:
        return None
    phones = phones_of(session, person_id) if has_push else []
    return Contacts(person_id, person.email, person.phone, phones[0].subscription if phones else "")


def hindrance(session: Session, person_id: str, kind: str, channel: str, now: datetime) -> Trouble | None:
    """Why a message of a kind would reach nobody if it left now; None where it leaves, or waits for their hours. Who
    chose to look inside the site finds it there. Raises `CannotOpen` while a key is not at hand."""
    contacts = contacts_of(session, person_id, has_push=True)
    if contacts is None:
        return Trouble.NOT_WANTED
    found = answer(kind, channel, reach_of(session, person_id), contacts, now)
    return found.why if isinstance(found, Drop) and found.why is not Trouble.INSIDE else None


def reached_at(session: Session, person_id: str, kind: str, now: datetime) -> datetime | None:
    """When a message of this kind that is put now would leave for somebody; None where none reaches them. Raises
    `CannotOpen` while a key is not at hand."""
    contacts = contacts_of(session, person_id, has_push=True)
    found = answer(kind, Channel.WISHED, reach_of(session, person_id), contacts, now) if contacts else None
    if isinstance(found, Wait):
        return found.until
    return now if isinstance(found, Leave) else None


def stopped(session: Session, person_id: str) -> set[str]:
    """The kinds that somebody stopped; "" for all of them."""
    return set(session.scalars(select(Stopped.kind).where(Stopped.person_id == person_id)))


def unasked(session: Session, now: datetime) -> list[SafeContact]:
    """Whose word is so old that we ask, and was not asked about yet."""
    old = select(SafeContact).where(SafeContact.settled_at <= now - HOLDS, SafeContact.asked_at.is_(None))
    return list(session.scalars(old.order_by(SafeContact.id)))


def asked(session: Session) -> list[SafeContact]:
    """Whom we asked and who has not answered."""
    return list(session.scalars(select(SafeContact).where(SafeContact.asked_at.is_not(None))))
