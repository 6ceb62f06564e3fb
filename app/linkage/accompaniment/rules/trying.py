"""What follows from tries to reach somebody: three without an answer are not the person's fault, and no try is made
again on a road that leads to somebody else or was asked not to be used."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.rules.words import Result

MOST = 3
"""So many days with a try, and a word through the site, before somebody else looks for another road. After five days
staff are asked anyway (the timer `tries`)."""

TWICE = timedelta(minutes=10)
"""The same answer again within this is the same try, pressed twice."""

UNANSWERED = frozenset({Result.NO_ANSWER, Result.LEFT_MESSAGE})


class Next(StrEnum):
    """What is to be done now."""

    PLAN = "plan"
    TRY_AGAIN = "try_again"
    REACH_OUT = "reach_out"
    OTHER_ROAD = "other_road"
    LEAVE_BE = "leave_be"


Tries = Sequence[tuple[Result, datetime]]


def is_twice(tries: Tries, result: Result, now: datetime) -> bool:
    """Was the same button pressed a moment ago?"""
    return bool(tries) and tries[-1][0] is result and now - tries[-1][1] < TWICE


def follows(tries: Tries, *, has_written: bool) -> Next:
    """What follows from the tries so far, in order; there is at least one. `has_written`: the champion has also used
    the other road, a word through the site."""
    match tries[-1][0]:
        case Result.SPOKE:
            return Next.PLAN
        case Result.WRONG_NUMBER:
            return Next.OTHER_ROAD
        case Result.ASKED_NOT_TO:
            return Next.LEAVE_BE
    return Next.REACH_OUT if has_written and unanswered(tries) >= MOST else Next.TRY_AGAIN


def unanswered(tries: Tries) -> int:
    """On how many days the last tries had no answer: several on one day are one."""
    days = set()
    for result, at in reversed(tries):
        if result not in UNANSWERED:
            break
        days.add(local_day(at, LONDON))
    return len(days)
