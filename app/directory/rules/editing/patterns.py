"""A repeating time between what a person chooses in a form and the rule that we keep."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from app.directory.rules.schedule import Season, Series
from app.kernel.recurrence import ByDay, Freq, Rule, parse, to_text
from app.kernel.speech import _, marked

WEEKLY, WEEKS, MONTHLY, DATES, AS_IS = "weekly", "weeks", "monthly", "dates", "as_is"
HOW = {
    WEEKLY: marked("Every week"),
    WEEKS: marked("Every so many weeks"),
    MONTHLY: marked("Certain weeks of the month, such as the 2nd and 4th"),
    DATES: marked("On single dates only"),
}
WHICH = (1, 2, 3, 4, 5, -1)
MOST_WEEKS, MOST_DATES = 52, 200
DAY_MINUTES = 24 * 60
YEARS = range(1900, 2200)
"""Within these there is a day before and after each that somebody means."""
WRITTEN = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A repeating time as a person chooses it. `days` are weekdays (Monday is 0); `weeks` how many weeks lie between;
    `which` weeks of the month (-1 is the last); `dates` the days as typed. None is "left empty"."""

    how: str = WEEKLY
    days: tuple[int, ...] = ()
    weeks: int | None = None
    which: tuple[int, ...] = ()
    dates: str = ""
    start: time | None = None
    end: time | None = None
    first: date | None = None
    until: date | None = None


def chosen(value: Mapping[str, Any]) -> Chosen:
    """A series that we keep, as the form shows it. A rule that the form cannot say is `AS_IS`."""
    series = as_series(value)
    how, days, weeks, which = _said(series.rule)
    end = (datetime.combine(date.min, series.start) + timedelta(minutes=series.minutes)).time()
    dates = "\n".join(f"{day:%d/%m/%Y}" for day in days_of(value))
    return Chosen(how, days, weeks, which, dates, series.start, end, series.first, series.until)


def has_hours(value: Mapping[str, Any]) -> bool:
    """Does it begin and end at times of a day? Not what lasts whole days."""
    return not value["all_day"] and value["minutes"] < DAY_MINUTES


def faults(said: Chosen, was: Mapping[str, Any] | None) -> dict[str, str]:
    """What to do about each field that is not clear yet, by the field's name; empty when all is clear."""
    found: dict[str, str] = {}
    if said.how == AS_IS and not was:
        found["how"] = _("Choose how often it is on.")
    if said.how in (WEEKLY, WEEKS, MONTHLY) and not said.days:
        found["days"] = _("Choose at least one day of the week.")
    if said.how == WEEKS and not (said.weeks and 2 <= said.weeks <= MOST_WEEKS):
        found["weeks"] = _("Enter how many weeks, from 2 to {most}. For every other week, enter 2.", most=MOST_WEEKS)
    if said.how == WEEKS and not said.first:
        found["first"] = _("Choose the first date: the weeks are counted from it.")
    if said.how == MONTHLY and not said.which:
        found["which"] = _("Choose which weeks of the month.")
    if said.how == DATES:
        found |= _date_faults(said.dates)
    if said.first and said.until and said.until < said.first:
        found["until"] = _("Choose a last date after the first one, or leave it empty.")
    return found | _hour_faults(said, was)


def meant(said: Chosen, was: Mapping[str, Any] | None, zone: str, today: date) -> dict[str, Any]:
    """The series that a person means, as plain values; `faults` must be empty. What the form does not ask (season,
    zone, whole days) stays as it `was`. A new one begins today unless they say otherwise."""
    base: dict[str, Any] = dict(was) if was else {"season": "", "all_day": False, "zone": zone}
    listed = sorted(day for day in map(read_day, _pieces(said.dates)) if day) if said.how == DATES else []
    first = listed[0] if listed else said.first or date.fromisoformat(base.get("first") or today.isoformat())
    base |= {"first": first.isoformat(), "until": said.until.isoformat() if said.until and not listed else None}
    if said.how != AS_IS:
        base |= {"rule": to_text(_rule(said)), "dates": [day.isoformat() for day in dict.fromkeys(listed)]}
    if said.start and said.end:
        base |= {"start": said.start.isoformat("minutes"), "minutes": _length(said.start, said.end)}
    return base


