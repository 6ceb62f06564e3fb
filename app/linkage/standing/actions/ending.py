"""Somebody told staff that they do not want it any more, or that they would like to hear from us after all."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.kernel.speech import _, marked
from app.linkage.matching.actions.answers import recall
from app.linkage.matching.queries.offers import open_round
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.queries.reachable import ends_at, is_left
from app.linkage.referral.rules.reachable import END_TIMER
from app.linkage.referral.rules.states import CannotMove, State
from app.linkage.referral.rules.tasks import TAKE_BACK
from app.linkage.standing.actions import own
from app.notices.queries.reach import safe_contact

TOLD_STAFF = "told_staff"
"""Why a request was withdrawn that staff ended at the person's word."""

OVER = marked("That is not possible any more: something has changed meanwhile. Please look again.")


def end(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> None:
    """It ends in five minutes, as when they stop it themselves. From now on nobody is asked for them; a question that
    is open is taken back. Twice is once. The caller holds the request. Raises `CannotMove`."""
    if not linkage.is_live:
        raise CannotMove(_(OVER))
    if ends_at(session, linkage):
        return
    timers.begin(session, linkage, END_TIMER, now, due_at=now + TAKE_BACK)
    note(session, linkage, "end_said", by, now)
    if linkage.state is State.OFFERING and open_round(session, linkage.id):
        recall(session, by, linkage, now)


def undo(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> None:
    """It was a mistake. A question that was taken back stays so. Raises `CannotMove` once it has ended."""
    if not ends_at(session, linkage):
        raise CannotMove(_(OVER))
    timers.end(session, linkage, [END_TIMER], now)
    note(session, linkage, "end_unsaid", by, now)


def after_all(session: Session, by: Warrant, linkage: Linkage, now: datetime) -> None:
    """They would like to hear from us after all. Raises `CannotMove` where they did not ask otherwise."""
    kept = safe_contact(session, linkage.person_id)
    if kept is None or not linkage.is_live or not kept.do_not_contact or not is_left(session, linkage):
        raise CannotMove(_(OVER))
    kept.do_not_contact = False
    tasks.finish(session, linkage, now, by.actor.person_id, kinds=["leave_be"])
    note(session, linkage, "after_all", by, now)
    tasks.give(session, linkage, "look_again", now)


def over(session: Session, linkage: Linkage, _timer: Timer, now: datetime) -> None:
    """Nobody took it back: it ends, with all that hangs on it."""
    if linkage.is_live:
        own.stop(session, linkage, None, now, reason=TOLD_STAFF)


WHEN_DUE: dict[str, Callable[[Session, Linkage, Timer, datetime], None]] = {END_TIMER: over}
"""What the timer of this part does when it is over."""
