"""The moving part of a card and the sentences of a results page, from occurrences already found."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from app.directory.rules.found import Found
from app.directory.rules.shown import Tag, When
from app.directory.rules.timetable import Kind
from app.directory.rules.words import (
    TONIGHT,
    clock,
    clock_face,
    confirmed_state,
    day_heading,
    day_name,
    distance,
    half,
    hours,
    trust,
    wait,
)
from app.kernel.days import zone_of
from app.kernel.speech import _, language, marked
from app.kernel.words import short_weekday

SOON_MINUTES = 60
MINUTE = 60

ON_NOW, STARTS_SOON = (marked("On now"), "soon"), (marked("Starts soon"), "soon")
ANYONE = (marked("Anyone may come"), "")
ASK_FIRST = (marked("Bank holiday: ask first"), "care")
MISSING = (marked("No longer on its own list: ask first"), "care")
UNCHECKED = marked("Not checked yet")
CHECKED_KINDS = frozenset({Kind.MEETING, Kind.CAFE})


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks from where, and when: the zone of the place, and the present moment in seconds since 1970. What is
    read on paper is read on another day, so nothing there speaks of now, today or tomorrow."""

    now: int
    zone: str
    today: date
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of something that takes place, where no search found it."""

    starts_at: int
    ends_at: int
    zone: str
    kind: str
    all_day: bool
    is_open: bool | None
    ask_first: bool
    note: str
    miles: float | None
    confirmed_on: date | None
    missing_since: date | None


class Moving(NamedTuple):
    """All that the moving part of a card comes from, but for its distance. It holds no present moment: only whether
    something is on and, shortly before, in how many minutes. So many cards share it, and for long."""

    starts_at: int
    ends_at: int
    zone: str
    kind: str
    all_day: bool
    is_open: bool | None
    ask_first: bool
    note: str
    doubt: str
    """Whether it was checked, in words; empty where there is nothing to say."""
    is_missing: bool
    is_on: bool
    minutes: int
    here: str
    """The zone of who looks."""
    today: date
    tongue: str


def moving(facts: Facts | Found, note: str, seen: Seen) -> Moving:
    """What there is to say of it now, with a note of the moment."""
    starts, ends, tongue = facts.starts_at, facts.ends_at, language()
    minutes = 0 if seen.on_paper else (starts - seen.now + MINUTE - 1) // MINUTE
    return Moving(
        starts,
        ends,
        facts.zone,
        facts.kind,
        facts.all_day,
        facts.is_open,
        facts.ask_first,
        note,
        _doubt(facts.kind in CHECKED_KINDS, facts.confirmed_on, seen.today, tongue),
        facts.missing_since is not None,
        starts <= seen.now < ends and not seen.on_paper,
        minutes if 0 < minutes < SOON_MINUTES * 2 else 0,
        seen.zone,
        seen.today,
        tongue,
    )


def when(facts: Facts | Found, seen: Seen) -> When:
    """The time in large letters, the wait, the distance and what is special today."""
    return replace(said(moving(facts, facts.note, seen)), far=far(facts.miles))


def far(miles: float | None) -> str:
    """How far it is, in words; nothing for what is nowhere."""
    return "" if miles is None else distance(miles)


def said(moving: Moving) -> When:
    """The moving part in words, its distance left out."""
    big, small, spoken = _clock_words(moving.starts_at, moving.ends_at, moving.here, moving.all_day, moving.tongue)
    if moving.kind == Kind.CAFE and moving.is_on:
        end = _clock(moving.ends_at, moving.here, moving.tongue)
        big, small, spoken = _("Open"), _("until {end}", end=end), _("Open until {end}", end=end)
    elif moving.minutes and not moving.all_day:
        small = f"{small} · {wait(moving.minutes)}"
    return When(big, small, spoken, tags=_tags(moving), note=_note(moving))


def span_words(starts_at: int, ends_at: int, zone: str, all_day: bool) -> str:
    """The hours alone: "7:30pm to 9pm"."""
    return _clock_words(starts_at, ends_at, zone, all_day, language())[2]


def dated(told: When, starts_at: int, here: str, today: date) -> When:
    """The same with its day in large letters, for a list that is not under headings of days; today stays as it is."""
    day = _local(starts_at, here).date()
    if day <= today or not told.big:
        return told
    name = f"{short_weekday(day.weekday())} {day.day}"
    spoken = _("{day}, {hours}", day=day_name(day, today), hours=told.spoken)
    return replace(told, big=name, small=f"{told.big}{told.small.partition(' ')[0]}", spoken=spoken)


def day_shown(starts_at: int, seen: Seen) -> date:
    """The day under which something stands: its own; of what began before today, today."""
    return max(_local(starts_at, seen.zone).date(), seen.today)


def heading(starts_at: int, seen: Seen, *, is_evening: bool = False) -> str:
    """The heading of the day under which something stands."""
    day = day_shown(starts_at, seen)
    return day_name(day, seen.today) if seen.on_paper else _day_heading(day, seen.today, is_evening, language())


def is_evening(starts_at: int, zone: str) -> bool:
    """Does it start in the evening of its day?"""
    return _local(starts_at, zone).hour >= TONIGHT


def _tags(moving: Moving) -> tuple[Tag, ...]:
    is_meeting = moving.kind == Kind.MEETING
    told = [
        ON_NOW if moving.is_on and moving.kind != Kind.CAFE else None,
        STARTS_SOON if 0 < moving.minutes <= SOON_MINUTES else None,
        ANYONE if moving.is_open and is_meeting else None,
        ASK_FIRST if moving.ask_first else None,
        MISSING if moving.is_missing else None,
    ]
    tags = [Tag(_(words), tone) for words, tone in filter(None, told)]
    if moving.doubt:
        tags.append(Tag(moving.doubt, "care" if moving.kind in CHECKED_KINDS else "plain"))
    return tuple(tags)


@lru_cache(maxsize=4096)
def _doubt(is_checked: bool, confirmed_on: date | None, today: date, _language: str) -> str:
    """A warning where nobody checked for long what ought to be checked; of other things only that nobody has."""
    if not is_checked:
        return _(UNCHECKED) if confirmed_on is None else ""
    return trust(confirmed_on, today) if confirmed_state(confirmed_on, today) == "stale" else ""


def _note(moving: Moving) -> str:
    if moving.zone == moving.here or moving.all_day:
        return moving.note
    theirs = _("{time} where they are.", time=_clock(moving.starts_at, moving.zone, moving.tongue))
    return f"{moving.note} {theirs}".strip()


@lru_cache(maxsize=64)
def _day_heading(day: date, today: date, is_evening: bool, _language: str) -> str:
    return day_heading(day, today, evening=is_evening)


@lru_cache(maxsize=8192)
def _clock_words(starts_at: int, ends_at: int, zone: str, all_day: bool, _language: str) -> tuple[str, str, str]:
    starts, ends = _local(starts_at, zone), _local(ends_at, zone)
    if all_day:
        return _("All day"), "", _("All day")
    return clock_face(starts), half(starts), hours(starts, ends)


@lru_cache(maxsize=8192)
def _clock(moment: int, zone: str, _language: str) -> str:
    return clock(_local(moment, zone))


@lru_cache(maxsize=8192)
def _local(moment: int, zone: str) -> datetime:
    return datetime.fromtimestamp(moment, zone_of(zone))
