"""Finding people, and what they are at this moment."""

from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.kernel.access import Actor, Seat
from app.kernel.roles import TWO_FACTORS
from app.people.models import Holding, Person, SignedIn
from app.people.rules.contact import Contact
from app.seal import ring


def by_contact(session: Session, contact: Contact) -> Person | None:
    """Who has this address or number, under whichever index key it was kept."""
    column = Person.email_index if contact.sort == "email" else Person.phone_index
    return session.scalars(select(Person).where(column.in_(ring().indexes(contact.text, contact.sort)))).first()


def whom_one_factor_lets_in(session: Session, contact: Contact) -> tuple[str | None, bool]:
    """The id, and whether it is an example, of whoever has this contact and holds roles for which one factor is enough;
    (None, False) where nobody does. One row of bare values comes back either way, so that both cost the same."""
    column = Person.email_index if contact.sort == "email" else Person.phone_index
    two = func.count().filter(Holding.role.in_(TWO_FACTORS))
    values = (func.max(Person.id), func.max(case((Person.is_example, 1), else_=0)), two)
    held = select(*values).join_from(Person, Holding, Holding.person_id == Person.id)
    now = (Person.suspended_at.is_(None), Holding.suspended_at.is_(None), Holding.ended_at.is_(None))
    wanted = held.where(column.in_(ring().indexes(contact.text, contact.sort)), *now)
    person_id, is_example, strong = session.execute(wanted).one()
    return (None, False) if strong else (person_id, bool(is_example))


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
