"""Staff said which building somebody is not to enter: questions that lead there are taken back, and a plan that does is
for a person to talk about. Neither of the two learns of it from us."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.concerns.queries.apart import barred
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries import pairs
from app.linkage.matching.actions.refitting import refit
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import Moved
from app.linkage.referral.queries.linkages import held, of_person
from app.linkage.referral.rules.changing import OF_WISHES, Counts
from app.linkage.referral.rules.states import State

TASK = "plan_barred"


def look_again(session: Session, person_id: str, now: datetime) -> None:
    """For `concerns.actions.apart.ON_BARRED`."""
    for linkage_id in sorted(each.id for each in of_person(session, person_id) if each.is_live):
        linkage = held(session, linkage_id)
        if linkage is None:
            continue
        pair = pairs.of_linkage(session, linkage_id)
        if pair:
            _mind(session, pair.plan, now)
        elif OF_WISHES[linkage.state] is Counts.NOW:
            refit(session, linkage, None, now, is_elsewhere=False)


def on_move(session: Session, moved: Moved, now: datetime) -> None:
    """Two agreed to meet there; or do so no more. For `moving.ON_MOVE`."""
    if moved.went_to is State.PLANNED:
        _mind(session, pairs.standing(session, moved.linkage.id), now)
    elif moved.came_from is State.PLANNED and moved.went_to is not State.GOING:
        tasks.finish(session, moved.linkage, now, kinds={TASK})


def elsewhere(session: Session, plan: Plan, now: datetime) -> None:
    """The meeting that two go to is held in another place: into that building, or out of it. For
    `following.ON_ELSEWHERE`."""
    if not _mind(session, plan, now):
        tasks.finish(session, plan.linkage, now, kinds={TASK})


def _mind(session: Session, plan: Plan | None, now: datetime) -> bool:
    """Is that for a person to talk about? Then it is a task."""
    if plan is None:
        return False
    whom = plan.linkage.person_id
    leads_there = plan.held_as.partition("@")[2] in barred(session, [whom]).get(whom, ())
    if leads_there:
        tasks.give(session, plan.linkage, TASK, now)
    return leads_there
