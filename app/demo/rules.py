"""How the example world moves with the calendar: by fortnights, named days by year, exceptions with their series."""

from collections.abc import Callable
from datetime import date, timedelta

BASE = date(2026, 11, 16)
"""The Monday on which the example world is as it was written."""

FORTNIGHT = 14
SEARCH_DAYS = 20


def shift_for(today: date) -> timedelta:
    """How far the example world has moved: whole fortnights, so that weekdays and alternate weeks hold."""
    return timedelta(days=(today - BASE).days // FORTNIGHT * FORTNIGHT)


def is_named(day: date) -> bool:
    """Is it a day of Christmas or the New Year, which cannot be moved by a fortnight and stay itself?"""
    return (day.month == 12 and day.day >= 24) or (day.month == 1 and day.day <= 2)


def moved(day: date, shift: timedelta) -> date:
    """A date carried along: by the shift, or for a named day to the same day of the nearest year."""
    if not is_named(day):
        return day + shift
    years = (day + shift).year
    return min(
        (day.replace(year=year) for year in (years - 1, years, years + 1)),
        key=lambda candidate: abs(candidate - (day + shift)),
    )


def matching(day: date, shift: timedelta, is_on: Callable[[date], bool]) -> date | None:
    """Where an exception goes: its named day, or the occurrence of its series nearest to the shifted date. None when a
    named day is not a day of the series, or no occurrence is near."""
    if is_named(day):
        target = moved(day, shift)
        return target if is_on(target) else None
    target = day + shift
    for away in range(SEARCH_DAYS):
        for candidate in (target + timedelta(days=away), target - timedelta(days=away)):
            if is_on(candidate):
                return candidate
    return None
