"""Random listings: every kind of rule, every kind of change, at every hour, in three zones."""

import os
from datetime import date, time, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.calendars.rules.entry import Entry
from app.directory.rules.timetable import BankHoliday, Change, Closure, OneOff, Season, Series
from app.kernel.recurrence import ByDay, Freq, Rule, between
from tests.calendars.golden import BEGIN, END, OTHER, TODAY, VENUE, entry, table

USUALLY = 40
HOW_MANY = int(os.environ.get("ALONGSIDE_RANDOM_FEEDS", USUALLY))
WEEKDAYS = st.integers(0, 6)
INTERVALS = st.sampled_from([1, 1, 1, 2, 3, 4])
STARTS = st.sampled_from([time(0, 30), time(1, 30), time(2, 30), time(9, 0), time(19, 30), time(22, 45), time(23, 59)])
ZONES = st.sampled_from(["Europe/London"] * 4 + ["America/Los_Angeles", "Asia/Tbilisi", "Europe/Berlin"])
FIRSTS = st.dates(date(2023, 1, 1), date(2027, 6, 1))
NEAR = st.dates(BEGIN.date(), END.date())
MONTH_DAYS = st.tuples(st.integers(1, 12), st.integers(1, 28))


def rules() -> st.SearchStrategy[Rule]:
    days = st.lists(WEEKDAYS, min_size=1, max_size=3, unique=True).map(sorted)
    nth = st.builds(ByDay, WEEKDAYS, st.sampled_from([1, 2, 3, 4, 5, -1]))
    numbers = st.lists(st.sampled_from([1, 15, 28, 29, 30, 31, -1]), min_size=1, max_size=2, unique=True)
    dates = st.lists(NEAR, min_size=1, max_size=6, unique=True).map(sorted)
    return st.one_of(
        st.builds(lambda each, every: Rule(Freq.WEEKLY, every, tuple(map(ByDay, each))), days, INTERVALS),
        st.builds(
            lambda each, every: Rule(Freq.MONTHLY, every, tuple(sorted(each))),
            st.sets(nth, min_size=1, max_size=3),
            INTERVALS,
        ),
        st.builds(lambda each, every: Rule(Freq.MONTHLY, every, (), tuple(each)), numbers, INTERVALS),
        st.builds(lambda every: Rule(Freq.YEARLY, every), st.sampled_from([1, 2])),
        st.builds(lambda each: Rule(Freq.DATES, dates=tuple(each)), dates),
    )


@st.composite
def series(draw: st.DrawFn, name: str = "a") -> Series:
    all_day = draw(st.sampled_from([False] * 5 + [True]))
    minutes = st.sampled_from([1440, 2880]) if all_day else st.sampled_from([1, 45, 60, 90, 480, 1440])
    return Series(
        id=name,
        rule=draw(rules()),
        first=draw(FIRSTS),
        start=time(0) if all_day else draw(STARTS),
        minutes=draw(minutes),
        zone=draw(ZONES),
        until=draw(st.one_of(st.none(), st.none(), NEAR)),
        season=draw(st.one_of(st.none(), st.none(), st.builds(Season, MONTH_DAYS, MONTH_DAYS))),
        all_day=all_day,
    )


@st.composite
def one_offs(draw: st.DrawFn, of: Series) -> OneOff:
    """A change, most often on a date of the rule."""
    dates = list(between(of.rule, of.first, BEGIN.date(), END.date()))
    day = draw(st.sampled_from(dates)) if dates else draw(NEAR)
    change = draw(st.sampled_from(Change))
    facts: dict[str, Any] = {}
    if change in (Change.TIME, Change.EXTRA):
        facts = {"start": draw(STARTS), "minutes": draw(st.sampled_from([30, 90]))}
    if change is Change.TIME:
        facts["to_day"] = draw(st.sampled_from([None, None, day + timedelta(days=1), day - timedelta(days=3)]))
    if change is Change.VENUE:
        facts["venue_id"] = OTHER
    return OneOff(
        day, change, draw(st.sampled_from([None, of.id])), note=draw(st.sampled_from(["", "So; it, is"])), **facts
    )


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    found = []
    for number in range(3):
        mine = tuple(draw(series(name)) for name in draw(st.sampled_from(["a", "a", "ab"])))
        changes = draw(st.lists(one_offs(mine[0]), min_size=1, max_size=4, unique_by=lambda one: one.day))
        closures = draw(
            st.lists(st.builds(closure, st.sampled_from([VENUE, OTHER]), NEAR, st.integers(0, 20)), max_size=1)
        )
        timetable = table(
            *mine,
            one_offs=tuple(changes),
            closures=tuple(closures),
            bank_holiday=draw(st.sampled_from(BankHoliday)),
            paused_until=draw(st.sampled_from([None] * 6 + [TODAY + timedelta(days=40), date.max])),
        )
        found.append(entry(f"Listing {number}", timetable))
    return found


def closure(venue: str, first: date, days: int) -> Closure:
    return Closure(venue, first, first + timedelta(days=days), "New floor")


def random_entries() -> list[list[Entry]]:
    """As many lists as asked for (`ALONGSIDE_RANDOM_FEEDS`, 40), the same ones on every run."""
    found: list[list[Entry]] = []

    @settings(
        max_examples=HOW_MANY,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(entries())
    def collect(each: list[Entry]) -> None:
        found.append(each)

    collect()
    return found
