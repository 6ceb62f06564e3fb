"""Somebody does not come along any more, or went: what hangs on it ends in the same transaction."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.calendars.actions import touch
from app.kernel.access import Warrant
from app.kernel.speech import _, marked
from app.linkage.learning.models import Learner
from app.linkage.learning.queries import learners
from app.linkage.learning.rules.steps import TIMER, Ending
from app.linkage.referral.actions import timers
from app.linkage.referral.actions.moving import note
from app.linkage.referral.queries.linkages import held
from app.notices.actions.telling import tell

OFF = "learner_off"
NOT_THIS_TIME = marked("Coming along: not this time. It is not about you, and there will be another one.")
NEED_NOT_GO = marked("Coming along is off this time: please do not set out. It is not about you.")


def end(session: Session, found: Learner, ending: Ending, now: datetime, by: Warrant | None = None) -> None:
    """It does not stand any more. Who has set out is looked out for until they are home; who has not need not go."""
    found.ended_at, found.ending = now, ending
    if found.watch and ending is not Ending.WALKED and found.here_at is None:
        found.watch.home_at = found.watch.home_at or now
    timers.end(session, found.plan.linkage, [TIMER], now)
    was_sure = bool(found.sequence)
    changed(session, found, now)
    if ending not in (Ending.WALKED, Ending.NO):
        values = {"link": "/today", "said": _(NEED_NOT_GO if was_sure else NOT_THIS_TIME)}
        tell(session, found.person_id, "champion_own", f"{found.id}:off", values=values, now=now)
    if ending is not Ending.WALKED:
        note(session, found.plan.linkage, OFF, by, now)
    session.flush()


def changed(session: Session, found: Learner, now: datetime) -> None:
    """The learner's calendars are to take it anew, where they have it."""
    if found.sequence:
        found.sequence, found.since = found.sequence + 1, now
        touch(session, found.person_id, now)


def step_back(session: Session, person_id: str, organisation_id: str, now: datetime) -> None:
    """A learner stops: steps back, takes a break without a last day, or is no champion any more. Whoever takes somebody
    along and stops ends their plan, and so this. For `champions.actions.stepping.ON_STEP_BACK`."""
    for each in learners.concerning(session, [person_id]):
        if each.person_id == person_id and each.plan.linkage.organisation_id == organisation_id:
            _end_held(session, each, now)


def freeze(session: Session, person_id: str, now: datetime) -> None:
    """A learner may be in danger, or be one: they come along nowhere. For `concerns.actions.handling.ON_DANGER`."""
    for each in learners.concerning(session, [person_id]):
        if each.person_id == person_id:
            _end_held(session, each, now)


def keep_apart(session: Session, first_id: str, second_id: str, now: datetime) -> None:
    """Two of the three are never to meet again. For `concerns.actions.apart.ON_APART`."""
    for each in learners.concerning(session, [first_id, second_id]):
        three = {each.person_id, each.plan.walk.champion_id, each.plan.linkage.person_id}
        if {first_id, second_id} <= three:
            _end_held(session, each, now)


def _end_held(session: Session, found: Learner, now: datetime) -> None:
    """Its request is held first, and what somebody else did meanwhile counts."""
    held(session, found.plan.linkage_id)
    again = learners.fresh(session, found.id)
    if again and again.ended_at is None:
        end(session, again, Ending.UNFIT, now)
