"""A coordinator reminds whoever has something to say: one friendly message, once a day."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.linkage.accompaniment.queries.pairs import standing, was_reminded
from app.linkage.accompaniment.rules.telling import CHAMPION, NEWCOMER
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import WITH_A_CHAMPION


def remind(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """Whoever has not said yes to the plan that stands; without a plan the champion, who makes the first contact.
    Pressed twice, the second time does nothing."""
    if linkage.state not in WITH_A_CHAMPION or was_reminded(session, linkage, now):
        return
    plan = standing(session, linkage.id)
    if plan is None or plan.champion_agreed_at is None:
        note(session, linkage, CHAMPION, by, now)
    if plan is not None and plan.newcomer_agreed_at is None:
        note(session, linkage, NEWCOMER, by, now)
