"""What a plan may be: which dates, where to meet, and in whose words."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from app.directory.rules.timetable import Occurrence, State
from app.kernel.errors import Refused
from app.kernel.speech import _, marked
from app.linkage.accompaniment.rules.relay import Sort, gives_away, is_like_a_home
from app.linkage.accompaniment.rules.words import HOW
from app.linkage.referral.rules.states import State as Stage

MEET_BEFORE = timedelta(minutes=15)
BEFORE: dict[str, str] = {
    "15": marked("15 minutes"),
    "30": marked("30 minutes"),
    "45": marked("45 minutes"),
    "60": marked("An hour"),
}
"""How long before it begins two may meet; longer where they take the bus or walk there together."""
SET_OUT = timedelta(minutes=30)
"""So long before the meeting-point's time the day begins: both may say that they are there."""

ARRIVAL, CHECK_IN, HOME, STILL_ON = (timedelta(minutes=each) for each in (15, 15, 60, 60))
"""After the time to meet; after the end; after the end; before the time to meet."""

SOON = timedelta(hours=3)
"""So near to the time to meet, a message alone may come too late: a person rings whoever is to hear."""

HORIZON = timedelta(days=28)
"""How far ahead dates are offered."""

LONGEST = 300
NOT_THIS_TIME = "not_this_time"
"""Why a plan that was agreed stands no more."""

MAY_PLAN = frozenset({Stage.CONTACTING, Stage.REPLANNING, Stage.PLANNED, Stage.FOLLOWING})
"""States in which the two may make or change a plan."""


class CannotPlan(Refused):
    """This plan cannot be made; the sentence says what to do. `field` names what was typed and is not right, where it
    is one of these."""

    def __init__(self, sentence: str, field: str = "where") -> None:
        super().__init__(sentence)
        self.field = field


def choices(dates: Iterable[Occurrence], wished_on: date | None, now: datetime) -> list[Occurrence]:
    """The dates that can still be met at, the wished one first."""
    live = [one for one in dates if one.state is State.ON and one.in_person and meets_at(one) > now]
    return sorted(live, key=lambda one: (one.starts.date() != wished_on, one.starts.timestamp()))


def meets_at(one: Occurrence, before: timedelta = MEET_BEFORE) -> datetime:
    """When they meet: at least a quarter of an hour before it begins, so that nobody walks in alone."""
    return one.starts - before


def check_before(minutes: str) -> timedelta:
    """So long before it begins they meet, from what was chosen. Raises `CannotPlan`."""
    if minutes not in BEFORE:
        raise CannotPlan(_("Choose how long before it begins you meet."))
    return timedelta(minutes=int(minutes))


def check_stage(stage: Stage) -> None:
    """Raise `CannotPlan` where no plan is to be made now."""
    if stage not in MAY_PLAN:
        raise CannotPlan(_("A plan cannot be made just now. Please look at the page again."))


def check_words(where: str, **others: str) -> None:
    """Raise `CannotPlan` where there is no place to meet, or where the words give away how to reach somebody: that is
    the newcomer's own choice, and has a button of its own. `others`: what else was typed, by its field."""
    if not where.strip():
        raise CannotPlan(_("Say where to meet: somewhere public, like outside the front door."))
    for field, text in {"where": where, **others}.items():
        if gives_away(text) not in (None, Sort.ADDRESS):
            raise CannotPlan(
                _("Please leave out numbers, e-mail addresses and account names. The site passes messages on."), field
            )


def check_how(how: str) -> None:
    """Raise `CannotPlan` where nothing is said of how they get there: to arrange the journey is a step of its own."""
    if how not in HOW:
        raise CannotPlan(_("Choose how you get there."), "how")


def check_place(where: str, public: str) -> None:
    """Raise `CannotPlan` where the place to meet looks like somebody's home; `public` is what the venue says."""
    if is_like_a_home(where, public):
        raise CannotPlan(
            _(
                "That looks like somebody’s home. The first times are kept for public places, for both of you. "
                "The door of the meeting, a café or a bus station would do well. Say its name."
            )
        )
