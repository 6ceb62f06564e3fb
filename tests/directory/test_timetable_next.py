"""What takes place next, and what is on now: late cafés, gaps, and the hour that comes twice."""

from datetime import UTC, date, datetime, time

import pytest

from app.directory.rules.timetable import BankHoliday, Series, Timetable, next_on
from app.kernel.recurrence import parse


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


LATE = Series("c", parse("FREQ=WEEKLY;BYDAY=SA"), date(2026, 1, 3), time(12), 750)


@pytest.mark.parametrize(
    ("now", "starts"),
    [("2027-01-02 23:59", 2), ("2027-01-03 00:29", 2), ("2027-01-03 00:30", 9)],
)
def test_keeps_a_cafe_on_until_it_closes_after_midnight(now, starts):
    [found] = next_on(Timetable((LATE,)), at(now), 1)

    assert found.starts.day == starts


def test_finds_the_next_that_take_place_and_leaves_out_the_cancelled():
    evening = Series("s", parse("FREQ=WEEKLY;BYDAY=MO"), date(2026, 1, 5), time(19, 30), 90)
    mondays = Timetable((evening,), bank_holiday=BankHoliday.CLOSED, holidays=frozenset({date(2026, 12, 28)}))

    found = next_on(mondays, at("2026-12-21 21:00"), 3)

    assert [each.day.isoformat() for each in found] == ["2027-01-04", "2027-01-11", "2027-01-18"]


def test_looks_no_further_than_it_was_asked_to():
    yearly = Timetable((Series("y", parse("FREQ=YEARLY"), date(2026, 5, 1), time(12), 60),))

    assert [each.day for each in next_on(yearly, at("2026-12-21 12:00"), 5)] == [date(2027, 5, 1)]
    assert next_on(yearly, at("2026-12-21 12:00"), 5, days=30) == []
    assert next_on(Timetable(()), at("2026-12-21 12:00"), 5) == []


def test_finds_what_is_on_now_through_the_hour_that_comes_twice():
    night = Timetable((Series("n", parse("FREQ=WEEKLY;BYDAY=SU"), date(2026, 1, 4), time(1, 30), 45),))

    assert next_on(night, at("2026-10-25 02:00"), 1)[0].day == date(2026, 10, 25)
    assert next_on(night, at("2026-10-25 02:15"), 1)[0].day == date(2026, 11, 1)


def test_keeps_the_order_of_instants_across_zones():
    london = Series("london", parse("FREQ=WEEKLY;BYDAY=MO"), date(2026, 1, 5), time(23), 60)
    tokyo = Series("tokyo", parse("FREQ=WEEKLY;BYDAY=TU"), date(2026, 1, 6), time(0, 30), 60, zone="Asia/Tokyo")

    found = next_on(Timetable((london, tokyo)), at("2026-12-21 12:00"), 3)

    assert [each.series_id for each in found] == ["tokyo", "london", "tokyo"]
