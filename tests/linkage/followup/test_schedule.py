"""When somebody is asked after: by tables, over both clock changes and month ends."""

import itertools
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.linkage.followup.rules.schedule import MOST_MONTHS, USUAL_MONTHS, Past, Reply, later, moment_of, next_day
from tests.conftest import LONDON

F, T, C, N = Reply.FINE, Reply.TALK, Reply.COMPANY, None
SINCE = date(2027, 1, 31)


def course(since: date, answers: list[Reply | None], months: int = USUAL_MONTHS) -> list[date]:
    """The days on which somebody is asked who answers like that, and then is always fine."""
    past: list[Past] = []
    today = since
    while (day := next_day(since, past, today, months)) is not None:
        past.append(Past(day, answers[len(past)] if len(past) < len(answers) else F))
        today = day
    return [each.day for each in past]


def in_months(days: list[date]) -> list[int]:
    return [(right.year - left.year) * 12 + right.month - left.month for left, right in itertools.pairwise(days[2:])]


@pytest.mark.parametrize(
    ("answers", "steps"),
    [
        ([], [2, 3, 4, 5, 6]),
        ([F, F, N], [1, 2, 3, 4, 5]),
        ([T, T, T], [1, 2, 3, 4, 5]),
        ([F, F, F, F, T], [2, 3, 1, 2, 3, 4, 5]),
        ([F, F, F, F, N], [2, 3, 3, 4, 5]),
        ([C, F, F, C, C, C], [2, 1, 1, 1, 2, 3, 4, 5]),
    ],
)
def test_each_answer_that_wants_nothing_makes_the_step_a_month_longer(
    answers: list[Reply | None], steps: list[int]
) -> None:
    days = course(SINCE, answers)

    assert [(day - SINCE).days for day in days[:3]] == [30, 60, 90]
    assert in_months(days) == steps
    assert days[-1] <= date(2029, 1, 31) < later(days[-1], 6)


def test_what_was_missed_is_not_made_up_for_and_what_was_put_off_counts_from_its_new_day() -> None:
    assert next_day(SINCE, [], SINCE + timedelta(days=70)) == SINCE + timedelta(days=90)
    assert next_day(SINCE, [], SINCE + timedelta(days=200)) == date(2027, 9, 1)
    assert next_day(SINCE, [Past(SINCE + timedelta(days=55), F)], SINCE + timedelta(days=55)) == SINCE + timedelta(90)
    assert next_day(SINCE, [Past(date(2027, 8, 31), F)], date(2027, 8, 31)) == date(2027, 10, 31)
    assert later(date(2027, 8, 31), 1) == date(2027, 9, 30)
    assert later(date(2027, 12, 31), 2) == date(2028, 2, 29)


@given(st.lists(st.sampled_from([F, T, C, N]), max_size=80), st.sampled_from([USUAL_MONTHS, 36, MOST_MONTHS]))
def test_two_questions_are_a_fortnight_apart_at_least_and_the_last_is_in_time(
    answers: list[Reply | None], months: int
) -> None:
    days = course(SINCE, answers, months)

    assert all(timedelta(14) <= right - left <= timedelta(184) for left, right in itertools.pairwise(days))
    assert days[-1] <= later(SINCE, months)


@pytest.mark.parametrize("day", [date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30), date(2027, 10, 31)])
def test_a_question_comes_at_ten_by_the_clock_on_the_wall_whatever_the_clocks_do(day: date) -> None:
    assert moment_of(day).astimezone(LONDON) == datetime(day.year, day.month, day.day, 10, tzinfo=LONDON)
