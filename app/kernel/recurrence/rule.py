"""A rule, and the days it falls on."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.errors import Refused

ORDINALS = {1, 2, 3, 4, 5, -1}
MONTH_DAYS = {*range(1, 32), -1}
LONGEST_INTERVAL = 999
LOOK_AHEAD = 2922
"""Days in eight years, the longest gap between two 29 Februaries."""
LAST_DAY = date.max.toordinal()


class BadRule(Refused):
    """A rule we cannot read, with a sentence that names the part."""


class Freq(StrEnum):
    """How often; `DATES` is a plain list of days."""

    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"
    DATES = "DATES"


@dataclass(frozen=True, slots=True, order=True)
class ByDay:
    """A weekday (Monday is 0), and for monthly rules which one: 1 to 5, or -1 for the last."""

    weekday: int
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A set of days without end.

    WEEKLY: the weekdays of `by_day`, every `interval` weeks counted from the anchor's week (weeks begin on Monday).
    MONTHLY: either the ordinals of `by_day` or the `month_days` (1 to 31, -1 for the last day), every `interval` months
    counted from the anchor's month; a month that lacks the day is left out. YEARLY: the anchor's own day and month; 29
    February only in leap years. DATES: exactly `dates`. A rule that breaks this cannot be made: `BadRule`.
    """

    freq: Freq
    interval: int = 1
    by_day: tuple[ByDay, ...] = ()
    month_days: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what has no meaning here."""
        if not 1 <= self.interval <= LONGEST_INTERVAL:
            raise BadRule(f"INTERVAL must be a number from 1 to {LONGEST_INTERVAL}.")
        _CHECKS[self.freq](self)


def is_on(rule: Rule, anchor: date, day: date) -> bool:
    """Does the rule, begun on `anchor`, fall on `day`? Never before the anchor."""
    if rule.freq is Freq.WEEKLY:
        weeks = (day.toordinal() - 1) // 7 - (anchor.toordinal() - 1) // 7
        weekday = day.weekday()
        return day >= anchor and weeks % rule.interval == 0 and any(each.weekday == weekday for each in rule.by_day)
    return any(True for _ in between(rule, anchor, day, day))


def between(rule: Rule, anchor: date, first: date, last: date) -> Iterator[date]:
    """The rule's days from `first` to `last`, both counted in, in order. Cost grows with the answer only."""
    return _DAYS[rule.freq](rule, anchor, max(first, anchor), last)


def following(rule: Rule, anchor: date, day: date) -> date | None:
    """The rule's first day on or after `day`; None if there is none within 8 years."""
    begin = max(day, anchor)
    if rule.freq is Freq.WEEKLY and rule.interval == 1 and len(rule.by_day) == 1:
        ahead = (rule.by_day[0].weekday - begin.weekday()) % 7
        return date.fromordinal(begin.toordinal() + ahead) if begin.toordinal() + ahead <= LAST_DAY else None
    horizon = date.fromordinal(min(day.toordinal() + LOOK_AHEAD, date.max.toordinal()))
    return next(between(rule, anchor, begin, horizon), None)


def _weekly(rule: Rule, anchor: date, first: date, last: date) -> Iterator[date]:
    """Days are counted from Monday 1 January of the year 1, so that a week number is a whole division by 7."""
    low, high = first.toordinal() - 1, last.toordinal() - 1
    weekdays = sorted({each.weekday for each in rule.by_day})
    week = low // 7
    week += ((anchor.toordinal() - 1) // 7 - week) % rule.interval
    while week * 7 <= high:
        for weekday in weekdays:
            if low <= week * 7 + weekday <= high:
                yield date.fromordinal(week * 7 + weekday + 1)
        week += rule.interval


def _monthly(rule: Rule, anchor: date, first: date, last: date) -> Iterator[date]:
    """Months are counted from January of the year 0."""
    month = first.year * 12 + first.month - 1
    month += (anchor.year * 12 + anchor.month - 1 - month) % rule.interval
    while month <= last.year * 12 + last.month - 1:
        for day in _days_of_month(rule, month // 12, month % 12 + 1):
            if first <= day <= last:
                yield day
        month += rule.interval


def _days_of_month(rule: Rule, year: int, month: int) -> list[date]:
    """The rule's days in one month, in order; a fifth Friday or a 31st that the month lacks is left out."""
    begins_on, length = monthrange(year, month)
    numbers = {length if number == -1 else number for number in rule.month_days}
    for each in rule.by_day:
        earliest = 1 + (each.weekday - begins_on) % 7
        weeks = (length - earliest) // 7 if each.ordinal == -1 else each.ordinal - 1
        numbers.add(earliest + 7 * weeks)
    return [date(year, month, number) for number in sorted(numbers) if number <= length]


def _yearly(rule: Rule, anchor: date, first: date, last: date) -> Iterator[date]:
    year = first.year + (anchor.year - first.year) % rule.interval
    while year <= last.year:
        if anchor.day <= monthrange(year, anchor.month)[1]:
            day = anchor.replace(year=year)
            if first <= day <= last:
                yield day
        year += rule.interval


def _listed(rule: Rule, anchor: date, first: date, last: date) -> Iterator[date]:
    return iter(sorted({day for day in rule.dates if first <= day <= last}))


_DAYS = {Freq.WEEKLY: _weekly, Freq.MONTHLY: _monthly, Freq.YEARLY: _yearly, Freq.DATES: _listed}


def _check_weekly(rule: Rule) -> None:
    if not rule.by_day or rule.month_days:
        raise BadRule("A weekly rule needs its weekdays and nothing else: for example BYDAY=MO,TH.")
    if any(each.ordinal for each in rule.by_day):
        raise BadRule("A weekly rule takes plain weekdays: BYDAY=FR, not BYDAY=1FR.")


def _check_monthly(rule: Rule) -> None:
    if bool(rule.by_day) == bool(rule.month_days):
        raise BadRule("A monthly rule needs either BYDAY, for example BYDAY=2SA, or BYMONTHDAY, for example 15.")
    if any(each.ordinal not in ORDINALS for each in rule.by_day):
        raise BadRule("BYDAY in a monthly rule says which weekday of the month: 1 to 5, or -1 for the last.")
    if any(number not in MONTH_DAYS for number in rule.month_days):
        raise BadRule("BYMONTHDAY must be a number from 1 to 31, or -1 for the last day.")


def _check_yearly(rule: Rule) -> None:
    if rule.by_day or rule.month_days:
        raise BadRule("A yearly rule falls on the day and month of its first day: leave out BYDAY and BYMONTHDAY.")


def _check_listed(rule: Rule) -> None:
    if rule.by_day or rule.month_days or rule.interval != 1:
        raise BadRule("A list of dates takes no BYDAY, BYMONTHDAY or INTERVAL.")


_CHECKS: dict[Freq, Callable[[Rule], None]] = {
    Freq.WEEKLY: _check_weekly,
    Freq.MONTHLY: _check_monthly,
    Freq.YEARLY: _check_yearly,
    Freq.DATES: _check_listed,
}
