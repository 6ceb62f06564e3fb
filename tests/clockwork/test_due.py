"""When a job is due, whatever is done to the time of day and on both nights when the clocks change (SR-116)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from app.clockwork.rules.due import FIRST_WAIT, LATE, LONGEST_WAIT, back_off, is_late, wait
from app.clockwork.rules.job import Job, Ran
from app.clockwork.rules.rota import Rota
from app.kernel.days import LONDON, zone_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOON = datetime(2026, 12, 21, 12, tzinfo=UTC)
INTERVALS = (timedelta(seconds=15), timedelta(minutes=5), HOUR, DAY)
CHANGES = {"spring": datetime(2027, 3, 27, tzinfo=UTC), "autumn": datetime(2026, 10, 24, tzinfo=UTC)}


def never(_steady: float) -> timedelta:
    return timedelta()


def runs(every: timedelta, begins: datetime, length: timedelta, shown: Callable[[float], timedelta]) -> list[float]:
    """When a job runs, in seconds since `begins`, while the time of day is wrong by `shown`."""
    rota, found = Rota({"job": Job(lambda _session, _now: 0, every, "")}), list[float]()
    ran: Ran | None = None
    steady = 0.0
    while steady < length.total_seconds():
        present = begins + timedelta(seconds=steady) + shown(steady)
        rota.plan("job", ran, present, steady)
        steady = rota.due["job"]
        assert rota.next(steady) == "job"
        assert rota.next(steady - 0.001) is None
        present = begins + timedelta(seconds=steady) + shown(steady)
        ran = Ran(present, present, failures=0)
        found.append(steady)
        steady += 0.001
    return found


def gaps(found: list[float]) -> list[float]:
    return [later - sooner for sooner, later in pairwise(found)]


def jumping(at: float, by: timedelta) -> Callable[[float], timedelta]:
    return lambda steady: by if steady >= at else timedelta()


@pytest.mark.parametrize("every", INTERVALS)
@pytest.mark.parametrize("hours", [2, -2])
def test_sr_116_a_clock_that_jumps_neither_skips_a_job_nor_doubles_it(every: timedelta, hours: int) -> None:
    interval = every.total_seconds()
    for part in range(23):
        at = interval * (2 + part / 23)
        found = runs(every, NOON, 6 * every, jumping(at, timedelta(hours=hours)))

        assert min(gaps(found[1:])) >= interval / 4
        assert max(gaps(found)) <= interval * 5 / 4 + 1
        assert len(found) >= 5


@pytest.mark.parametrize("every", INTERVALS)
@pytest.mark.parametrize("hours", [2, -2])
def test_sr_116_whoever_takes_over_after_a_jump_waits_no_longer_than_usual(every: timedelta, hours: int) -> None:
    ran = Ran(NOON, NOON, failures=0)

    waits = wait(ran, every, NOON + timedelta(hours=hours, seconds=1))

    assert timedelta() <= waits <= every * 5 / 4


@pytest.mark.parametrize("every", INTERVALS)
@pytest.mark.parametrize("night", CHANGES)
def test_sr_116_on_both_nights_of_a_clock_change_every_job_keeps_its_distance(every: timedelta, night: str) -> None:
    begins = CHANGES[night] + timedelta(hours=22) if every < HOUR else CHANGES[night]
    length = timedelta(hours=6) if every < HOUR else 3 * DAY
    before, after = (moment.astimezone(zone_of(LONDON)).utcoffset() for moment in (begins, begins + length))
    assert before != after

    found = runs(every, begins, length, never)

    assert set(map(round, gaps(found[1:]))) == {every.total_seconds()}
    assert len(found) - 1 in (length // every, length // every - 1)


def test_what_is_done_once_a_day_is_done_at_night_from_the_second_time_on() -> None:
    found = [NOON + timedelta(seconds=each) for each in runs(DAY, NOON, 4 * DAY, never)]

    assert found[0] == NOON
    assert {f"{each:%H:%M}" for each in found[1:]} == {"03:00"}


def test_a_job_that_never_ran_is_due_at_once() -> None:
    assert wait(None, DAY, NOON) == timedelta()


def test_a_job_that_was_due_while_nobody_minded_the_clock_is_due_once() -> None:
    long_ago = Ran(NOON - 9 * DAY, NOON - 9 * DAY, failures=0)

    assert wait(long_ago, HOUR, NOON) == timedelta()
    assert wait(Ran(NOON, NOON, failures=0), HOUR, NOON) > HOUR / 4


def test_after_failures_a_job_waits_longer_each_time_but_never_longer_than_usual() -> None:
    waits = [wait(Ran(NOON, NOON, failures), DAY, NOON) for failures in range(1, 15)]

    assert waits[:3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    assert back_off(9, timedelta(seconds=15)) == timedelta(seconds=15)


def test_a_job_that_never_said_how_it_ended_counts_as_failed() -> None:
    assert wait(Ran(NOON, None, failures=1), DAY, NOON) == FIRST_WAIT


@pytest.mark.parametrize(
    ("good", "since", "is_so"),
    [
        (NOON - 2 * DAY - LATE, NOON - 9 * DAY, False),
        (NOON - 2 * DAY - LATE - timedelta(seconds=1), NOON - 9 * DAY, True),
        (None, NOON - HOUR, False),
        (None, NOON - 3 * DAY, True),
    ],
)
def test_a_job_is_late_two_intervals_after_its_last_good_end(
    good: datetime | None, since: datetime, is_so: bool
) -> None:
    assert is_late(good, DAY, since, NOON) is is_so
