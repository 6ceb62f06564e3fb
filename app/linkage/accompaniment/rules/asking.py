"""When somebody is asked again how it goes: the next day, on day 3 and 7, then weekly up to week 12."""

from datetime import datetime, timedelta

from app.kernel.days import LONDON, local_day, to_instant, zone_of
from app.kernel.speech import marked

HOW, AGAIN = "asked_how", "asked_again"
ASKED = (HOW, AGAIN)
"""What is then written down: how it was, and how they are getting on."""

SOON_AGAIN = timedelta(hours=20)
"""Nobody is asked twice within this, also where the site was not at work for some days."""

GETTING_ON = {
    "fine": marked("Well, thank you"),
    "talk": marked("I would like to talk with somebody"),
    "company": marked("I would like company again"),
}
HELPS = {"talk": "check_up_talk", "company": "check_up_company"}
"""What they may answer to the second, and the task for a person that follows."""

NOT_NOW, IN_FOUR_WEEKS, NO_MORE, AS_BEFORE = "ask_not_now", "ask_in_weeks", "ask_no_more", "ask_as_before"
HOW_OFTEN = (IN_FOUR_WEEKS, NO_MORE, AS_BEFORE)
"""What they may say of being asked; of the last three the latest holds."""
REST = timedelta(weeks=4)

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


def is_resting(said: str | None, at: datetime | None, now: datetime) -> bool:
    """By what they said last of being asked, and when: is nothing asked now?"""
    return said == NO_MORE or (said == IN_FOUR_WEEKS and at is not None and now < at + REST)


def has_more_to_say(says: str | None, felt: str | None, again: str | None) -> bool:
    """Is one of the three taps about an outing left: how it was, how it felt where they went, whether again?"""
    return not says or not again or (says == "attended" and not felt)
