"""When a group's representative is asked whether its listing is still right: every 90 days since somebody said so, and
once more two weeks later."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.kernel.days import LONDON, local_day, to_instant

EVERY = timedelta(days=90)
AGAIN = timedelta(days=14)
TIMES = 2
AHEAD = timedelta(days=14)
TEN = time(10)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: a name that is its own, and when it is worth asking."""

    cycle: str
    due_at: datetime
    ends_at: datetime


def asks(confirmed_on: date | None, since: date, now: datetime) -> list[Ask]:
    """The questions that are due or soon will be, for a listing that was last confirmed on that day, to somebody who
    looks after it since. One that nobody ever confirmed is asked about from the day after they took it on."""
    base = confirmed_on or since + timedelta(days=1) - EVERY
    today = local_day(now, LONDON)
    cycle = max((today - base) // EVERY, 1)
    days = [base + EVERY * cycle + AGAIN * number for number in range(TIMES)]
    return [
        Ask(f"{base}.{cycle}.{number}", _at_ten(day), _at_ten(day + AGAIN))
        for number, day in enumerate(days)
        if day <= today + AHEAD
    ]


def _at_ten(day: date) -> datetime:
    return to_instant(day, TEN, LONDON)
