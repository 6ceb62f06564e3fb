"""When somebody is asked again how it goes: the next day, on day 3 and 7, then weekly up to week 12."""

from datetime import datetime, timedelta

from app.kernel.days import LONDON, local_day, to_instant, zone_of

ASKED = ("asked_how", "asked_again")
"""What is then written down."""

DAYS = (3, 7, *(7 * week for week in range(2, 13)))
APART = timedelta(days=2)
"""Two questions, of whichever kind, are further apart than this."""

MOST_UNANSWERED = 3
"""So many questions without an answer, and a person looks, kindly."""


def next_ask(since: datetime, now: datetime) -> datetime | None:
    """The next time to ask after `now`, at the hour of `since` by the clock on the wall; None when week 12 is over."""
    wall = since.astimezone(zone_of(LONDON))
    first = local_day(since, LONDON)
    asks = (to_instant(first + timedelta(days=days), wall.time(), LONDON) for days in DAYS)
    return next((ask for ask in asks if ask > now), None)
