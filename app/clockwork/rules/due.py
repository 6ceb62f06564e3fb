"""When a job is due: at ticks of UTC, so that no change of the clocks on the wall moves one; later after a failure.

Whoever minds the clock asks only how long to wait, and counts that by a clock that nobody sets (`kernel.clock.steady`).
So a job runs as often as it should whatever is done to the time of day: never twice within a quarter of its interval,
never later than one and a quarter.
"""

from datetime import UTC, datetime, timedelta

from app.clockwork.rules.job import Ran

FIRST = datetime(2000, 1, 1, 3, tzinfo=UTC)
"""A tick of every job. So what is done once a day is done at three in the morning, when fewest look."""

APART = 4
"""Two runs are at least this part of an interval apart: the tick that comes sooner is left out."""

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)

LATE = timedelta(minutes=10)
"""How far beyond two intervals the last good end may lie before somebody should look."""

NOW = timedelta()


def wait(ran: Ran | None, every: timedelta, present: datetime) -> timedelta:
    """How long until a job is due that last ran so. `present` and its moments are of the running clock; where that was
    put back meanwhile the answer is still no longer than an interval and a quarter."""
    if ran is None:
        return NOW
    if ran.failures:
        pause = back_off(ran.failures, every)
        last = max(ran.began_at, ran.ended_at or ran.began_at)
        return min(max(last + pause - present, NOW), pause)
    apart = every / APART
    return min(max(next_tick(ran.began_at + apart, every) - present, NOW), every + apart)


def next_tick(moment: datetime, every: timedelta) -> datetime:
    """The first tick at or after a moment."""
    return moment + (FIRST - moment) % every


def back_off(failures: int, every: timedelta) -> timedelta:
    """How long a job waits after so many failures in a row: twice as long each time, never longer than its interval or
    an hour."""
    return min(FIRST_WAIT * (1 << min(failures - 1, 10)), every, LONGEST_WAIT)


def is_late(good_at: datetime | None, every: timedelta, since: datetime, present: datetime) -> bool:
    """Should it have ended well by now? `good_at` is when it last did; `since`, when somebody began to see to it."""
    return present > (good_at or since) + 2 * every + LATE
