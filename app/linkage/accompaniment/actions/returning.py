"""A meeting that was called off is on after all: the plan that fell with it, and with nothing else, stands again."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.accompaniment.actions.plans import begin_timers, count_change
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.engaged import is_taken
from app.linkage.accompaniment.queries.fallen import fallen, is_fallen, on_again
from app.linkage.matching.queries.checks import hold_champion
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import State

ON_AGAIN = "on_again"


def bring_back(session: Session, now: datetime) -> int:
    """The job: both said yes to that date, and it is held as both know it; so their yes holds, and both hear so. How
    many came back. Where somebody has done something about it meanwhile, that counts."""
    return sum(_bring_back(session, plan, now) for plan in on_again(session, fallen(session, now), now))


def _bring_back(session: Session, found: Plan, now: datetime) -> bool:
    """One plan, its request held."""
    linkage = linkages.held(session, found.linkage_id)
    session.refresh(found)
    if linkage is None or not is_fallen(session, found, now):
        return False
    hold_champion(session, found.walk.champion_id)
    if is_taken(session, found, (found.meet_at, found.ends_at), now):
        return False
    found.ended_at, found.ending = None, ""
    found.newcomer_still_at = found.champion_still_at = None
    count_change(session, found, now)
    session.flush()
    note(session, linkage, "plan_on_again", None, now)
    move(session, linkage, State.PLANNED, None, now, reason=ON_AGAIN)
    begin_timers(session, found, now)
    return True
