"""What a newcomer said of whoever was to meet them, taken back: at the door, and afterwards within a few minutes."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.speech import _
from app.linkage.accompaniment.actions.going import LATE, WATCHED, NotNow, settle
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.doorstep import sees_nobody
from app.linkage.accompaniment.queries.pairs import Pair, last
from app.linkage.accompaniment.queries.unsaying import may_unsay, said_at
from app.linkage.accompaniment.rules.planning import ARRIVAL, SET_OUT
from app.linkage.accompaniment.rules.telling import FOUND
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.rules.states import TABLE, State

UNSAID = "unsaid"
OF_ABSENCE = (*LATE, "apology", "words_differ")


def they_are_here(session: Session, pair: Pair, by: Warrant, now: datetime) -> None:
    """The newcomer sees them after all: whoever was told hears so, and nothing else of the outing changes. Raises
    `NotNow`."""
    plan = pair.plan
    if plan is None or not sees_nobody(session, plan):
        raise NotNow(_("There is nothing to take back just now. Please look at the page again."))
    note(session, pair.linkage, FOUND, by, now)
    _finish(session, (pair.linkage, plan.meet_at - SET_OUT), (*LATE, "apology"), by, now)


def unsay(session: Session, pair: Pair, by: Warrant, now: datetime) -> None:
    """The newcomer pressed the wrong answer: nobody is held to have been missing, and the outing waits for their word
    as it did before. Raises `NotNow`."""
    linkage, plan = pair.linkage, last(session, pair.linkage.id)
    if plan is None or not may_unsay(session, pair, now):
        raise NotNow(_("That cannot be taken back with a press any more. Please ring us, and we put it right."))
    pressed = said_at(session, plan) or now
    plan.newcomer_says, plan.felt, plan.again = None, "", ""
    note(session, linkage, UNSAID, by, now)
    _finish(session, (linkage, pressed), OF_ABSENCE, by, now)
    if linkage.state is State.REPLANNING and linkage.since == pressed:
        _stands_again(session, plan, by, now)
    else:
        settle(session, plan, by, now, is_over=linkage.state is not State.GOING)


def _stands_again(session: Session, plan: Plan, by: Warrant, now: datetime) -> None:
    """By the ways of the table, in one transaction. Whoever looks out for the champion goes on doing so."""
    linkage, kept = plan.linkage, TABLE[State.GOING].keeps
    open_ones = [(each.kind, each.due_at, each.subject) for each in linkage.timers
                 if each.done_at is None and each.kind in kept]  # fmt: skip
    plan.outcome, plan.ended_at, plan.ending = None, None, ""
    session.flush()
    move(session, linkage, State.PLANNED, by, now, reason=UNSAID)
    move(session, linkage, State.GOING, by, now, reason=UNSAID)
    for kind, due_at, subject in open_ones:
        timers.begin(session, linkage, kind, now, due_at=due_at, subject=subject)
    if plan.meet_at + ARRIVAL > now:
        timers.begin(session, linkage, WATCHED[0], now, due_at=plan.meet_at + ARRIVAL, subject=plan.id)


def _finish(
    session: Session, since: tuple[Linkage, datetime], kinds: Collection[str], by: Warrant, now: datetime
) -> None:
    """Those of these kinds that were given since a moment; an earlier outing's go on."""
    linkage, moment = since
    mine = (Task.linkage_id == linkage.id, Task.kind.in_(kinds), Task.made_at >= moment, Task.done_at.is_(None))
    found = session.scalars(select(Task.kind).where(*mine)).all()
    tasks.finish(session, linkage, now, by.actor.person_id, kinds=found)
