"""Staff ask whether somebody who is learning may come along; the learner and the champion first, then the newcomer."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.calendars.actions import touch
from app.concerns.actions.apart import block
from app.kernel.access import Warrant
from app.kernel.speech import _, marked
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.planning import SET_OUT
from app.linkage.learning.actions.ending import end
from app.linkage.learning.models import Learner
from app.linkage.learning.queries.choosing import why_not_asked
from app.linkage.learning.queries.learners import fresh
from app.linkage.learning.rules.steps import SETTLED, TIMER, CannotCome, Ending, is_settled
from app.linkage.referral.actions import timers
from app.linkage.referral.actions.moving import note

ASKED, YES, COMES = "learner_asked", "learner_yes", "learner_comes"
"""What is written down of it."""

GONE = marked("This is settled already. Please look at the page again.")


def ask(session: Session, plan: Plan, person_id: str, by: Warrant, now: datetime) -> Learner:
    """Ask the learner and the champion. The caller holds the request. Raises `CannotCome`."""
    why = why_not_asked(session, plan, person_id, now)
    if why:
        raise CannotCome(why)
    made = Learner(plan_id=plan.id, person_id=person_id, made_at=now, asked_at=now, sequence=0)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        raise CannotCome(_("Somebody is asked about this outing already, or comes along.")) from None
    note(session, plan.linkage, ASKED, by, now)
    record(session, Entry.of(by, "learner", made.id, person_id, outcome="asked"))
    begin_timer(session, plan, now)
    found = fresh(session, made.id)
    if found is None:
        raise CannotCome(_(GONE))
    return found


def begin_timer(session: Session, plan: Plan, now: datetime) -> None:
    """Silence is a no, from then on."""
    timers.begin(session, plan.linkage, TIMER, now, due_at=plan.meet_at - SETTLED, subject=plan.id)


def take_back(session: Session, found: Learner, by: Warrant, now: datetime) -> None:
    """Staff take it back. Raises `CannotCome`."""
    check_live(found)
    end(session, found, Ending.STAFF, now, by)


def agree(session: Session, found: Learner, by: Warrant, now: datetime) -> None:
    """One of the three says yes; the newcomer is asked only when the other two have. Said twice, the second time
    changes nothing. Raises `CannotCome`."""
    check_live(found)
    if not found.plan.is_agreed or (is_settled(found.plan.meet_at, now) and not found.is_agreed):
        raise CannotCome(_("It is too late for that, or the plan has changed. Please look at the page again."))
    who, was_agreed = by.actor.person_id, found.is_agreed
    if who == found.person_id:
        found.learner_agreed_at = found.learner_agreed_at or now
    elif found.is_with(who):
        found.champion_agreed_at = found.champion_agreed_at or now
    elif who == found.plan.linkage.person_id and found.is_first_yes:
        found.newcomer_agreed_at = found.newcomer_agreed_at or now
    else:
        raise CannotCome(_(GONE))
    session.flush()
    if was_agreed or not found.is_agreed:
        note(session, found.plan.linkage, YES, by, now)
        return
    found.sequence, found.since = found.sequence + 1, now
    touch(session, found.person_id, now)
    note(session, found.plan.linkage, COMES, by, now)


def leave(session: Session, found: Learner, by: Warrant, now: datetime, *, knows: bool = False) -> None:
    """One of the three would rather not, before their yes or after it, up to the last moment: no reason, and at once.
    `knows`: the learner and the newcomer know each other, and are kept apart from now on. Raises `CannotCome`."""
    check_live(found)
    who, newcomer = by.actor.person_id, found.plan.linkage.person_id
    ending = Ending.NO if who == found.person_id else Ending.CHAMPION if found.is_with(who) else Ending.NEWCOMER
    end(session, found, ending, now, by)
    if knows and who in (newcomer, found.person_id):
        block(session, who, found.person_id if who == newcomer else newcomer, now)


def here(session: Session, found: Learner, by: Warrant, now: datetime) -> None:
    """The learner is at the meeting point. Raises `CannotCome`."""
    if by.actor.person_id != found.person_id or not found.comes:
        raise CannotCome(_(GONE))
    if now < found.plan.meet_at - SET_OUT:
        raise CannotCome(_("It is a little early. This button works from half an hour before you meet."))
    found.here_at = found.here_at or now
    session.flush()


def check_live(found: Learner | None) -> None:
    """Raise `CannotCome` where it does not stand any more."""
    if found is None or found.ended_at is not None:
        raise CannotCome(_(GONE))
