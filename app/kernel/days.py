"""Between the clock on the wall and the instant: days, zones and spans, right through both clock changes.

A wall time is read as RFC 5545 section 3.3.5 says: one that the clocks skip is read with the offset from before the
skip, one that comes twice means the first.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.kernel.errors import Refused

LONDON = "Europe/London"
ONE_DAY = timedelta(days=1)


class UnknownZone(Refused):
    """A time zone name that the zone database does not hold."""


@lru_cache(maxsize=512)
def zone_of(name: str) -> ZoneInfo:
    """The zone of that name in the IANA database. Raises `UnknownZone`."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UnknownZone(f"We do not know the time zone “{name}”. Use one like {LONDON}.") from error


def to_instant(day: date, at: time, zone: str) -> datetime:
    """The instant, in UTC, at which the clocks of `zone` show `at` on `day`. Raises `UnknownZone`."""
    return datetime.combine(day, at, zone_of(zone)).astimezone(UTC)


def wall_span(day: date, start: time, minutes: int, zone: str) -> tuple[datetime, datetime]:
    """Start and end, aware in `zone`, of something that lasts `minutes` by the clock on the wall.

    22:00 and 480 minutes end at 06:00 whatever the clocks did that night. The end always lies after the start: where a
    start that the clocks skipped would pass its own end, the minutes are counted as they pass; less than one counts as
    one. A skipped start shows the time that the clocks really show then. Raises `UnknownZone`.
    """
    length = timedelta(minutes=max(minutes, 1))
    starts = datetime.combine(day, start, zone_of(zone))
    ends = starts + length
    if _is_even(day, zone) and _is_even(ends.date(), zone):
        return starts, ends
    starts, ends = _as_shown(starts), _as_shown(ends)
    if ends > starts:
        return starts, ends
    return starts, (starts.astimezone(UTC) + length).astimezone(starts.tzinfo)


def local_day(now: datetime, zone: str) -> date:
    """The date in `zone` at the aware instant `now`. Raises `UnknownZone`."""
    return now.astimezone(zone_of(zone)).date()


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """The first instant of `day` in `zone` and the first after it, in UTC: 23, 24 or 25 hours apart in London."""
    return to_instant(day, time.min, zone), to_instant(day + ONE_DAY, time.min, zone)


def _as_shown(wall: datetime) -> datetime:
    """The same instant with the time that the clocks really show: another only if they skip the given one."""
    return wall.astimezone(UTC).astimezone(wall.tzinfo)


@lru_cache(maxsize=4096)
def _is_even(day: date, zone: str) -> bool:
    """Do the clocks of `zone` stay as they are all day? True of all but two days a year, so worth remembering."""
    place = zone_of(zone)
    midnight = datetime.combine(day, time.min, place)
    return midnight.utcoffset() == (midnight + ONE_DAY).utcoffset()
