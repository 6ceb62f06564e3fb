"""When a champion can go: hours of the week, and dates away. Hours are those on the wall in London."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.kernel.days import LONDON, ONE_DAY, local_day, to_instant, zone_of

LATE_FROM = time(21)
"""From here on a way home is a late one, for which a champion may have a limit of their own."""
EARLY_FROM = time(5)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Hours of a weekday (0 is Monday). One that ends at or before its start goes on into the next day; 00:00 to 00:00
    is a whole day."""

    weekday: int
    starts: time
    ends: time


@dataclass(frozen=True, slots=True, order=True)
class Away:
    """Days on which somebody is away, both included."""

    first: date
    last: date


def is_free(slots: Iterable[Slot], away: Iterable[Away], starts: datetime, ends: datetime) -> bool:
    """Do the hours of the week hold all of this stretch, and none of its days is one away? Both moments are aware; the
    way there and back is already in them. Hours that touch count as one stretch."""
    first, last = local_day(starts, LONDON), local_day(max(starts, ends - timedelta(microseconds=1)), LONDON)
    if any(each.first <= last and first <= each.last for each in away):
        return False
    reached = starts
    for begin, end in sorted(_spans(slots, first - ONE_DAY, last)):
        if begin > reached:
            break
        reached = max(reached, end)
    return reached >= ends


def is_late(moment: datetime) -> bool:
    """Is this so late that the limit for late ways counts?"""
    shown = moment.astimezone(zone_of(LONDON)).time()
    return shown >= LATE_FROM or shown < EARLY_FROM


def _spans(slots: Iterable[Slot], first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    chosen = list(slots)
    for number in range((last - first).days + 1):
        day = first + number * ONE_DAY
        for slot in chosen:
            if slot.weekday == day.weekday():
                end_day = day if slot.ends > slot.starts else day + ONE_DAY
                yield to_instant(day, slot.starts, LONDON), to_instant(end_day, slot.ends, LONDON)
