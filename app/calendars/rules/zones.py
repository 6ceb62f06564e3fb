"""Time zones as readers need them: a VTIMEZONE in the RRULE form, and the wall times that clock changes make doubtful.

Readers that trust the file take these lines literally, so each onset is written in the wall time that it ends (RFC 5545
section 3.6.5). Lists of onsets joined by commas are read wrongly by several programs and are never written.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.calendars.rules.text import local, written

HOME = "Europe/London"
FIRST_YEAR, LAST_YEAR = 1980, 2040
SURE_YEAR = 2024
"""From here to `LAST_YEAR` the lines agree with the zone's clocks hour by hour; earlier, as far as the rule held."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ONE_O_CLOCK = range(60, 120)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_LONDON = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class Onset:
    """One clock change: the wall time that it ends, the offsets before and after, and the name of the new time."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def is_daylight(self) -> bool:
        """Does the clock go forward?"""
        return self.after > self.before

    def is_like(self, other: "Onset") -> bool:
        """The same change at the same hour of another year."""
        return (self.wall.time(), self.before, self.after) == (other.wall.time(), other.before, other.after)


@lru_cache(maxsize=256)
def vtimezone(zone: str) -> str:
    """The VTIMEZONE of an Olson zone, lines ended by CRLF. Raises `ZoneInfoNotFoundError` for a name nobody knows."""
    if zone == HOME:
        return written(_LONDON.splitlines())
    return derived(zone)


def derived(zone: str) -> str:
    """The VTIMEZONE worked out from the zone's clocks."""
    seen = onsets(zone)
    recent = [one for one in seen if one.wall.year >= SURE_YEAR]
    blocks = _single(zone) if not recent else _by_rule(seen)
    if not blocks:
        blocks = _single(zone)
        for one in recent:
            blocks += _observance(one)
    return written(["BEGIN:VTIMEZONE", f"TZID:{zone}", *blocks, "END:VTIMEZONE"])


@lru_cache(maxsize=256)
def onsets(zone: str) -> tuple[Onset, ...]:
    """Every clock change of the zone from 1980 to 2040, in order."""
    place, step = ZoneInfo(zone), timedelta(days=7)
    at, end = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)
    found = []
    while at < end:
        before, after = _offset(place, at), _offset(place, at + step)
        if before != after:
            moment = _moment_of_change(place, at, at + step)
            name = moment.astimezone(place).tzname() or ""
            found.append(Onset((moment + before).replace(tzinfo=None), before, after, name))
        at += step
    return tuple(found)


@lru_cache(maxsize=256)
def doubtful_minutes(zone: str) -> frozenset[int]:
    """Minutes of the day that some clock change skips or repeats.

    Where clocks change at all, 01:00 to 01:59 is always among them, because readers differ most there.
    """
    recent = [one for one in onsets(zone) if one.wall.year >= SURE_YEAR]
    minutes = set(_ONE_O_CLOCK) if recent else set()
    for one in recent:
        shift = one.after - one.before
        first = one.wall if one.is_daylight else one.wall + shift
        begins = first.hour * 60 + first.minute
        minutes.update(minute % 1440 for minute in range(begins, begins + int(abs(shift).total_seconds()) // 60))
    return frozenset(minutes)


def is_doubtful(zone: str, start: time) -> bool:
    """May a repeated event not start at this wall time, because readers would differ on some date?"""
    return start.hour * 60 + start.minute in doubtful_minutes(zone)


def is_plain(moment: datetime) -> bool:
    """Does the wall time of this aware moment name one instant only? Most hours are never touched by a clock change."""
    is_sure = SURE_YEAR <= moment.year <= LAST_YEAR
    if is_sure and moment.hour * 60 + moment.minute not in doubtful_minutes(str(moment.tzinfo)):
        return True
    other = moment.replace(fold=1 - moment.fold)
    return moment.utcoffset() == other.utcoffset()


def _by_rule(seen: tuple[Onset, ...]) -> list[str]:
    """Two observances that repeat every year for ever, or nothing when the zone's years are not alike."""
    blocks: list[str] = []
    for daylight in (True, False):
        mine = [one for one in seen if one.is_daylight is daylight]
        found = _yearly(mine)
        if found is None:
            return []
        first, (month, nth, weekday) = found
        blocks += _observance(first, f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{_DAYS[weekday]}")
    return blocks


def _yearly(mine: list[Onset]) -> tuple[Onset, tuple[int, int, int]] | None:
    """The earliest change from which "the nth weekday of a month" holds every year to the last, and that rule."""
    recent = [one for one in mine if one.wall.year >= SURE_YEAR]
    if len(recent) != LAST_YEAR - SURE_YEAR + 1 or not all(one.is_like(recent[0]) for one in recent):
        return None
    shared = set.intersection(*(_names(one.wall.date()) for one in recent))
    if not shared:
        return None
    rule, first = shared.pop(), recent[0]
    for one in reversed(mine[: mine.index(first)]):
        if one.wall.year != first.wall.year - 1 or not one.is_like(first) or rule not in _names(one.wall.date()):
            break
        first = one
    return first, rule


def _names(day: date) -> set[tuple[int, int, int]]:
    """The ways to name a day as (month, nth, weekday)."""
    names = {(day.month, (day.day - 1) // 7 + 1, day.weekday())}
    if (day + timedelta(days=7)).month != day.month:
        names.add((day.month, -1, day.weekday()))
    return names


def _observance(one: Onset, rule: str = "") -> list[str]:
    kind = "DAYLIGHT" if one.is_daylight else "STANDARD"
    lines = [f"BEGIN:{kind}", f"DTSTART:{local(one.wall)}", rule, f"TZOFFSETFROM:{_signed(one.before)}"]
    lines += [f"TZOFFSETTO:{_signed(one.after)}", f"TZNAME:{one.name}", f"END:{kind}"]
    return [line for line in lines if line]


def _single(zone: str) -> list[str]:
    """A STANDARD that holds from 1970 on, with the offset of the first sure year."""
    at = datetime(SURE_YEAR, 1, 1, tzinfo=ZoneInfo(zone))
    offset = at.utcoffset() or timedelta()
    return _observance(Onset(_EPOCH, offset, offset, at.tzname() or zone))


def _signed(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _offset(place: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(place).utcoffset() or timedelta()


def _moment_of_change(place: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The instant between two, to the minute, from which the later offset holds."""
    old = _offset(place, early)
    while late - early > timedelta(minutes=1):
        middle = early + timedelta(minutes=(late - early) // timedelta(minutes=2))
        early, late = (middle, late) if _offset(place, middle) == old else (early, middle)
    return late
