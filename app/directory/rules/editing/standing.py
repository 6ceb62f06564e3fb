"""What may be said of whether a listing runs, of a venue that closes, and of a report."""

from collections.abc import Collection
from datetime import date

from app.directory.rules.editing.wording import OUTCOMES
from app.directory.rules.reporting import BEFORE_A_SHUT_DOOR
from app.directory.rules.status import Status
from app.kernel.errors import Refused
from app.kernel.speech import _

LONGEST_CLOSURE = 731
"""Days; a building that is shut for longer than two years is no venue."""


class CannotDo(Refused):
    """Not as things stand; the sentence says what to do."""


def check_pause(status: Status, until: date | None, today: date) -> None:
    """Raise `CannotDo` unless it may pause until that day."""
    if status is Status.ENDED:
        raise CannotDo(_("This has ended. Bring it back first."))
    if until and until <= today:
        raise CannotDo(_("Choose the day when it is back on: a day after today."))


def check_closure(first: date, last: date, today: date) -> None:
    """Raise `CannotDo` unless a venue may close on these days."""
    if last < first:
        raise CannotDo(_("Choose a last day that is not before the first."))
    if last < today:
        raise CannotDo(_("Those days are over. Choose days to come."))
    if (last - first).days > LONGEST_CLOSURE:
        raise CannotDo(_("Choose at most two years. If the venue is gone for good, end or move its listings."))


def check_no_doubt(waiting: Collection[str]) -> None:
    """Raise `CannotDo` while one of these reports, by what they say, tells of a shut door."""
    if BEFORE_A_SHUT_DOOR.intersection(waiting):
        raise CannotDo(_("Somebody has reported that something is wrong. Look at that first."))


def check_outcome(outcome: str, settled_on: date | None) -> None:
    """Raise `CannotDo` unless a report may be settled like this."""
    if settled_on:
        raise CannotDo(_("Somebody has settled this report already."))
    if outcome not in OUTCOMES:
        raise CannotDo(_("Choose what you found."))
