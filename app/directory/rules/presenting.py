"""The moving part of a card and the sentences of a results page, from occurrences already found."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

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
UNCHECKED = (marked("Not checked yet"), "plain")
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
    """What the moving part is made of."""

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


def when(facts: Facts, seen: Seen) -> When:
    """The time in large letters, the wait, the distance and what is special today."""
    tongue = language()
    big, small, spoken = _clock_words(facts.starts_at, facts.ends_at, seen.zone, facts.all_day, tongue)
    is_on = facts.starts_at <= seen.now < facts.ends_at and not seen.on_paper
    minutes = 0 if seen.on_paper else (facts.starts_at - seen.now + MINUTE - 1) // MINUTE
    if facts.kind == Kind.CAFE and is_on:
        end = _clock(facts.ends_at, seen.zone, tongue)
        big, small, spoken = _("Open"), _("until {end}", end=end), _("Open until {end}", end=end)
    elif 0 < minutes < SOON_MINUTES * 2 and not facts.all_day:
        small = f"{small} · {wait(minutes)}"
    return When(
        big=big,
        small=small,
        spoken=spoken,
        far="" if facts.miles is None else distance(facts.miles),
        tags=_tags(facts, seen, minutes, is_on),
        note=_note(facts, seen),
    )


def span_words(starts_at: int, ends_at: int, zone: str, all_day: bool) -> str:
    """The hours alone: "7:30pm to 9pm"."""
    return _clock_words(starts_at, ends_at, zone, all_day, language())[2]


def dated(moving: When, starts_at: int, seen: Seen) -> When:
    """The same with its day in large letters, for a list that is not under headings of days; today stays as it is."""
    day = _local(starts_at, seen.zone).date()
    if day <= seen.today or not moving.big:
        return moving
    name = f"{short_weekday(day.weekday())} {day.day}"
    spoken = _("{day}, {hours}", day=day_name(day, seen.today), hours=moving.spoken)
    return replace(moving, big=name, small=f"{moving.big}{moving.small.partition(' ')[0]}", spoken=spoken)


def heading(starts_at: int, seen: Seen, *, is_evening: bool = False) -> str:
    """The heading of the day something starts on; what began before today stands under today."""
    day = max(_local(starts_at, seen.zone).date(), seen.today)
    return day_name(day, seen.today) if seen.on_paper else _day_heading(day, seen.today, is_evening, language())


def is_evening(starts_at: int, zone: str) -> bool:
    """Does it start in the evening of its day?"""
    return _local(starts_at, zone).hour >= TONIGHT


def _tags(facts: Facts, seen: Seen, minutes: int, is_on: bool) -> tuple[Tag, ...]:
    tags, tongue = [], language()
    if is_on and facts.kind != Kind.CAFE:
        tags.append(_tag(*ON_NOW, tongue))
    if 0 < minutes <= SOON_MINUTES:
        tags.append(_tag(*STARTS_SOON, tongue))
    if facts.is_open and facts.kind == Kind.MEETING:
        tags.append(_tag(*ANYONE, tongue))
    if facts.ask_first:
        tags.append(_tag(*ASK_FIRST, tongue))
    if facts.missing_since is not None:
        tags.append(_tag(*MISSING, tongue))
    if facts.kind in CHECKED_KINDS and (doubt := _doubt(facts.confirmed_on, seen.today, tongue)):
        tags.append(doubt)
    elif facts.kind not in CHECKED_KINDS and facts.confirmed_on is None:
        tags.append(_tag(*UNCHECKED, tongue))
    return tuple(tags)


@lru_cache(maxsize=64)
def _tag(words: str, tone: str, _language: str) -> Tag:
    return Tag(_(words), tone)


@lru_cache(maxsize=4096)
def _doubt(confirmed_on: date | None, today: date, _language: str) -> Tag | None:
    is_stale = confirmed_state(confirmed_on, today) == "stale"
    return Tag(trust(confirmed_on, today), "care") if is_stale else None


def _note(facts: Facts, seen: Seen) -> str:
    if facts.zone == seen.zone or facts.all_day:
        return facts.note
    theirs = _("{time} where they are.", time=_clock(facts.starts_at, facts.zone, language()))
    return f"{facts.note} {theirs}".strip()


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
