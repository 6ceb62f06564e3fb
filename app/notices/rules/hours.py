"""When somebody may be reached: by the clock on the wall in London, weekday by weekday, right in both clock changes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.kernel.days import LONDON, zone_of
from app.kernel.errors import Refused
from app.kernel.speech import _

STEP = timedelta(hours=1)
"""Windows begin and end on the hour, and London's offset is whole hours: within an hour of UTC nothing changes."""
LOOK_AHEAD = 8 * 24
DAY = 24


class CannotKeepHours(Refused):
    """These hours cannot be kept; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Window:
    """From an hour up to another; one that is not later belongs to the next day, the same makes a whole day."""

    first: int
    last: int


Hours = Mapping[int, Window]
"""Weekday (Monday is 0) to its window; a weekday that is missing has none."""

USUAL: Hours = dict.fromkeys(range(7), Window(8, 21))
"""Where nothing was said: not between 9 in the evening and 8 in the morning."""

ALWAYS: Hours = dict.fromkeys(range(7), Window(0, 0))


def is_allowed(hours: Hours, now: datetime) -> bool:
    """Does the clock on the wall stand in a window of today, or in what is left of yesterday's?"""
    wall = now.astimezone(zone_of(LONDON))
    today, yesterday = hours.get(wall.weekday()), hours.get((wall.weekday() - 1) % 7)
    if today and today.first <= wall.hour < (today.last if today.last > today.first else DAY):
        return True
    return yesterday is not None and yesterday.last <= yesterday.first and wall.hour < yesterday.last


def next_allowed(hours: Hours, now: datetime) -> datetime | None:
    """The first moment from now on that is allowed; None where no weekday has a window."""
    if is_allowed(hours, now):
        return now
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    ahead = (hour + STEP * number for number in range(1, LOOK_AHEAD))
    return next((moment for moment in ahead if is_allowed(hours, moment)), None)


def last_allowed(hours: Hours, before: datetime) -> datetime | None:
    """The beginning of the last allowed hour that is over by this moment; None where no weekday has a window."""
    hour = before.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    behind = (hour - STEP * number for number in range(1, LOOK_AHEAD))
    return next((moment for moment in behind if is_allowed(hours, moment)), None)


def check_hours(hours: Hours) -> None:
    """Raise `CannotKeepHours` when there is no weekday at all."""
    if not hours:
        raise CannotKeepHours(_("Choose at least one day, or tick “Please do not contact me”."))


def written(hours: Hours) -> str:
    """As it is kept; "" for the usual hours."""
    if hours == USUAL:
        return ""
    return json.dumps({str(day): [window.first, window.last] for day, window in sorted(hours.items())})


def read(text: str) -> Hours:
    """What `written` made."""
    if not text:
        return USUAL
    return {int(day): Window(first, last) for day, (first, last) in json.loads(text).items()}
