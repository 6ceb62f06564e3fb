"""Which days a rule falls on, by arithmetic in the local calendar. No clock times, no zones.

The rules are the part of RFC 5545 section 3.3.10 that the field uses; every question is answered by
arithmetic on the day asked about, never by stepping through the years before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.kernel.errors import Refused


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
    February only in leap years. DATES: exactly `dates`.
    """

    freq: Freq
    interval: int = 1
    by_day: tuple[ByDay, ...] = ()
    month_days: tuple[int, ...] = ()
    dates: tuple[date, ...] = ()


def parse(text: str, dates: tuple[date, ...] = ()) -> Rule:
    """The rule that an RRULE value of our subset states; an empty text means `dates`. Raises `BadRule`."""
    raise NotImplementedError


def to_text(rule: Rule) -> str:
    """The RRULE value of a rule, without UNTIL; empty for `DATES`."""
    raise NotImplementedError


def is_on(rule: Rule, anchor: date, day: date) -> bool:
    """Does the rule, begun on `anchor`, fall on `day`? Never before the anchor."""
    raise NotImplementedError


def between(rule: Rule, anchor: date, first: date, last: date) -> Iterator[date]:
    """The rule's days from `first` to `last`, both counted in, in order. Cost grows with the answer only."""
    raise NotImplementedError


def following(rule: Rule, anchor: date, day: date) -> date | None:
    """The rule's first day on or after `day`; None if there is none within 8 years."""
    raise NotImplementedError
