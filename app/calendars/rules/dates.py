"""Which days of a window may differ from the bare rules, so that only those are worked out in full."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.directory.rules.timetable import BankHoliday, Timetable
from app.kernel.recurrence import is_on

_DAY = timedelta(days=1)


def differing_days(table: Timetable, first: date, last: date) -> list[date]:
    """The days from `first` to `last`, in order, on which a one-off, a closure, a bank holiday or a pause may count.

    A date moved into the window or out of it brings both its days along, even the one outside.
    """
    if not (table.one_offs or table.closures or table.paused_until) and table.bank_holiday is BankHoliday.AS_USUAL:
        return []
    spoken_of = {day for one in table.one_offs for day in _of_a_move(one.day, one.to_day, first, last)}
    days: set[date] = set()
    for closure in table.closures:
        days.update(_days(max(first, closure.first), min(last, closure.last)))
    if table.bank_holiday is not BankHoliday.AS_USUAL:
        near = [day for day in table.holidays if first <= day <= last]
        days.update(day for day in near if any(is_on(each.rule, each.first, day) for each in table.series))
    if table.paused_until is not None and table.paused_until != date.max:
        days.update(_days(first, min(last, table.paused_until - _DAY)))
    return sorted(days | spoken_of)


def stretches_of(days: list[date]) -> Iterator[tuple[date, date]]:
    """Ordered days as unbroken stretches, each (first, last)."""
    start = 0
    for place in range(1, len(days) + 1):
        if place == len(days) or days[place] - days[place - 1] != _DAY:
            yield days[start], days[place - 1]
            start = place


def _of_a_move(day: date, to_day: date | None, first: date, last: date) -> set[date]:
    """The date of a one-off and the day it moves to, both as soon as one of them counts."""
    both = {day, to_day or day}
    return both if any(first <= each <= last for each in both) else set()


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
