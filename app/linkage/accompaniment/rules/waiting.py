"""When the other of the two hears that there is a word for them, as far as they may know of one another."""

from datetime import datetime, timedelta

from app.directory.rules.words import day_name
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.post.rules.leaving import Answer, Leave, Wait


def how_late(found: Answer, name: str, now: datetime, *, says_day: bool) -> str:
    """A sentence where the notice does not leave now, "" where it does. A newcomer is told the day of a champion's
    waking hours; of a newcomer's a champion learns only that it can be later."""
    if isinstance(found, Leave):
        return ""
    if not says_day:
        return _("{name} may see this only later.", name=name)
    if not isinstance(found, Wait):
        return _("{name} may see this only when they next look here.", name=name)
    today, day = local_day(now, LONDON), local_day(found.until, LONDON)
    if day == today:
        return _("{name} may see this only later today.", name=name)
    if day == today + timedelta(days=1):
        return _("{name} may see this only tomorrow.", name=name)
    return _("{name} may see this only on {day}.", name=name, day=day_name(day, today))
