"""When a helpline answers: hours by weekday in London, and what they come to at one moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.directory.rules.words import clock
from app.kernel.days import LONDON, ONE_DAY, local_day, wall_span
from app.kernel.speech import _
from app.kernel.words import weekday

ALWAYS = "always"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60
A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of the London clock that comes back on certain weekdays (Monday is 0); it may run past midnight."""

    weekdays: frozenset[int]
    start: time
    minutes: int


def read_hours(rows: Sequence[str]) -> tuple[Hours, ...]:
    """Hours from rows such as "mon-fri 09:00-20:00", "sun 22:00-02:00" or "always". Raises `ValueError`."""
    return tuple(_read(row) for row in rows)


def standing(hours: Sequence[Hours], moment: datetime) -> str:
    """What the hours come to at an aware moment, in words: open, when it opens next, or day and night; empty without
    hours."""
    if not hours:
        return ""
    if any(each.minutes == DAY_MINUTES and len(each.weekdays) == A_WEEK for each in hours):
        return _("Day and night.")
    now, today = moment.astimezone(UTC), local_day(moment, LONDON)
    spans = [span for each in hours for span in _spans(each, today)]
    if any(starts.astimezone(UTC) <= now < ends.astimezone(UTC) for starts, ends in spans):
        return _("Open now.")
    opens = min(starts for starts, _ends in spans if starts.astimezone(UTC) > now)
    return _opens(opens, today)


def _opens(opens: datetime, today: date) -> str:
    day = opens.date()
    if day == today:
        return _("Opens at {time}.", time=clock(opens))
    if day == today + ONE_DAY:
        return _("Opens tomorrow at {time}.", time=clock(opens))
    return _("Opens on {weekday} at {time}.", weekday=weekday(day.weekday()), time=clock(opens))


def _spans(hours: Hours, today: date) -> Iterator[tuple[datetime, datetime]]:
    """Every span from the one that began yesterday to the one of this day next week."""
    for away in range(-1, A_WEEK + 1):
        day = today + timedelta(days=away)
        if day.weekday() in hours.weekdays:
            yield wall_span(day, hours.start, hours.minutes, LONDON)


def _read(row: str) -> Hours:
    if row == ALWAYS:
        return Hours(frozenset(range(A_WEEK)), time.min, DAY_MINUTES)
    days, _space, span = row.partition(" ")
    first, _dash, last = days.partition("-")
    starts, _dash, ends = span.partition("-")
    begin, end = DAYS.index(first), DAYS.index(last or first)
    if begin > end:
        raise ValueError(f"“{row}”: name the days of a week from Monday on, in two rows if need be.")
    start = time.fromisoformat(starts)
    minutes = (_minute(ends) - _minute(starts)) % DAY_MINUTES or DAY_MINUTES
    return Hours(frozenset(range(begin, end + 1)), start, minutes)


def _minute(text: str) -> int:
    """Minutes since midnight; 24:00 is the end of the day."""
    if text == "24:00":
        return DAY_MINUTES
    at = time.fromisoformat(text)
    return at.hour * 60 + at.minute
