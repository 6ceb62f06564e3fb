"""How the example world moves with the calendar, over two years of days."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demo.rules import BASE, is_named, matching, moved, shift_for
from app.demo.sources.drafts import Draft, records
from app.demo.sources.meetings import meetings
from app.demo.sources.others import cafes, courses, events, roles
from app.directory.rules.timetable import Change

DAYS = st.dates(date(2026, 6, 1), date(2028, 12, 31))
HELD = (date(2026, 11, 16), date(2026, 12, 21), date(2026, 12, 31), date(2027, 3, 27), date(2027, 5, 3),
        date(2027, 10, 30), date(2027, 12, 20), date(2028, 2, 29), date(2028, 12, 24))  # fmt: skip


def world(today: date) -> list[Draft]:
    shift = shift_for(today)
    return [*meetings(shift), *cafes(shift), *roles(shift), *events(shift), *courses(shift)]


@given(DAYS)
def test_the_world_moves_by_whole_fortnights_and_never_lags_by_more_than_one(today: date) -> None:
    shift = shift_for(today)

    assert shift.days % 14 == 0
    assert timedelta() <= today - (BASE + shift) < timedelta(days=14)


@given(DAYS, DAYS)
def test_a_day_keeps_its_weekday_unless_it_is_christmas_or_new_year(day: date, today: date) -> None:
    there = moved(day, shift_for(today))

    if is_named(day):
        assert (there.month, there.day) == (day.month, day.day)
        assert abs(there - (day + shift_for(today))) <= timedelta(days=184)
    else:
        assert there.weekday() == day.weekday()


@given(DAYS, DAYS, st.integers(0, 6))
def test_an_exception_lands_on_a_day_of_its_series_or_nowhere(day: date, today: date, weekday: int) -> None:
    there = matching(day, shift_for(today), lambda candidate: candidate.weekday() == weekday)

    assert there is None or there.weekday() == weekday
    if not is_named(day):
        assert there is not None
        assert abs(there - (day + shift_for(today))) <= timedelta(days=3)


@pytest.mark.parametrize("today", HELD)
def test_every_exception_is_on_a_real_date_of_its_series(today: date) -> None:
    for draft in world(today):
        for change in draft.one_offs:
            is_on = any(series.is_on(change.day) for series in draft.series)
            assert is_on or change.change is Change.EXTRA, (draft.key, change)


@pytest.mark.parametrize("today", HELD)
def test_most_exceptions_are_kept_and_none_is_made_up(today: date) -> None:
    found = [change for draft in meetings(shift_for(today)) for change in draft.one_offs]

    assert len(records("meeting-exceptions")) - 4 <= len(found) <= len(records("meeting-exceptions"))


@pytest.mark.parametrize("today", HELD)
def test_every_series_begins_on_one_of_its_own_days_and_keeps_its_weekdays(today: date) -> None:
    for now, first in zip(meetings(shift_for(today)), meetings(timedelta()), strict=True):
        assert now.series[0].is_on(now.series[0].first), now.key
        assert now.series[0].rule == first.series[0].rule
        if first.series[0].rule.startswith("FREQ=WEEKLY"):
            assert (now.series[0].first - first.series[0].first).days % 14 == 0


def test_what_was_confirmed_lately_stays_lately_confirmed() -> None:
    for now, first in zip(meetings(shift_for(date(2028, 5, 1))), meetings(timedelta()), strict=True):
        moved_by = now.fields["confirmed_on"] - first.fields["confirmed_on"]
        assert moved_by == shift_for(date(2028, 5, 1))


def test_the_christmas_exceptions_stay_at_christmas() -> None:
    days = {change.day for draft in meetings(shift_for(date(2027, 12, 20))) for change in draft.one_offs}

    assert {day for day in days if is_named(day)}
    assert all(day.year == 2027 for day in days if day.month == 12 and day.day >= 24)


@pytest.mark.parametrize("kind", [meetings, cafes, roles, events, courses])
def test_no_two_listings_share_an_address(kind: Callable[[timedelta], list[Draft]]) -> None:
    slugs = [draft.slug for draft in kind(timedelta())]

    assert len(slugs) == len(set(slugs))


@pytest.mark.parametrize("kind", [meetings, cafes])
def test_something_is_always_coming_up(kind: Callable[[timedelta], list[Draft]]) -> None:
    for today, _ in pairwise(HELD):
        ahead = [today + timedelta(days=away) for away in range(28)]
        drafts = kind(shift_for(today))
        assert any(series.is_on(day) for draft in drafts for series in draft.series for day in ahead)
