"""Nobody can be in two places at once: how long a plan takes somebody, and which dates go beside it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.directory.rules.timetable import Occurrence
from app.kernel.speech import _
from app.linkage.accompaniment.rules.planning import CannotPlan, meets_at

WAY = timedelta(minutes=45)
"""At least so long between two plans, for the way."""

Stretch = tuple[datetime, datetime]


def stretch(meet_at: datetime, ends_at: datetime) -> Stretch:
    """From setting out until they are back."""
    return meet_at - WAY, ends_at + WAY


def clashes(meet_at: datetime, ends_at: datetime, taken: Iterable[Stretch]) -> bool:
    """Does it overlap with anything that stands?"""
    return any(meet_at < until and since < ends_at for since, until in taken)


def left(dates: Iterable[Occurrence], taken: Iterable[Stretch]) -> list[Occurrence]:
    """Those that overlap with nothing."""
    stands = list(taken)
    return [one for one in dates if not clashes(meets_at(one), one.ends, stands)]


def check_is_there(meet_at: datetime, ends_at: datetime, away: Iterable[Stretch], *, is_own: bool) -> None:
    """Raise `CannotPlan` where the champion is away then; the other is not told why it does not suit."""
    if clashes(meet_at, ends_at, away):
        own = _("You said that you are away then. Please choose another date, or take those days off “My times”.")
        raise CannotPlan(own if is_own else _("That time does not suit the other person. Please choose another date."))


def check_is_free(meet_at: datetime, ends_at: datetime, own: Iterable[Stretch], others: Iterable[Stretch]) -> None:
    """Raise `CannotPlan` where whoever asks, or the other of the two, meets somebody then."""
    if clashes(meet_at, ends_at, own):
        raise CannotPlan(_("You already meet somebody then. Please choose another date."))
    if clashes(meet_at, ends_at, others):
        raise CannotPlan(_("That time does not suit the other person. Please choose another date."))
