"""When a span is over, in working hours and across both clock changes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.linkage.referral.rules.timing import TIMERS, Span, Unit, after, span_of

LONDON = ZoneInfo("Europe/London")
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
FOUR, DAY = Span(4, Unit.WORKING_HOURS), Span(1, Unit.WORKING_DAYS)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("asked", "span", "due"),
    [
        ("2026-12-21T10:00", FOUR, "2026-12-21T14:00"),
        ("2026-12-21T15:00", FOUR, "2026-12-22T11:00"),
        ("2026-12-21T03:00", FOUR, "2026-12-21T13:00"),
        ("2026-12-24T16:00", FOUR, "2026-12-29T12:00"),
        ("2026-12-19T12:00", FOUR, "2026-12-21T13:00"),
        ("2026-12-21T10:30", DAY, "2026-12-22T10:30"),
        ("2026-12-24T10:30", DAY, "2026-12-29T10:30"),
        ("2027-03-27T23:00", Span(1, Unit.DAYS), "2027-03-28T23:00"),
        ("2026-10-24T12:00", Span(1, Unit.DAYS), "2026-10-25T12:00"),
        ("2027-03-26T16:00", FOUR, "2027-03-29T12:00"),
    ],
)
def test_when_it_is_over(asked: str, span: Span, due: str) -> None:
    assert after(at(asked), span, CHRISTMAS) == at(due)


def test_an_hour_is_an_hour_in_the_night_when_clocks_change() -> None:
    before = at("2027-03-28T00:30")

    assert after(before, Span(2, Unit.HOURS), ()) - before == timedelta(hours=2)


@given(st.integers(0, 2 * 366 * 24 * 60), st.integers(1, 60))
def test_working_hours_end_in_working_hours(minutes: int, hours: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)

    due = after(moment, Span(hours, Unit.WORKING_HOURS), CHRISTMAS).astimezone(LONDON)

    assert due.weekday() < 5
    assert due.date() not in CHRISTMAS
    assert 9 <= due.hour + due.minute / 60 + due.second / 3600 + due.microsecond / 3.6e9 <= 17


def test_an_organisation_chooses_its_own_and_a_discharge_comes_first() -> None:
    assert span_of("look", {"timer_look": 2}, is_urgent=False) == Span(2, Unit.WORKING_HOURS)
    assert span_of("look", {"timer_look": 2}, is_urgent=True) == Span(1, Unit.WORKING_HOURS)
    assert span_of("look", {"timer_look": "soon"}, is_urgent=False) == TIMERS["look"]
