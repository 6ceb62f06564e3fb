"""The people of the example world, with what they type: shown on the sign-in page while example data is loaded, and
never in production."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.kernel.clock import running
from app.kernel.roles import TWO_FACTORS
from app.kernel.speech import _
from app.people.actions.entry import Sent
from app.people.models import Holding, Person
from app.people.queries.people import actor
from app.people.rules.examples import PASSWORD, code_now
from app.people.rules.roles import NAMES
from app.web.request import settings


@dataclass(frozen=True, slots=True)
class Example:
    """One of them. Without `password` they sign in by a code that is sent."""

    name: str
    roles: str
    contact: str
    password: str = ""
    code: str = ""


def are_shown() -> bool:
    """Is this an installation that shows how its example people sign in?"""
    return settings().demo != "none" and not settings().is_production


def examples(session: Session) -> list[Example]:
    """The example people who may sign in, or none where they are not shown."""
    if not are_shown():
        return []
    roles = selectinload(Person.holdings).joinedload(Holding.organisation)
    reached = Person.email_index.is_not(None) | Person.phone_index.is_not(None)
    who = select(Person).where(Person.is_example, reached)
    people = session.scalars(who.options(roles).order_by(Person.made_at, Person.id))
    return [_example(person) for person in people if person.live_holdings]


def example_code(sent: Sent) -> str:
    """The code that was just sent to an example person, or ""."""
    return sent.code if sent.is_example and are_shown() else ""


def example_second(person: Person) -> Example | None:
    """What an example person types to show once more that it is them."""
    return _example(person) if person.is_example and are_shown() else None


def _example(person: Person) -> Example:
    roles = "; ".join(_role(holding) for holding in person.live_holdings)
    if TWO_FACTORS.isdisjoint(actor(person).roles):
        return Example(person.name, roles, person.email or person.phone)
    return Example(person.name, roles, person.email, PASSWORD, code_now(person.totp, person.totp_step, running()))


def _role(holding: Holding) -> str:
    role = _(NAMES[holding.role])
    return f"{role}, {holding.organisation.name}" if holding.organisation else role
