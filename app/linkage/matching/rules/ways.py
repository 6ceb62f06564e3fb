"""About how long somebody's way to a meeting takes, and whether it is within what they are glad to go."""

from datetime import datetime
from functools import lru_cache

from app.kernel.days import LONDON, zone_of
from app.kernel.distance import miles_between, minutes_for
from app.linkage.matching.rules.values import Asker, Candidate, Ground, Meeting, Point

DAWN = 5


def minutes_there(somebody: Asker | Candidate, meeting: Meeting, ground: Ground) -> int | None:
    """About how long their quickest way takes of those that they are glad to go; None if there is none."""
    if meeting.online:
        return 0
    if meeting.point is None or somebody.point is None:
        return None
    late = somebody.late_minutes
    if late is not None and not _is_late(meeting.ends, ground.limits.late_from):
        late = None
    found = minutes_between(somebody.point, meeting.point)
    least = None
    for way in somebody.ways:
        minutes, limit = found[way.mode], way.minutes if late is None else min(way.minutes, late)
        if minutes <= limit and (least is None or minutes < least):
            least = minutes
    return least


@lru_cache(maxsize=1 << 18)
def minutes_between(start: Point, end: Point) -> dict[str, int]:
    """About how long the way takes by foot, bus and car."""
    minutes = minutes_for(miles_between(start.lat, start.lon, end.lat, end.lon))
    return {"foot": minutes.on_foot, "bus": minutes.by_bus, "car": minutes.by_car}


def _is_late(ends: datetime, late_from: int) -> bool:
    hour = ends.astimezone(zone_of(LONDON)).hour
    return hour >= late_from or hour < DAWN
