"""SR-053: what a reason must be, and by which day it is reviewed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consent.rules.glass import CATEGORIES, LASTS, CannotBreak, check_breaking, review_by
from app.kernel.days import LONDON, local_day

WHY = "She did not come to our walk."
TEN_YEARS = 10 * 365 * 24 * 60
NIA, CORA = "a" * 32, "c" * 32


@pytest.mark.parametrize(
    ("category", "reason", "says"),
    [
        ("", WHY, "Choose"),
        ("curiosity", WHY, "Choose"),
        ("danger", "x" * 19, "20 letters"),
        ("danger", " " * 30 + "x" * 19, "20 letters"),
        ("danger", "x" * 501, "500 characters"),
    ],
)
def test_sr_053_says_what_is_missing(category: str, reason: str, says: str) -> None:
    with pytest.raises(CannotBreak, match=says):
        check_breaking(CORA, NIA, category, reason)


def test_sr_053_twenty_letters_and_a_kind_will_do() -> None:
    for category in CATEGORIES:
        check_breaking(CORA, NIA, category, "x" * 20)
    assert timedelta(hours=1) == LASTS


def test_sr_054_nobody_opens_their_own() -> None:
    with pytest.raises(CannotBreak, match="your own"):
        check_breaking(NIA, NIA, "danger", WHY)


@given(st.integers(0, TEN_YEARS))
def test_sr_053_a_review_is_due_on_the_fifth_working_day_after(minutes: int) -> None:
    broken = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    day, due = local_day(broken, LONDON), review_by(broken)
    between = [day + timedelta(days=number) for number in range(1, (due - day).days + 1)]

    assert due.weekday() < 5
    assert sum(each.weekday() < 5 for each in between) == 5
    assert timedelta(days=7 if day.weekday() < 5 else 5) <= due - day <= timedelta(days=7)


@pytest.mark.parametrize(
    ("broken", "due"),
    [
        (datetime(2026, 12, 21, 9, tzinfo=UTC), date(2026, 12, 28)),
        (datetime(2026, 12, 25, 9, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 12, 26, 9, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 6, 7, 23, 30, tzinfo=UTC), date(2026, 6, 15)),
    ],
)
def test_sr_053_days_are_those_of_london(broken: datetime, due: date) -> None:
    assert review_by(broken) == due
