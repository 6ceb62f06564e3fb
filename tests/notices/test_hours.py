"""When somebody may be reached, by the clock on the wall: by table, and against a walk over the windows."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.notices.rules.hours import USUAL, CannotKeepHours, Window, check_hours, is_allowed, next_allowed, read, written

LONDON = ZoneInfo("Europe/London")
OFFICE = dict.fromkeys(range(5), Window(10, 14))
LATE = {4: Window(22, 2)}
SATURDAY_NIGHT = {5: Window(23, 2), 6: Window(0, 3)}
ALWAYS = dict.fromkeys(range(7), Window(0, 0))


def london(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold)


@pytest.mark.parametrize(
    ("hours", "now", "then"),
    [
        (OFFICE, "2026-12-21T22:00", "2026-12-22T10:00"),
        (OFFICE, "2026-12-22T10:00", "2026-12-22T10:00"),
        (OFFICE, "2026-12-22T13:59", "2026-12-22T13:59"),
        (OFFICE, "2026-12-22T14:00", "2026-12-23T10:00"),
        (OFFICE, "2026-12-25T15:00", "2026-12-28T10:00"),
        (USUAL, "2026-12-21T20:59", "2026-12-21T20:59"),
        (USUAL, "2026-12-21T21:00", "2026-12-22T08:00"),
        (USUAL, "2026-12-22T03:00", "2026-12-22T08:00"),
        (LATE, "2026-12-26T01:30", "2026-12-26T01:30"),
        (LATE, "2026-12-26T02:00", "2027-01-01T22:00"),
        (LATE, "2026-12-25T01:00", "2026-12-25T22:00"),
        (ALWAYS, "2026-12-25T03:33", "2026-12-25T03:33"),
        (OFFICE, "2027-03-26T14:00", "2027-03-29T10:00"),
        (SATURDAY_NIGHT, "2027-03-28T02:30", "2027-03-28T02:30"),
        (SATURDAY_NIGHT, "2027-10-31T03:00", "2027-11-06T23:00"),
    ],
)
def test_sr_023_the_next_moment_that_is_allowed(hours: dict[int, Window], now: str, then: str) -> None:
    assert next_allowed(hours, london(now)) == london(then)


def test_sr_023_in_october_the_hour_that_comes_twice_is_in_the_window_both_times() -> None:
    window = {6: Window(1, 2)}

    assert [is_allowed(window, london("2027-10-31T01:30", fold)) for fold in (0, 1)] == [True, True]
    assert next_allowed(window, london("2027-10-31T00:10")) == datetime(2027, 10, 31, 0, tzinfo=UTC)


def test_sr_023_in_march_a_window_in_the_hour_that_is_left_out_comes_a_week_later() -> None:
    assert next_allowed({6: Window(1, 2)}, london("2027-03-28T00:30")) == london("2027-04-04T01:00")


def test_without_a_weekday_there_is_no_moment_and_such_hours_are_refused() -> None:
    assert next_allowed({}, london("2026-12-21T12:00")) is None
    with pytest.raises(CannotKeepHours, match="at least one day"):
        check_hours({})


hour = st.integers(0, 23)
weeks = st.dictionaries(st.integers(0, 6), st.builds(Window, hour, hour), min_size=1)
nights = st.sampled_from(["2027-03-27T12:00", "2027-10-30T12:00", "2026-12-21T12:00"])


def wall_says(hours: dict[int, Window], moment: datetime) -> bool:
    """The same question, answered by a walk over the windows as wall times."""
    wall = moment.astimezone(LONDON).replace(tzinfo=None)
    for back in (0, 1):
        window = hours.get((wall - timedelta(days=back)).weekday())
        if window:
            start = wall.replace(hour=0, minute=0) - timedelta(days=back) + timedelta(hours=window.first)
            long = (window.last - window.first) % 24 or 24
            if start <= wall < start + timedelta(hours=long):
                return True
    return False


@given(hours=weeks, night=nights, minutes=st.integers(0, 2000))
def test_sr_023_what_is_said_to_be_next_is_the_first_minute_that_the_clock_on_the_wall_allows(
    hours: dict[int, Window], night: str, minutes: int
) -> None:
    now = london(night).astimezone(UTC) + timedelta(minutes=minutes)
    said = next_allowed(hours, now)

    assert said is not None
    assert wall_says(hours, said)
    between = (said - now) // timedelta(minutes=20)
    assert [step for step in range(between) if wall_says(hours, now + timedelta(minutes=20 * step))] == []


@given(hours=weeks)
def test_hours_are_read_as_they_were_written(hours: dict[int, Window]) -> None:
    assert read(written(hours)) == hours


def test_the_usual_hours_need_no_words() -> None:
    assert (written(USUAL), read("")) == ("", USUAL)
