"""When somebody is asked after: 30, 60 and 90 days after the first time together, then less often while all is well.

After day 90 the next question comes a month later; each answer that wants nothing makes the step a month longer, up to
six, and one that wants something makes it a month again. No answer changes nothing.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.kernel.days import LONDON, to_instant
from app.kernel.errors import Refused
from app.kernel.speech import _, marked

FIXED = tuple(timedelta(days=days) for days in (30, 60, 90))
LONGEST_STEP = 6
USUAL_MONTHS, YEAR, MOST_MONTHS = 24, 12, 60
"""So long it is offered; a press adds a year, up to five."""

APART = timedelta(days=14)
"""Two questions are never closer than this."""

ASKED_AT = time(10)
REPEATED, LET_BE = timedelta(days=3), timedelta(days=7)
"""So long after the question it is repeated, once; and the question is over."""

FURTHEST = timedelta(days=180)


class Reply(StrEnum):
    """What somebody says of themselves."""

    FINE = "fine"
    TALK = "talk"
    COMPANY = "company"


REPLIES = {
    Reply.FINE: marked("I am fine"),
    Reply.TALK: marked("I would like to talk to somebody"),
    Reply.COMPANY: marked("I would like company again"),
}


class CannotSetOff(Refused):
    """This day cannot be; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Past:
    """A check-up that is over: the day for which it was set, and the answer, None where there was none."""

    day: date
    reply: Reply | None = None


def next_day(since: date, past: Sequence[Past], today: date, months: int = USUAL_MONTHS) -> date | None:
    """The day of the next question, after today; None when it is all over. What was missed is not made up for."""
    last = past[-1].day if past else None
    step = step_after(since, past)
    fixed = [since + days for days in FIXED]
    nearest = next((day for day in fixed if day > today and (last is None or day >= last + APART)), None)
    found = nearest or max(fixed[-1], last or fixed[-1])
    while found <= today or (nearest is None and found == (last or fixed[-1])):
        found = later(found, step)
    return found if found <= later(since, months) else None


def step_after(since: date, past: Sequence[Past]) -> int:
    """How many months lie between two questions, as the answers since day 90 have it."""
    step = 1
    for each in past:
        if each.day >= since + FIXED[-1] and each.reply is not None:
            step = min(step + 1, LONGEST_STEP) if each.reply is Reply.FINE else 1
    return step


def later(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def moment_of(day: date) -> datetime:
    """When that day's question is asked: in the morning by the clock on the wall."""
    return to_instant(day, ASKED_AT, LONDON)


def check_later(day: date | None, today: date) -> date:
    """Raise `CannotSetOff` unless it is a day on which a question can be asked."""
    if day is None or not today < day <= today + FURTHEST:
        raise CannotSetOff(_("Choose a day from tomorrow on, within the next 180 days."))
    return day
