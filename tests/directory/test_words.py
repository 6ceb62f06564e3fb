"""Times, days, distances and trust in words."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directory.rules import words

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("clock", "said"),
    [("00:00", "midnight"), ("00:30", "12:30am"), ("09:05", "9:05am"), ("12:00", "noon"), ("12:30", "12:30pm"),
     ("19:30", "7:30pm"), ("19:00", "7pm"), ("23:59", "11:59pm")],
)  # fmt: skip
def test_a_time_is_said_as_people_say_it(clock: str, said: str) -> None:
    assert words.clock(datetime.fromisoformat(f"2026-11-24T{clock}")) == said


@given(st.times())
def test_every_time_of_day_has_a_short_name(moment: time) -> None:
    said = words.clock(datetime.combine(TODAY, moment))

    assert said in ("noon", "midnight") or said.endswith(("am", "pm"))


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-11-24T19:30", "2026-11-24T21:00", "Tonight, Tuesday 24 November, 7:30pm to 9pm"),
        ("2026-11-24T10:00", "2026-11-24T12:00", "Today, Tuesday 24 November, 10am to noon"),
        ("2026-11-25T22:00", "2026-11-26T00:00", "Tomorrow, Wednesday 25 November, 10pm to midnight"),
        ("2026-11-29T10:00", "2026-11-29T11:00", "Sunday 29 November, 10am to 11am"),
        ("2027-11-29T10:00", "2027-11-29T11:00", "Monday 29 November 2027, 10am to 11am"),
    ],
)
def test_a_date_is_said_in_full(start: str, end: str, said: str) -> None:
    assert words.when_sentence(datetime.fromisoformat(start), datetime.fromisoformat(end), TODAY) == said


@pytest.mark.parametrize(("minutes", "said"), [(0, "in 1 min"), (40, "in 40 min"), (60, "in 1 hr"), (70, "in 1 hr 10")])
def test_a_wait_is_said_shortly(minutes: int, said: str) -> None:
    assert words.wait(minutes) == said


@pytest.mark.parametrize(
    ("miles", "said"),
    [(0.6, "0.6 miles, about 16 min on foot"), (1.0, "1.0 mile, about 26 min on foot"), (3.04, "3.0 miles"),
     (12.4, "12 miles"), (9.96, "10.0 miles"), (0.0, "0.0 miles, about 1 min on foot")],
)  # fmt: skip
def test_a_distance_says_how_long_when_it_can_be_walked(miles: float, said: str) -> None:
    assert words.distance(miles) == said


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [
        (0, "fresh", "Checked today by the group"),
        (1, "fresh", "Checked yesterday by the group"),
        (90, "fresh", "Checked 3 months ago by the group"),
        (91, "ageing", "Checked 3 months ago by the group"),
        (180, "ageing", "Checked 6 months ago by the group"),
        (181, "stale", "Not checked for 6 months: ring first if you can"),
        (800, "stale", "Not checked for 2 years: ring first if you can"),
    ],
)
def test_how_sure_we_are(days: int, state: str, said: str) -> None:
    day = TODAY - timedelta(days=days)

    assert words.confirmed_state(day, TODAY) == state
    assert words.trust(day, TODAY, "the group") == said


def test_what_nobody_checked_says_so() -> None:
    assert words.confirmed_state(None, TODAY) == "stale"
    assert words.trust(None, TODAY) == "Nobody has checked this yet: ring or ask first if you can"


@given(st.integers(0, 4000))
def test_ages_only_grow(days: int) -> None:
    assert words.ago(days).endswith(("ago", "today", "yesterday"))
