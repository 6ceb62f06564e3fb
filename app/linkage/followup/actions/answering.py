"""What somebody does with a check-up: answer, have it later, none for a while, for longer, or no more."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.consent.actions import agreements
from app.consent.rules.texts import ASK_AFTER, FOLLOW_UP
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.kernel.speech import _
from app.linkage.followup.actions.courses import begin, over, plan_next
from app.linkage.followup.models import Course
from app.linkage.followup.queries import courses
from app.linkage.followup.rules.schedule import MOST_MONTHS, YEAR, Reply, check_later
from app.linkage.followup.rules.words import COMPANY, TALK
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State

SAME_DAY = "same_day"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: one of three, and words if they like."""

    reply: Reply
    words: str = ""


class NothingAsked(Refused):
    """There is no such question now; the sentence says so."""


def answer(session: Session, linkage: Linkage, said: Said, by: Warrant, now: datetime) -> None:
    """Say how one is. Whoever wants something hears from a person the same day. Raises `NothingAsked`."""
    check_up = _course(session, linkage).open_one
    if check_up is None or check_up.asked_at is None:
        raise NothingAsked(_("Thank you. There is no question for you just now."))
    check_up.reply, check_up.words = said.reply, said.words.strip()
    note(session, linkage, "check_up_said", by, now)
    over(session, check_up, now)
    if said.reply is Reply.COMPANY and linkage.state is State.CLOSED:
        move(session, linkage, State.REENGAGING, by, now, reason="check_up")
    elif said.reply is not Reply.FINE:
        due_at = timers.due(linkage, SAME_DAY, now)
        tasks.give(session, linkage, TALK if said.reply is Reply.TALK else COMPANY, now, due_at=due_at)


def set_off(session: Session, linkage: Linkage, day: date | None, now: datetime) -> None:
    """Be asked on another day, of one's own choice. Raises `CannotSetOff` and `NothingAsked`."""
    course = _course(session, linkage)
    chosen = check_later(day, local_day(now, LONDON))
    check_up = plan_next(session, course, now)
    if check_up is None:
        raise NothingAsked(_("There is no question to put off."))
    check_up.day, check_up.asked_at, check_up.repeated_at = chosen, None, None
    session.flush()


def mute(session: Session, linkage: Linkage, _by: Warrant, now: datetime) -> None:
    """Nothing is sent from now on, and nothing of it is made up for later."""
    course = _course(session, linkage)
    course.muted_at = course.muted_at or now
    check_up = course.open_one
    if check_up and check_up.asked_at:
        over(session, check_up, now)


def unmute(session: Session, linkage: Linkage, _by: Warrant, now: datetime) -> None:
    """Be asked again, from the next day on that is still to come."""
    course = _course(session, linkage)
    course.muted_at = None
    check_up = course.open_one
    if check_up and check_up.day <= local_day(now, LONDON):
        over(session, check_up, now)
    plan_next(session, course, now)


def for_longer(session: Session, linkage: Linkage, _by: Warrant, now: datetime) -> None:
    """A year more, up to five years."""
    course = _course(session, linkage)
    course.months = min(course.months + YEAR, MOST_MONTHS)
    plan_next(session, course, now)


def start(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """Agree to be asked after."""
    agreements.agree(session, by, linkage.person_id, FOLLOW_UP, now)
    begin(session, linkage.person_id, linkage.id, now)


def stop(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """No more questions; what was answered goes too."""
    agreements.withdraw(session, by, linkage.person_id, FOLLOW_UP, now)


def ask_after_me(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """If there is no answer, a person may ask after them."""
    agreements.agree(session, by, linkage.person_id, ASK_AFTER, now)


def leave_me_be(session: Session, linkage: Linkage, by: Warrant, now: datetime) -> None:
    """If there is no answer, that is that."""
    agreements.withdraw(session, by, linkage.person_id, ASK_AFTER, now)


def _course(session: Session, linkage: Linkage) -> Course:
    """Raises `NothingAsked` where nobody agreed to it."""
    found = courses.of_linkage(session, linkage.id)
    if found is None:
        raise NothingAsked(_("You are not being asked. You can change that on this page."))
    return found
