"""Somebody of the staff says that a task is done, and may take that back for a few minutes."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.accompaniment.actions import contact, safety
from app.linkage.accompaniment.queries.pairs import last
from app.linkage.accompaniment.queries.safety import has_checked_in
from app.linkage.accompaniment.rules.safety import ORDER, URGENT_TASKS
from app.linkage.accompaniment.rules.words import Result
from app.linkage.matching.models import Round
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Happening, Linkage, Task, Timer
from app.linkage.referral.queries.about import is_about
from app.linkage.referral.queries.linkages import in_nobodys_hands
from app.linkage.referral.rules.tasks import (
    A_COLLEAGUE,
    LOOK_AGAIN,
    TAKE_BACK,
    TOLD_DONE,
    TOLD_UNDONE,
    done_by_press,
)
from app.linkage.referral.rules.timing import ANEW, after
from app.places.models import Nation
from app.places.queries import bank_holidays

REACHED = ("reach_out", "other_road", "in_touch", "same_day", "otherwise_phone", "check_up_talk")
"""Tasks that are done when staff have spoken with the newcomer."""

TRIED = ("reach_out",)
"""Tasks that are done by trying."""


DIFFER = "words_differ"
"""The task to ask two people who say different things."""


class NotByPress(Refused):
    """This task does not end by a press, or cannot be taken back; the sentence says what to do."""


def done(session: Session, by: Warrant, linkage: Linkage, kind: str, now: datetime) -> None:
    """A task is done; one that is about whoever presses is a colleague's. Where nothing else is due then, somebody
    looks again in a while. Whatever watched over somebody who is out ends with it, as on the page of who is out. The
    caller holds the request. Raises `NotByPress`."""
    if not done_by_press(kind, linkage.state):
        raise NotByPress(_("This needs a decision. It is on the page of the request."))
    if is_about(session, linkage, kind, by.actor.person_id, now):
        raise NotByPress(_(A_COLLEAGUE))
    if not tasks.finish(session, linkage, now, by.actor.person_id, kinds=[kind]):
        return
    plan = last(session, linkage.id) if kind in URGENT_TASKS else None
    if plan:
        safety.seen_to(session, plan, by, now)
        timers.end(session, linkage, ORDER, now)
    note(session, linkage, TOLD_DONE, by, now, reason=kind)
    if _is_in_nobodys_hands(session, linkage):
        due_at = after(now, ANEW, bank_holidays(Nation.ENGLAND_AND_WALES))
        timers.begin(session, linkage, LOOK_AGAIN, now, due_at=due_at)


def check_not_own(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> None:
    """What happened between two people is not decided by one of them. Raises `NotByPress`."""
    if is_about(session, linkage, DIFFER, by.actor.person_id, now):
        raise NotByPress(_(A_COLLEAGUE))


def tried(session: Session, by: Warrant, linkage: Linkage, result: Result, now: datetime) -> None:
    """Somebody of the staff tried to reach the newcomer, and what it was to be for is done where it worked. The caller
    holds the request."""
    contact.staff_tried(session, linkage, result, by, now)
    mine = select(Task.kind).where(Task.linkage_id == linkage.id, Task.done_at.is_(None))
    for kind in sorted(set(session.scalars(mine)) & set(REACHED if result is Result.SPOKE else TRIED)):
        done(session, by, linkage, kind, now)


def undo(session: Session, by: Warrant, linkage: Linkage, kind: str, now: datetime) -> None:
    """It was not done after all: all that was ended by that press goes on. The caller holds the request. Raises
    `NotByPress`."""
    mine = select(Task).where(Task.linkage_id == linkage.id, Task.kind == kind, Task.done_by == by.actor.person_id)
    task = session.scalars(mine.where(Task.done_at > now - TAKE_BACK).order_by(Task.done_at.desc())).first()
    if task is None or task.done_at is None or not _may_open(session, task, task.done_at):
        raise NotByPress(_("That cannot be taken back any more. Please see to it from here."))
    kinds = set(URGENT_TASKS) if kind in URGENT_TASKS else {kind}
    ended = (Task.linkage_id == linkage.id, Task.done_at == task.done_at, Task.done_by == task.done_by)
    if kind in URGENT_TASKS:
        watched = (Timer.linkage_id == linkage.id, Timer.kind.in_(ORDER), Timer.done_at == task.done_at)
        session.execute(update(Timer).where(*watched).values(done_at=None))
    session.execute(update(Task).where(*ended, Task.kind.in_(kinds)).values(done_at=None, done_by=""))
    timers.end(session, linkage, [LOOK_AGAIN], now)
    note(session, linkage, TOLD_UNDONE, by, now, reason=kind)


def look_again(session: Session, linkage: Linkage, _timer: Timer, now: datetime) -> None:
    """Nothing was due when the last task was done: if that is still so, somebody looks."""
    if _is_in_nobodys_hands(session, linkage):
        tasks.give(session, linkage, LOOK_AGAIN, now)


WHEN_DUE: dict[str, Callable[[Session, Linkage, Timer, datetime], None]] = {LOOK_AGAIN: look_again}
"""What the timer of this part does when it is over."""


def _is_in_nobodys_hands(session: Session, linkage: Linkage) -> bool:
    asked = select(Round.linkage_id).where(Round.closed_at.is_(None))
    return linkage.id in in_nobodys_hands(session, asked, of=linkage.id)


def _may_open(session: Session, task: Task, done_at: datetime) -> bool:
    """Does it stand as it stood then: nothing moved, nobody came home, and none of its kind was given since?"""
    plan = last(session, task.linkage_id) if task.kind in URGENT_TASKS else None
    is_home = plan is not None and has_checked_in(plan) and task.kind != "nobody_here"
    same = (Task.linkage_id == task.linkage_id, Task.kind == task.kind, Task.done_at.is_(None))
    is_given = session.scalars(select(Task.id).where(*same)).first() is not None
    return not (is_home or is_given or _has_moved(session, task, done_at))


def _has_moved(session: Session, task: Task, done_at: datetime) -> bool:
    """Did the request move after that press, be it in the same moment?"""
    mine = select(func.max(Happening.number)).where(Happening.linkage_id == task.linkage_id)
    pressed = session.scalar(mine.where(Happening.what == TOLD_DONE, Happening.at == done_at)) or 0
    return task.linkage.since > done_at or (session.scalar(mine.where(Happening.what == "moved")) or 0) > pressed
