"""Who has not been here for long: whom to ask whether they want to stay, and who was asked and did not come."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from app.kernel.roles import STAFF
from app.people.models import Holding, Person
from app.rights.rules.ending import asks_before, ends_before
from app.rights.rules.register import of_table


def to_ask(session: Session, present: datetime) -> list[Person]:
    """Whoever was last here longer ago than the register says and has not been asked since."""
    never_asked = or_(Person.asked_on.is_(None), Person.asked_on < Person.last_in_on)
    return list(session.scalars(_dormant(present).where(never_asked)))


def to_end(session: Session, present: datetime) -> list[Person]:
    """Whoever was asked, did not come, and has had their time."""
    asked_since = or_(Person.last_in_on.is_(None), Person.asked_on >= Person.last_in_on)
    return list(session.scalars(_dormant(present).where(asked_since, Person.asked_on < ends_before(present))))


def _dormant(present: datetime) -> Select[Person]:
    """Nobody of the example world, and nobody who works here: a role of staff ends by a decision."""
    days = of_table(Person.__tablename__)[0].days or 0
    at_work = select(Holding.id).where(
        Holding.person_id == Person.id, Holding.role.in_(STAFF), Holding.ended_at.is_(None)
    )
    return select(Person).where(_last_here(present, days), ~at_work.exists(), ~Person.is_example).order_by(Person.id)


def _last_here(present: datetime, days: int) -> ColumnElement[bool]:
    """Last here before that day; who never came in, made before that moment."""
    never = and_(Person.last_in_on.is_(None), Person.made_at < present - timedelta(days=days))
    return or_(Person.last_in_on < asks_before(present, days), never)
