"""What waits for those who look after champions, and since when; and what a champion is told of themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.champions.rules.checks import needed
from app.champions.rules.constants import Constants
from app.champions.rules.readiness import Facts, is_overdue, needs, supervision_due
from app.champions.rules.words import Status
from app.kernel.days import LONDON, local_day, to_instant
from app.kernel.speech import marked

MORNING = time(9)
WORTH_SAYING = timedelta(days=28)


class Wait(StrEnum):
    """Something that somebody is to do about a champion."""

    STEPPED_BACK = "stepped_back"
    CHECK_OVER = "check_over"
    CHECK_ENDS = "check_ends"
    NO_SUPERVISOR = "no_supervisor"
    SUPERVISION_DUE = "supervision_due"
    SUPERVISION_OVERDUE = "supervision_overdue"
    COULD_BEGIN = "could_begin"
    BREAK_WISHED = "break_wished"
    MANY_NO = "many_no"
    UNANSWERED = "unanswered"
    WALK_TALK = "walk_talk"


CARES = frozenset({Wait.BREAK_WISHED, Wait.MANY_NO, Wait.UNANSWERED, Wait.WALK_TALK})
"""What follows from a champion's answers to questions, or from a first walk: no mark against them, but a reason to ask
how they are."""

NO_BREAK = frozenset({Wait.MANY_NO, Wait.WALK_TALK})
"""Of these nothing is paused."""

MOST_NO, NO_WITHIN = 3, timedelta(days=28)
MOST_UNANSWERED, UNANSWERED_WITHIN = 2, timedelta(days=14)
"""So many times no, or no answer, in a stretch of days, and somebody asks."""

WAITS: Mapping[Wait, str] = {
    Wait.BREAK_WISHED: marked("{name} said that they need a break. Nothing new is asked of them. Ask how they are."),
    Wait.MANY_NO: marked("{name} has said no three times lately, which is fine. Ask how they are."),
    Wait.UNANSWERED: marked("{name} did not get to two questions. Nothing new is asked for now. Ask how they are."),
    Wait.WALK_TALK: marked("{name} was to come along on a first walk. A talk comes first now. Ask how they are."),
    Wait.STEPPED_BACK: marked("{name} has stepped back. A talk would be good, when they like."),
    Wait.CHECK_OVER: marked("{name}: the check ended on {day}. Nothing new is asked of them."),
    Wait.CHECK_ENDS: marked("{name}: the check ends on {day}. After that nothing new is asked of them."),
    Wait.NO_SUPERVISOR: marked("{name} has no supervisor. Nothing new is asked of them."),
    Wait.SUPERVISION_DUE: marked("{name}: supervision is due since {day}."),
    Wait.SUPERVISION_OVERDUE: marked("{name}: supervision is due since {day}. Nothing new is asked of them meanwhile."),
    Wait.COULD_BEGIN: marked("{name} has everything. You or a colleague can say that they are ready."),
}
NOW_READY = marked(
    "You are ready: from now on you are asked about one person at a time. Please look whether your times are right."
)
"""What a champion is told when somebody has said so."""

OWN: Mapping[Wait, str] = {
    Wait.UNANSWERED: marked(
        "Two questions came at a bad time. Would you still like to be asked? Nothing new is asked of you until you say."
    ),
    Wait.CHECK_OVER: marked("Your check ended on {day}. Nothing new is asked of you until there is another."),
    Wait.CHECK_ENDS: marked("Your check ends on {day}. Your coordinator knows."),
    Wait.SUPERVISION_DUE: marked("A talk with your supervisor is due since {day}."),
    Wait.SUPERVISION_OVERDUE: marked(
        "A talk with your supervisor is due since {day}. Nothing new is asked of you meanwhile."
    ),
}
"""What a champion is told themselves."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: the day that it is about, and from when on it is worth a message."""

    wait: Wait
    day: date

    @property
    def due_at(self) -> datetime:
        """Nine in the morning of the day on which it began."""
        return to_instant(self.day, MORNING, LONDON)


def waiting(facts: Facts, constants: Constants, stepped_back_on: date | None, now: datetime) -> list[Waiting]:
    """What waits for somebody to do about this champion; nothing once the role has ended."""
    today = local_day(now, LONDON)
    if not facts.is_held or facts.is_suspended:
        return []
    if facts.status is Status.STEPPED_BACK:
        return [Waiting(Wait.STEPPED_BACK, stepped_back_on or today)]
    if facts.status is Status.PREPARING:
        begins = [] if needs(facts, constants, now) else [Waiting(Wait.COULD_BEGIN, today)]
        return [*_cares(facts), *begins]
    found = _check(facts, constants, today)
    if not facts.has_supervisor:
        found.append(Waiting(Wait.NO_SUPERVISOR, today))
    found += _cares(facts)
    due = supervision_due(facts, constants)
    if due and due <= today:
        late = is_overdue(facts, constants, today)
        found.append(Waiting(Wait.SUPERVISION_OVERDUE if late else Wait.SUPERVISION_DUE, due))
    return found


def told_from(wait: Waiting, constants: Constants) -> date:
    """The day from which on it is told: of a check long before it ends."""
    if wait.wait is Wait.CHECK_ENDS:
        return wait.day - constants.check_notice
    return wait.day


def _cares(facts: Facts) -> list[Waiting]:
    return [Waiting(Wait(facts.care), facts.care_on)] if facts.care in CARES and facts.care_on else []


def _check(facts: Facts, constants: Constants, today: date) -> list[Waiting]:
    """The check that ends first of those that are needed; one that is missing altogether is told by what is needed."""
    days = [facts.clear[each] for each in needed(facts.kinds) if each in facts.clear]
    soonest = min(days, default=None)
    if soonest is None or soonest - today > constants.check_notice:
        return []
    return [Waiting(Wait.CHECK_OVER if soonest < today else Wait.CHECK_ENDS, soonest)]