def as_series(value: Mapping[str, Any]) -> Series:
    """A series of plain values as the timetable takes it."""
    season = None
    if value["season"]:
        first, last = (tuple(int(part) for part in day.split("-")) for day in value["season"].split("/"))
        season = Season((first[0], first[1]), (last[0], last[1]))
    return Series(
        id=value.get("id") or "new",
        rule=parse(value["rule"], tuple(map(date.fromisoformat, value["dates"]))),
        first=date.fromisoformat(value["first"]),
        start=time.fromisoformat(value["start"]),
        minutes=value["minutes"],
        zone=value["zone"],
        until=date.fromisoformat(value["until"]) if value["until"] else None,
        season=season,
        all_day=value["all_day"],
    )


def days_of(value: Mapping[str, Any]) -> list[date]:
    """The listed days of a series that has no rule."""
    return [] if value["rule"] else sorted(map(date.fromisoformat, value["dates"]))


def read_day(text: str) -> date | None:
    """A day as people write it: 2026-12-24, 24/12/2026 or 24 December 2026; None for anything else, and
    for years that nobody means."""
    for form in WRITTEN:
        try:
            found = datetime.strptime(f"{text.strip()} +0000", f"{form} %z").date()
        except ValueError:
            continue
        return found if found.year in YEARS else None
    return None


def _said(rule: Rule) -> tuple[str, tuple[int, ...], int | None, tuple[int, ...]]:
    days = tuple(sorted({pair.weekday for pair in rule.by_day}))
    which = tuple(sorted({pair.ordinal for pair in rule.by_day}, key=WHICH.index)) if rule.freq is Freq.MONTHLY else ()
    match rule.freq:
        case Freq.DATES:
            return DATES, (), None, ()
        case Freq.WEEKLY:
            return (WEEKLY, days, None, ()) if rule.interval == 1 else (WEEKS, days, rule.interval, ())
        case Freq.MONTHLY if rule.interval == 1 and rule.by_day and len(rule.by_day) == len(days) * len(which):
            return MONTHLY, days, None, which
    return AS_IS, (), None, ()


def _rule(said: Chosen) -> Rule:
    if said.how == DATES:
        return Rule(Freq.DATES, dates=())
    if said.how == MONTHLY:
        pairs = [ByDay(day, week) for week in said.which for day in said.days]
        return Rule(
            Freq.MONTHLY, by_day=tuple(sorted(pairs, key=lambda pair: (WHICH.index(pair.ordinal), pair.weekday)))
        )
    interval = said.weeks or 1 if said.how == WEEKS else 1
    return Rule(Freq.WEEKLY, interval, tuple(ByDay(day) for day in sorted(said.days)))


def _date_faults(text: str) -> dict[str, str]:
    pieces = _pieces(text)
    unread = [piece for piece in pieces if read_day(piece) is None]
    if unread:
        return {"dates": _("We cannot read “{text}”. Write a date like 24/12/2026, one on a line.", text=unread[0])}
    if not 1 <= len(pieces) <= MOST_DATES:
        return {"dates": _("Enter from 1 to {most} dates, one on a line.", most=MOST_DATES)}
    return {}


def _hour_faults(said: Chosen, was: Mapping[str, Any] | None) -> dict[str, str]:
    if was and not has_hours(was):
        return {}
    found = {}
    if not said.start:
        found["start"] = _("Enter when it starts, like 19:30.")
    if not said.end:
        found["end"] = _("Enter when it ends, like 21:00.")
    if said.start and said.start == said.end:
        found["end"] = _("Enter an end that is not the start.")
    return found


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in re.split(r"[\n,;]+", text) if piece.strip()]


def _length(start: time, end: time) -> int:
    """Minutes by the clock on the wall; an end before the start is on the next day."""
    return ((end.hour * 60 + end.minute) - (start.hour * 60 + start.minute)) % DAY_MINUTES
