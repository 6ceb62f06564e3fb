"""A change of a plan that both agreed to: taken up by the other, or left. Until then the plan stands as it is."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.speech import _
from app.linkage.accompaniment.actions.plans import begin_timers, check_free, count_change
from app.linkage.accompaniment.models import Plan, PlanChange
from app.linkage.accompaniment.queries.dates import shut_to
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.rules.planning import CannotPlan, check_stage
from app.linkage.accompaniment.rules.telling import CHANGE_DROPPED, REMINDER
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage
from app.notices.actions.planning import take_back

CONTENTS = ("listing", "starts_at", "ends_at", "meet_at", "occasion", "held_as", "how", "where", "journey", "made_by")
BEFORE = ("unconfirmed",)
"""What was asked about the date as it was."""


def take_up(session: Session, pair: Pair, change_id: str, by: Warrant, now: datetime) -> None:
    """Say yes to what the other suggests instead: from now on that is the plan, under the same calendar entry. The
    caller holds the request. Raises `CannotPlan`, also where something else is suggested by now."""
    plan, change = _waiting(pair, change_id)
    if change.made_by == by.actor.person_id:
        raise CannotPlan(_("This waits for the yes of the other. Until then your plan stands as it is."))
    check_stage(pair.linkage.state)
    if change.meet_at <= now:
        raise CannotPlan(_("That time is over. Your plan stands as it is."))
    if change.held_as.partition("@")[2] in shut_to(session, pair.linkage, pair.walk):
        raise CannotPlan(_("That date cannot be chosen any more. Your plan stands as it is."))
    check_free(session, pair, (change.meet_at, change.ends_at), by, now)
    for name in CONTENTS:
        setattr(plan, name, getattr(change, name))
    plan.newcomer_agreed_at = plan.champion_agreed_at = now
    plan.newcomer_still_at = plan.champion_still_at = None
    plan.change = None
    count_change(session, plan, now)
    note(session, pair.linkage, "change_agreed", by, now)
    tasks.finish(session, pair.linkage, now, by.actor.person_id, kinds=BEFORE)
    timers.end(session, pair.linkage, BEFORE, now)
    take_back(session, [REMINDER], pair.linkage.id)
    begin_timers(session, plan, now)
    session.flush()


def leave_it(session: Session, pair: Pair, change_id: str, by: Warrant, now: datetime) -> None:
    """The plan stays as it is: the other says no to a change, or whoever suggested it takes it back. The caller holds
    the request. Raises `CannotPlan`."""
    _plan, change = _waiting(pair, change_id)
    drop(session, pair.linkage, change, now, by)


def drop(session: Session, linkage: Linkage, change: PlanChange, now: datetime, by: Warrant | None = None) -> None:
    """Nothing is suggested any more, and the plan stands; without `by` both hear so."""
    change.plan.change = None
    session.flush()
    note(session, linkage, CHANGE_DROPPED, by, now)


def _waiting(pair: Pair, change_id: str) -> tuple[Plan, PlanChange]:
    """What waits, as it was read."""
    change = pair.plan.change if pair.plan else None
    if pair.plan is None or change is None or change.id != change_id:
        raise CannotPlan(_("What was suggested has changed meanwhile. Please look at the page again."))
    return pair.plan, change
