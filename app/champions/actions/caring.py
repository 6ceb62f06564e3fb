"""What those who look after champions note and decide: conversation, checks, courses, agreement, supervisor, first
walk; and saying that somebody is ready."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.champions.models import Champion, ChampionCheck, ChampionCourse, Supervision
from app.champions.queries.candidates import constants_of, noted_lately, readiness_of, supervisors
from app.champions.rules.checks import ACCOMPANY, Level, check_eligible
from app.champions.rules.readiness import missing, needs
from app.champions.rules.words import Kind, Status
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _, counted

A_YEAR, LONG_AGO = timedelta(days=366), 20
"""So many years ago something may have been."""
LONGEST_CHECK = timedelta(days=3 * 365 + 1)


class CannotNote(Refused):
    """This cannot be noted so; the sentence says what to do. `field` is the field that it belongs beside."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one activity: the check it rests on, whether it suits, from when and through which day."""

    activity: str
    level: Level
    suits: bool
    decided_on: date
    good_until: date


def note_conversation(session: Session, by: Warrant, champion: Champion, on: date, now: datetime) -> None:
    """Somebody talked with them about helping."""
    check_other(by, champion)
    _check_past(on, now)
    champion.conversation_on, champion.conversation_by = on, by.actor.person_id
    _record(session, by, champion, "talked")


def choose_kinds(session: Session, by: Warrant, champion: Champion, kinds: Collection[Kind]) -> None:
    """What sort of champion they are: one or more."""
    check_other(by, champion)
    if not kinds:
        raise CannotNote(_("Choose one kind or more."), "kinds")
    champion.kinds = sorted(kinds)
    _record(session, by, champion, "kinds")


def decide_check(session: Session, by: Warrant, champion: Champion, said: Decision, now: datetime) -> None:
    """Keep a decision. Raises `NotEligible` for a check that may not be asked for, `CannotNote` for days that cannot
    be."""
    check_other(by, champion)
    check_eligible(said.activity, said.level)
    _check_past(said.decided_on, now, "decided_on")
    if not said.decided_on < said.good_until <= said.decided_on + LONGEST_CHECK:
        raise CannotNote(_("Choose a last day after the decision, and within 3 years of it."), "good_until")
    champion.checks.append(ChampionCheck(
        activity=said.activity, level=said.level, suits=said.suits, decided_on=said.decided_on,
        decided_by=by.actor.person_id, good_until=said.good_until, made_at=now,
    ))  # fmt: skip
    _record(session, by, champion, "check_decided")
    session.refresh(champion, ["checks"])


def note_course(session: Session, by: Warrant, champion: Champion, course: str, *, on: date, now: datetime) -> None:
    """They have done a course; noted again, the later word counts."""
    check_other(by, champion)
    _check_past(on, now)
    known = next((each for each in champion.courses if each.course == course), None)
    if known is None:
        known = ChampionCourse(course=course)
        champion.courses.append(known)
    known.done_on, known.noted_by = on, by.actor.person_id
    _record(session, by, champion, "course_done")


def sign(session: Session, by: Warrant, champion: Champion, version: str, *, on: date, now: datetime) -> None:
    """Both sides have signed the agreement."""
    check_other(by, champion)
    _check_past(on, now)
    champion.agreement, champion.agreed_on = version, on
    _record(session, by, champion, "agreed")


def name_supervisor(session: Session, by: Warrant, champion: Champion, person_id: str) -> None:
    """Who looks after them: a coordinator here who has that duty, and not themselves."""
    if person_id not in supervisors(session, champion.holding.organisation_id or ""):
        raise CannotNote(_("Choose a coordinator who is a supervisor of champions."), "supervisor")
    if person_id == champion.holding.person_id:
        raise CannotNote(_("Choose somebody else: nobody is their own supervisor."), "supervisor")
    champion.supervisor_id = person_id
    _record(session, by, champion, "supervisor_named")


def note_walk(session: Session, by: Warrant, champion: Champion, on: date, now: datetime, *, beside: str = "") -> None:
    """They went with somebody for the first time, beside a person with experience; after their check was decided."""
    check_other(by, champion)
    _check_past(on, now)
    decided = [each for each in champion.checks if each.activity == ACCOMPANY and each.suits]
    if not any(each.decided_on <= on <= each.good_until for each in decided):
        raise CannotNote(_("No check let them go along on that day. Note the decision first, or choose a later day."))
    champion.walked_on, champion.walked_with = on, beside or None
    _record(session, by, champion, "first_walk")


def note_supervision(session: Session, by: Warrant, champion: Champion, on: date, now: datetime) -> None:
    """They talked, on that day. What was said is not kept. Raises `CannotNote`."""
    check_other(by, champion)
    _check_past(on, now, years=1)
    if on not in {each.held_on for each in champion.supervisions}:
        champion.supervisions.append(
            Supervision(held_on=on, held_by=by.actor.person_id, noted_at=now, care=champion.care)
        )
    champion.care = ""
    _record(session, by, champion, "supervised")


def supervised_not(session: Session, by: Warrant, champion: Champion, now: datetime) -> None:
    """They noted by mistake that the two talked, and take it back. Raises `CannotNote` after five minutes."""
    noted = noted_lately(champion, by.actor.person_id, now)
    if noted is None:
        raise CannotNote(_("This cannot be taken back any more: the five minutes are over."))
    champion.care = champion.care or noted.care
    champion.supervisions.remove(noted)
    _record(session, by, champion, "supervised_not")


def asked_after(session: Session, by: Warrant, champion: Champion, now: datetime) -> None:
    """Somebody has asked how they are. A break goes on until they say."""
    check_other(by, champion)
    champion.care, champion.care_at = "", now
    _record(session, by, champion, "asked_after")


def make_ready(session: Session, by: Warrant, champion: Champion, now: datetime) -> None:
    """Say that they may be asked. Raises `CannotNote` with what is still needed (SR-073)."""
    check_other(by, champion)
    if champion.status is Status.STEPPED_BACK:
        raise CannotNote(_("They stepped back. Talk with them first, and bring them back."))
    here = champion.holding.organisation_id or ""
    facts, constants = readiness_of(champion, supervisors(session, here)), constants_of(session, here)
    lacking = needs(facts, constants, now)
    if lacking:
        words = ", ".join(missing(lacking, facts, constants))
        raise CannotNote(_("Not yet. Still needed: {words}.", words=words))
    champion.status = Status.READY
    champion.ready_on, champion.ready_by = local_day(now, LONDON), by.actor.person_id
    _record(session, by, champion, "made_ready")


def check_other(by: Warrant, champion: Champion) -> None:
    """Raise `CannotNote` if somebody would note or decide about themselves."""
    if champion.holding.person_id == by.actor.person_id:
        raise CannotNote(_("Somebody else notes and decides this about you."))


def _check_past(on: date, now: datetime, field: str = "on", years: int = LONG_AGO) -> None:
    """Raise `CannotNote` for a day to come, and for one so long ago that the year must be another."""
    today = local_day(now, LONDON)
    if on > today:
        raise CannotNote(_("Choose a day that is not in the future."), field)
    if on < today - years * A_YEAR:
        raise CannotNote(
            counted("Look at the year: that is more than a year ago.",
                    "Look at the year: that is more than {count} years ago.", years), field,
        )  # fmt: skip


def _record(session: Session, by: Warrant, champion: Champion, outcome: str) -> None:
    record(session, Entry.of(by, "champion", champion.id, champion.holding.person_id, outcome=outcome))
    session.flush()
