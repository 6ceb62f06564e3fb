"""What becomes of it when the plan changes, is over, or the day begins; and when nobody has said a word."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.accompaniment.models import HomeWatch, Plan
from app.linkage.accompaniment.queries.pairs import standing
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.learning.actions.asking import ASKED, begin_timer
from app.linkage.learning.actions.ending import changed, end
from app.linkage.learning.models import Learner
from app.linkage.learning.queries.choosing import still_fits
from app.linkage.learning.queries.learners import live
from app.linkage.learning.rules.steps import TIMER, Ending, is_settled
from app.linkage.referral.actions.moving import Moved, note
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.rules.states import State


def on_change(session: Session, plan: Plan, now: datetime) -> None:
    """A plan is over, or stands otherwise than before. For
    `accompaniment.actions.plans.ON_CHANGE`; the caller holds the request."""
    found = live(session, plan.id)
    if found is None:
        return
    if plan.ended_at is not None:
        went = plan.outcome is Outcome.ATTENDED and found.is_agreed
        end(session, found, Ending.WALKED if went else Ending.OFF, now)
    elif is_settled(plan.meet_at, now) or still_fits(session, plan, found.person_id, now, is_asked=True):
        end(session, found, Ending.UNFIT, now)
    else:
        _empty(session, found, now)
        found.asked_at = now
        note(session, plan.linkage, ASKED, None, now)
        begin_timer(session, plan, now)


def on_move(session: Session, moved: Moved, now: datetime) -> None:
    """The day begins: whoever comes along is looked out for from here on, and whoever has not heard of everybody's yes
    does not come. For `moving.ON_MOVE`."""
    plan = standing(session, moved.linkage.id) if moved.went_to is State.GOING else None
    found = live(session, plan.id) if plan else None
    if plan is None or found is None:
        return
    if not found.comes:
        end(session, found, Ending.LAPSED, now)
        return
    found.watch = HomeWatch(
        organisation_id=moved.linkage.organisation_id, champion_id=found.person_id, listing_id=plan.listing_id,
        meet_at=plan.meet_at, ends_at=plan.ends_at, made_at=now, first=0, told=0,
    )  # fmt: skip
    session.flush()


def lapse(session: Session, _linkage: Linkage, timer: Timer, now: datetime) -> None:
    """Not everybody has said yes by now: nobody comes along, and the plan stays as it is."""
    found = live(session, timer.subject)
    if found and not found.is_agreed:
        end(session, found, Ending.LAPSED, now)


def _empty(session: Session, found: Learner, now: datetime) -> None:
    """Nobody has said yes to it as it is now."""
    found.learner_agreed_at = found.champion_agreed_at = found.newcomer_agreed_at = None
    changed(session, found, now)
    session.flush()


WHEN_DUE = {TIMER: lapse}
"""By the kind of timer; the factory hands them on."""
