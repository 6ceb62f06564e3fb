"""Who else is there when somebody goes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.people.models import Holding, Organisation, Person

LEADING = (Role.TECHNICAL_ADMIN, Role.COORDINATOR)


def is_last_admin(session: Session, person: Person) -> bool:
    """Is this the only technical admin?"""
    return any(
        held.role is Role.TECHNICAL_ADMIN and not _others(session, person, held) for held in person.live_holdings
    )


def left_alone(session: Session, person: Person) -> str:
    """The name of an organisation whose people would be without a coordinator, or ""."""
    for held in person.live_holdings:
        if held.role is Role.COORDINATOR and not _others(session, person, held) and _has_people(session, person, held):
            return session.get_one(Organisation, held.organisation_id).name
    return ""


def _others(session: Session, person: Person, held: Holding) -> list[str]:
    """Who else holds the same role there now. Their roles are locked until the commit: of the last two, one stays."""
    same = (Holding.role == held.role, Holding.organisation_id.is_not_distinct_from(held.organisation_id))
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    holding_it = select(Holding.person_id).join(Person, Person.id == Holding.person_id).where(*same, *live)
    rows = session.scalars(holding_it.order_by(Holding.id).with_for_update(of=Holding))
    return [person_id for person_id in rows if person_id != person.id]


def _has_people(session: Session, person: Person, held: Holding) -> bool:
    here = (Holding.organisation_id == held.organisation_id, Holding.ended_at.is_(None), Holding.person_id != person.id)
    return session.scalars(select(Holding.id).where(*here).limit(1)).first() is not None
