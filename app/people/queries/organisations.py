"""Organisations that have people of their own here."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.people.models import Holding, Organisation


def by_slug(session: Session, slug: str) -> Organisation | None:
    """An organisation by the name in its address."""
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).first()


def on_duty(session: Session) -> Sequence[Organisation]:
    """Those that have a coordinator and can be rung or written to, by name."""
    staffed = select(Holding.organisation_id).where(Holding.role == Role.COORDINATOR, Holding.ended_at.is_(None))
    found = session.scalars(select(Organisation).where(Organisation.id.in_(staffed)).order_by(Organisation.name)).all()
    return [each for each in found if each.duty_phone or each.phone or each.email]
