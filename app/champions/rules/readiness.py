"""Whether somebody may be asked to walk with a person: every reason why not, as a code with its words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.champions.rules.checks import ACCOMPANY, needed
from app.champions.rules.constants import Constants
from app.champions.rules.courses import COURSES
from app.champions.rules.words import Kind, Standing, Status
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _, marked


class Reason(StrEnum):
    """Why nobody is to be asked of a champion now. The words of the hard rules: all must be away."""

    LEFT = "left"
    SUSPENDED = "suspended"
    STEPPED_BACK = "stepped_back"
    PREPARING = "preparing"
    PAUSED = "paused"
    RESTING = "resting"
    KIND = "kind"
    CLEARANCE = "clearance"
    TRAINING = "training"
    SUPERVISOR = "supervisor"
    SUPERVISION = "supervision"
    AGREEMENT = "agreement"
    FIRST_WALK = "first_walk"
    PHONE = "phone"


WORDS: Mapping[Reason, str] = {
    Reason.LEFT: marked("The role has ended."),
    Reason.SUSPENDED: marked("The role is suspended."),
    Reason.STEPPED_BACK: marked("Stepped back."),
    Reason.PREPARING: marked("Nobody has said yet that they are ready."),
    Reason.PAUSED: marked("Having a break."),
    Reason.RESTING: marked("Resting after a first meeting."),
    Reason.KIND: marked("Not a community champion: goes with nobody."),
    Reason.CLEARANCE: marked("A check that is in date."),
    Reason.TRAINING: marked("The course."),
    Reason.SUPERVISOR: marked("A supervisor."),
    Reason.SUPERVISION: marked("Supervision, which is overdue."),
    Reason.AGREEMENT: marked("The written agreement."),
    Reason.FIRST_WALK: marked("A first walk with somebody experienced."),
    Reason.PHONE: marked("A telephone number, so that somebody can ring you when you are out."),
}
LACKING: Mapping[Reason, str] = {
    Reason.CLEARANCE: marked("check"),
    Reason.TRAINING: marked("course"),
    Reason.SUPERVISOR: marked("supervisor"),
    Reason.SUPERVISION: marked("supervision"),
    Reason.AGREEMENT: marked("agreement"),
    Reason.FIRST_WALK: marked("first walk"),
    Reason.PHONE: marked("telephone number"),
}
"""What is still needed, in a word each."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What readiness is told from. `clear` has by activity the last day on which a check that suits is good; `is_held`
    and `is_suspended` tell of the role. A break without a last day is one until somebody ends it. `supervised_on`: when
    supervision was last held, `has_supervisor`: is one named who is one at this moment."""

    status: Status
    kinds: frozenset[Kind]
    is_held: bool = True
    is_suspended: bool = False
    paused_at: datetime | None = None
    paused_until: date | None = None
    rest_until: datetime | None = None
    clear: Mapping[str, date] = field(default_factory=dict)
    courses: frozenset[str] = frozenset()
    has_supervisor: bool = False
    supervised_on: date | None = None
    ready_on: date | None = None
    is_agreed: bool = False
    has_walked: bool = False
    has_phone: bool = True
    care: str = ""
    care_on: date | None = None


def reasons(facts: Facts, constants: Constants, now: datetime) -> tuple[Reason, ...]:
    """Every reason why nothing new is asked of this champion at this moment; none means that it may be."""
    today = local_day(now, LONDON)
    found = {
        Reason.LEFT: not facts.is_held,
        Reason.SUSPENDED: facts.is_suspended,
        Reason.STEPPED_BACK: facts.status is Status.STEPPED_BACK,
        Reason.PREPARING: facts.status is Status.PREPARING,
        Reason.PAUSED: is_paused(facts.paused_at, facts.paused_until, today),
        Reason.RESTING: facts.rest_until is not None and facts.rest_until > now,
        Reason.KIND: Kind.COMMUNITY not in facts.kinds,
        Reason.SUPERVISION: is_overdue(facts, constants, today),
    }
    return (*(reason for reason, holds in found.items() if holds), *lacks(facts, constants, today, {ACCOMPANY}))


def needs(facts: Facts, constants: Constants, now: datetime) -> tuple[Reason, ...]:
    """What has to be there before somebody says that a champion is ready, for all that they are to do. Whoever watches
    over those who are out rings them: so nobody begins without a number. Who is ready is not stopped for it."""
    found = lacks(facts, constants, local_day(now, LONDON), needed(facts.kinds))
    begins = facts.status is Status.PREPARING and Kind.COMMUNITY in facts.kinds
    return (*found, Reason.PHONE) if begins and not facts.has_phone else found


def missing(reasons: Iterable[Reason], facts: Facts, constants: Constants) -> list[str]:
    """What is still needed, in a word each; courses by their names."""
    found = []
    for each in reasons:
        named = [course for course in constants.courses if course not in facts.courses]
        if each is Reason.TRAINING:
            found += [_("course “{name}”", name=_(COURSES.get(course, course))) for course in named]
        else:
            found.append(_(LACKING[each]))
    return found


def lacks(facts: Facts, constants: Constants, today: date, activities: set[str]) -> tuple[Reason, ...]:
    """What is not there. A check counts through its last day, and stops at midnight in London."""
    found = {
        Reason.CLEARANCE: any(facts.clear.get(each, date.min) < today for each in activities),
        Reason.TRAINING: not facts.courses.issuperset(constants.courses),
        Reason.SUPERVISOR: not facts.has_supervisor,
        Reason.AGREEMENT: not facts.is_agreed,
        Reason.FIRST_WALK: constants.first_walk and Kind.COMMUNITY in facts.kinds and not facts.has_walked,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def is_paused(paused_at: datetime | None, until: date | None, today: date) -> bool:
    """Is a break going on? It ends with its last day, or when somebody ends it."""
    return paused_at is not None and (until is None or today <= until)


def supervision_due(facts: Facts, constants: Constants) -> date | None:
    """The day on which supervision is due next; none before somebody is ready."""
    days = [day for day in (facts.ready_on, facts.supervised_on) if day]
    return max(days) + constants.supervision if facts.ready_on and days else None


def is_overdue(facts: Facts, constants: Constants, today: date) -> bool:
    """Is supervision so late that new offers stop?"""
    due = supervision_due(facts, constants)
    return due is not None and today > due + constants.grace


def clear_until(facts: Facts) -> date | None:
    """The last day on which the check for going with people is good."""
    return facts.clear.get(ACCOMPANY)


def standing(facts: Facts, today: date) -> Standing:
    """Where a champion stands, in one word."""
    if not facts.is_held:
        return Standing.LEFT
    if facts.is_suspended:
        return Standing.SUSPENDED
    if facts.status is not Status.STEPPED_BACK and is_paused(facts.paused_at, facts.paused_until, today):
        return Standing.PAUSED
    return Standing(facts.status.value)


def ends_soon(last_day: date, today: date, notice: timedelta) -> bool:
    """Is a check to be told of, because it ends soon or has ended?"""
    return last_day - today <= notice
