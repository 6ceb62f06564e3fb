"""Random listings: every kind of rule, every kind of change, at every hour, in three zones."""

import os
from datetime import date, time, timedelta
from random import Random
from typing import Any

from app.calendars.rules.entry import Entry
from app.directory.rules.timetable import BankHoliday, Change, Closure, OneOff, Season, Series
from app.kernel.recurrence import ByDay, Freq, Rule, between
from tests.calendars.golden import BEGIN, END, OTHER, TODAY, VENUE, entry, table

USUALLY = 200
HOW_MANY = int(os.environ.get("ALONGSIDE_RANDOM_FEEDS", USUALLY))
INTERVALS = (1, 1, 1, 2, 3, 4)
STARTS = (time(0, 30), time(1, 30), time(2, 30), time(9, 0), time(19, 30), time(22, 45), time(23, 59))
ZONES = ("Europe/London",) * 4 + ("America/Los_Angeles", "Asia/Tbilisi", "Europe/Berlin")
ORDINALS = (1, 2, 3, 4, 5, -1)
MONTH_DAYS = (1, 15, 28, 29, 30, 31, -1)
CHANGES = tuple(Change)


def day_from(dice: Random, first: date, last: date) -> date:
    return first + timedelta(days=dice.randint(0, (last - first).days))


def near(dice: Random) -> date:
    return day_from(dice, BEGIN.date(), END.date())


def rule(dice: Random) -> Rule:
    every = dice.choice(INTERVALS)
    match dice.choice(("weekly", "nth", "numbers", "yearly", "dates")):
        case "weekly":
            return Rule(Freq.WEEKLY, every, tuple(map(ByDay, sorted(dice.sample(range(7), dice.randint(1, 3))))))
        case "nth":
            days = {ByDay(dice.randrange(7), dice.choice(ORDINALS)) for _turn in range(dice.randint(1, 3))}
            return Rule(Freq.MONTHLY, every, tuple(sorted(days)))
        case "numbers":
            return Rule(Freq.MONTHLY, every, (), tuple(dice.sample(MONTH_DAYS, dice.randint(1, 2))))
        case "yearly":
            return Rule(Freq.YEARLY, dice.choice((1, 2)))
        case _:
            return Rule(Freq.DATES, dates=tuple(sorted({near(dice) for _turn in range(dice.randint(1, 6))})))


def series(dice: Random, name: str = "a") -> Series:
    all_day = dice.random() < 1 / 6
    return Series(
        id=name,
        rule=rule(dice),
        first=day_from(dice, date(2023, 1, 1), date(2027, 6, 1)),
        start=time(0) if all_day else dice.choice(STARTS),
        minutes=dice.choice((1440, 2880) if all_day else (1, 45, 60, 90, 480, 1440)),
        zone=dice.choice(ZONES),
        until=dice.choice((None, None, near(dice))),
        season=dice.choice((None, None, Season(month_day(dice), month_day(dice)))),
        all_day=all_day,
    )


def month_day(dice: Random) -> tuple[int, int]:
    return dice.randint(1, 12), dice.randint(1, 28)


def one_off(dice: Random, of: Series) -> OneOff:
    """A change, most often on a date of the rule."""
    day = dice.choice([*between(of.rule, of.first, BEGIN.date(), END.date())] or [near(dice)])
    change = dice.choice(CHANGES)
    facts: dict[str, Any] = {}
    if change in (Change.TIME, Change.EXTRA):
        facts = {"start": dice.choice(STARTS), "minutes": dice.choice((30, 90))}
    if change is Change.TIME:
        facts["to_day"] = dice.choice((None, None, day + timedelta(days=1), day - timedelta(days=3)))
    if change is Change.VENUE:
        facts["venue_id"] = OTHER
    return OneOff(day, change, dice.choice((None, of.id)), note=dice.choice(("", "So; it, is")), **facts)


def closure(dice: Random) -> Closure:
    first = near(dice)
    return Closure(dice.choice((VENUE, OTHER)), first, first + timedelta(days=dice.randint(0, 20)), "New floor")


def entries(dice: Random) -> list[Entry]:
    found = []
    for number in range(3):
        mine = tuple(series(dice, name) for name in dice.choice(("a", "a", "ab")))
        changes = {one.day: one for one in (one_off(dice, mine[0]) for _turn in range(dice.randint(1, 4)))}
        timetable = table(
            *mine,
            one_offs=tuple(changes.values()),
            closures=tuple(closure(dice) for _turn in range(dice.randint(0, 1))),
            bank_holiday=dice.choice(tuple(BankHoliday)),
            paused_until=dice.choice((None,) * 6 + (TODAY + timedelta(days=40), date.max)),
        )
        found.append(entry(f"Listing {number}", timetable))
    return found


def random_entries() -> list[list[Entry]]:
    """As many lists as asked for (`ALONGSIDE_RANDOM_FEEDS`, 200), the same ones on every run."""
    return [entries(Random(number)) for number in range(HOW_MANY)]
