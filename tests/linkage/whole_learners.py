"""Is whoever comes along to learn of one piece with the plan, its timers, calendars and watches?"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.queries.apart import blocked_pairs
from app.directory.rules.schedule import Change
from app.linkage.accompaniment.models import Plan
from app.linkage.learning.models import Learner
from app.linkage.learning.queries.calendar import in_calendar
from app.linkage.learning.rules.steps import TIMER, Ending
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.rules.states import WITH_A_PLAN, State


def of_learners(session: Session) -> Iterator[str]:
    """What does not agree, in words."""
    open_ones = select(Timer.subject).where(Timer.kind == TIMER, Timer.done_at.is_(None))
    lapses = set(session.scalars(open_ones))
    whole = select(Learner, Plan, Walk.champion_id, Linkage.person_id, Linkage.state)
    whole = (
        whole.join(Plan, Plan.id == Learner.plan_id)
        .join(Walk, Walk.id == Plan.walk_id)
        .join(Linkage, Linkage.id == Plan.linkage_id)
    )
    rows = session.execute(whole.execution_options(populate_existing=True)).all()
    live = {plan.id for learner, plan, *_rest in rows if learner.ended_at is None}
    if lapses - live:
        yield "a timer waits for the yes of nobody"
    for learner, plan, champion_id, newcomer_id, state in rows:
        yield from _of_calendar(session, learner)
        yield from _of_ending(learner, plan)
        if learner.ended_at is None:
            yield from _of_yeses(learner, plan, state, lapses)
            three = (learner.person_id, champion_id, newcomer_id)
            if blocked_pairs(session, three) & {frozenset(pair) for pair in combinations(three, 2)}:
                yield "a learner comes along with somebody from whom they are kept apart"


def _of_calendar(session: Session, learner: Any) -> Iterator[str]:
    shown = [each for each in in_calendar(session, learner.person_id, str) if learner.uid in each.uids.values()]
    stands = learner.ended_at is None and learner.is_agreed
    if any(_is_cancelled(each) == stands for each in shown) or (stands and not shown):
        yield f"a learner's calendar does not tell that it stands: {stands}"
    if any(each.place.line and not stands for each in shown):
        yield "a learner's calendar tells where somebody meets without them"


def _of_ending(learner: Any, plan: Any) -> Iterator[str]:
    if (learner.ended_at is None) != (learner.ending is None):
        yield "a learner's ending without its moment"
    if learner.ending is Ending.WALKED and not (plan.outcome and learner.is_agreed):
        yield "a learner walked where nobody did, or without everybody's yes"
    if learner.ending is not Ending.WALKED and learner.said:
        yield "it is said how it went where nobody went"
    if plan.ended_at is not None and learner.ended_at is None:
        yield "a learner comes along to what is over"


def _of_yeses(learner: Any, plan: Any, state: State, lapses: set[str]) -> Iterator[str]:
    """Of one that stands."""
    yeses = (learner.learner_agreed_at, learner.champion_agreed_at, learner.newcomer_agreed_at)
    if yeses[2] and not all(yeses):
        yield "the newcomer said yes before the others"
    if any(yeses) and (not plan.is_agreed or state not in WITH_A_PLAN):
        yield "a learner's yes stands for a plan that does not"
    if state is State.PLANNED and not all(yeses) and plan.id not in lapses:
        yield "silence about a learner has no end"
    if state is State.GOING and (not all(yeses) or learner.watch_id is None):
        yield "a learner is out, and nobody asked or nobody watches"


def _is_cancelled(entry: Any) -> bool:
    return any(each.change is Change.CANCELLED for each in entry.timetable.one_offs)
