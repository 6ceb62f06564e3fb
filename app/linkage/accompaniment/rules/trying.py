"""What follows from tries to reach somebody: three without an answer are not the person's fault, and no try is made
again on a road that leads to somebody else or was asked not to be used."""

from collections.abc import Sequence
from enum import StrEnum

from app.linkage.accompaniment.rules.words import Result

MOST = 3
"""Tries without an answer, on different days and at different times, before somebody else looks for another road."""

UNANSWERED = frozenset({Result.NO_ANSWER, Result.LEFT_MESSAGE})


class Next(StrEnum):
    """What is to be done now."""

    PLAN = "plan"
    TRY_AGAIN = "try_again"
    REACH_OUT = "reach_out"
    OTHER_ROAD = "other_road"
    LEAVE_BE = "leave_be"


def follows(results: Sequence[Result]) -> Next:
    """What follows from the tries so far, in order; there is at least one."""
    match results[-1]:
        case Result.SPOKE:
            return Next.PLAN
        case Result.WRONG_NUMBER:
            return Next.OTHER_ROAD
        case Result.ASKED_NOT_TO:
            return Next.LEAVE_BE
    return Next.REACH_OUT if unanswered(results) >= MOST else Next.TRY_AGAIN


def unanswered(results: Sequence[Result]) -> int:
    """How many of the last tries had no answer."""
    count = 0
    for result in reversed(results):
        if result not in UNANSWERED:
            break
        count += 1
    return count
