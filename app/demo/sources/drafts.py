"""A listing about to be written, in plain values, and the steps that every kind of record shares."""

import json
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from app.directory.rules.timetable import Change, Kind
from app.kernel.recurrence import Rule, between, is_on, parse, parse_with_end, to_text

DATA = Path(__file__).parent.parent / "data"
BEGINNING = date(2026, 1, 5)
"""A Monday: where a rule without a first date of its own is anchored."""

FOR_PROGRAMMERS = {
    "All-day event on three days; DTEND is the day after in iCalendar.": "All day, on three days.",
    "Every weeknight. One listing, five days.": "Every weeknight.",
    "Group folded in June 2026; kept so that old links answer.": "",
}
"""Notes of the files that explain the data, and what a reader is told in their place."""

A_QUARTER = timedelta(days=92)

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    """One rule with one start; `rule` is empty when `dates` lists the days."""

    start: time
    minutes: int
    first: date
    rule: str = ""
    dates: tuple[date, ...] = ()
    until: date | None = None
    season: str = ""
    all_day: bool = False

    @property
    def plain_rule(self) -> Rule:
        """The rule as a value."""
        return parse(self.rule, self.dates)

    def is_on(self, day: date) -> bool:
        """Does this series fall on that day?"""
        return is_on(self.plain_rule, self.first, day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class OneOffDraft:
    """One date that differs; `venue` is the example world's own key."""

    day: date
    change: Change
    start: time | None = None
    minutes: int | None = None
    venue: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A listing of the example world. `fields` are columns of the listing; the rest needs looking up."""

    key: str
    kind: Kind
    slug: str
    name: str
    venue: str
    organisation: str
    series: tuple[SeriesDraft, ...]
    one_offs: tuple[OneOffDraft, ...] = ()
    routes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    fields: Record = field(default_factory=dict)


@cache
def records(name: str) -> tuple[Record, ...]:
    """The records of one file of the example world."""
    return tuple(json.loads((DATA / f"{name}.json").read_text("utf-8")))


def day_of(text: str) -> date:
    """A date as the files write it."""
    return date.fromisoformat(text)


def span(start: str, end: str) -> tuple[time, int]:
    """Start and minutes of a range such as 17:00 to 00:30; an end at or before the start is on the next day."""
    starts, ends = time.fromisoformat(start), time.fromisoformat(end)
    minutes = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
    return starts, minutes if minutes > 0 else minutes + 24 * 60


def for_readers(note: str) -> str:
    """A note of the files as the public reads it."""
    return FOR_PROGRAMMERS.get(note, note)


def ruled(rule: str, first: date, shift: timedelta) -> tuple[str, date, date | None]:
    """A rule of the files as text without its end, its first day and its last, all carried along by `shift`; the first
    day on to a day that the rule gives, since the second Saturday of a month does not move by fortnights."""
    plain, until = parse_with_end(rule, first)
    there = first + shift
    begins = next(iter(between(plain, there, there, there + A_QUARTER)), there)
    return to_text(plain), begins, until + shift if until else None
