"""A learner's profile as champion of the organisation where they come along."""

from sqlalchemy.orm import Session

from app.champions.models import Champion
from app.champions.queries.candidates import whole
from app.kernel.roles import Role
from app.linkage.learning.models import Learner
from app.people.models import Holding


def profile(session: Session, found: Learner) -> Champion | None:
    """None once they are no champion there any more."""
    here = (Holding.person_id == found.person_id, Holding.organisation_id == found.plan.linkage.organisation_id)
    live = (Holding.role == Role.CHAMPION, Holding.ended_at.is_(None))
    return session.scalars(whole().where(*here, *live)).unique().first()
