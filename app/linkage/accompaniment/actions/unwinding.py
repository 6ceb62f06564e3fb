"""What ends with a move: a plan that does not belong to the new state, its calendar entries and its messages, in the
same transaction."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.accompaniment.actions.plans import finish
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import standing
from app.linkage.accompaniment.rules.planning import MAY_PLAN
from app.linkage.accompaniment.rules.telling import KINDS, REMINDER
from app.linkage.referral.actions.moving import Moved
from app.linkage.referral.rules.states import WITH_A_CHAMPION, WITH_A_PLAN
from app.notices.actions.planning import take_back


def unwind(session: Session, moved: Moved, now: datetime) -> None:
    """Called for every move."""
    plan = standing(session, moved.linkage.id)
    if plan and not _stays(plan, moved):
        finish(session, plan, moved.reason or moved.went_to.value, now)
    if moved.came_from in WITH_A_PLAN and moved.went_to not in WITH_A_PLAN:
        take_back(session, [REMINDER], moved.linkage.id)
    if moved.went_to not in WITH_A_CHAMPION:
        take_back(session, KINDS, moved.linkage.id)


def _stays(plan: Plan, moved: Moved) -> bool:
    """A plan of both stands while it is planned or on the way; a suggestion, while they may plan."""
    return moved.went_to in (WITH_A_PLAN if plan.is_agreed else MAY_PLAN)
