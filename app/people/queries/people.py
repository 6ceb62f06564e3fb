"""Finding people, and what they are at this moment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.kernel.access import Actor, Seat
from app.kernel.roles import Role
from app.people.models import Holding, Person, SignedIn
from app.people.rules.contact import Contact
from app.seal import ring


def by_contact(session: Session, contact: Contact) -> Person | None:
    """Who has this address or number, under whichever index key it was kept. Their roles come in the same statement, so
    that finding somebody costs what finding nobody does."""
    column = Person.email_index if contact.sort == "email" else Person.phone_index
    wanted = select(Person).where(column.in_(ring().indexes(contact.text, contact.sort)))
    return session.scalars(wanted.options(joinedload(Person.holdings))).unique().first()


def roles_by_contact(session: Session, contact: Contact) -> Sequence[Row[str, bool, Role]]:
    """The id, and whether it is an example, of whoever has this contact: a row for each role that they hold now. Bare
    values, so that finding somebody costs hardly more than finding nobody."""
    column = Person.email_index if contact.sort == "email" else Person.phone_index
    held = select(Person.id, Person.is_example, Holding.role).join(Holding, Holding.person_id == Person.id)
    now = (Person.suspended_at.is_(None), Holding.suspended_at.is_(None), Holding.ended_at.is_(None))
    return session.execute(held.where(column.in_(ring().indexes(contact.text, contact.sort)), *now)).all()


def by_id(session: Session, person_id: str) -> Person | None:
    """A person with their roles."""
    roles = selectinload(Person.holdings).selectinload(Holding.appointments)
    return session.scalars(select(Person).where(Person.id == person_id).options(roles)).first()


def actor(person: Person) -> Actor:
    """The person in the seats that they hold now."""
    return Actor(person.id, tuple(seat(holding) for holding in person.live_holdings))


def seat(holding: Holding) -> Seat:
    """A role as the table of access sees it."""
    duties = frozenset(held.duty for held in holding.appointments if held.ended_at is None)
    return Seat(holding.id, holding.role, holding.organisation_id, duties)


def holding(session: Session, holding_id: str) -> Holding | None:
    """A role that somebody holds or held, with the person."""
    both = (joinedload(Holding.person), selectinload(Holding.appointments), joinedload(Holding.organisation))
    return session.scalars(select(Holding).where(Holding.id == holding_id).options(*both)).first()


def holdings_of(session: Session, organisation_id: str) -> list[Holding]:
    """Everyone who has a role in an organisation, those who hold it now first."""
    both = (joinedload(Holding.person), selectinload(Holding.appointments))
    mine = select(Holding).where(Holding.organisation_id == organisation_id).options(*both)
    return list(session.scalars(mine.order_by(Holding.ended_at.is_not(None), Holding.role, Holding.since)))


def sessions_of(session: Session, person_id: str, present: datetime) -> list[SignedIn]:
    """Where a person is signed in, latest first."""
    mine = select(SignedIn).where(
        SignedIn.person_id == person_id, SignedIn.ended_at.is_(None), SignedIn.ends_at > present
    )
    return list(session.scalars(mine.order_by(SignedIn.seen_at.desc())))
