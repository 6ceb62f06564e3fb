"""When the glass may be broken: one person, one hour, a reason that somebody else reads (security decisions 3.5)."""

from datetime import date, datetime, timedelta

from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _, counted, marked

LASTS = timedelta(minutes=60)
SHORTEST_REASON = 20
LONGEST_REASON = 500
REVIEW_WITHIN = 5
"""Working days."""

CATEGORIES = {
    "danger": marked("Somebody may be in danger"),
    "unreachable": marked("We agreed to reach them and cannot"),
    "duty": marked("A legal duty"),
    "fault": marked("Something in the record is wrong and only we can see it"),
}
VERDICTS = {"right": marked("It was right"), "wrong": marked("It was not right")}


class CannotBreak(Refused):
    """The glass may not be broken like that; the sentence says what is missing."""


def check_breaking(actor_id: str, subject_id: str, category: str, reason: str) -> None:
    """Raise `CannotBreak` if the reason does not do, or the record is one's own."""
    if actor_id == subject_id:
        raise CannotBreak(_("You can see your own record on your account's page."))
    if category not in CATEGORIES:
        raise CannotBreak(_("Choose the kind of reason."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise CannotBreak(
            counted("Say why in {count} letter or more.", "Say why in {count} letters or more.", SHORTEST_REASON)
        )
    if len(reason) > LONGEST_REASON:
        raise CannotBreak(_("Use {most} characters or fewer.", most=LONGEST_REASON))


def review_by(made_at: datetime) -> date:
    """The last of five working days (Monday to Friday) after the day it was broken, London time."""
    day, left = local_day(made_at, LONDON), REVIEW_WITHIN
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
