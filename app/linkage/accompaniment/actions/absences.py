"""Somebody was not there: what follows for whoever waited, and no blame for whoever did not come."""

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.days import LONDON, ONE_DAY, local_day, to_instant
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import last, standing
from app.linkage.accompaniment.queries.watch import cover_at, supervisor_of
from app.linkage.accompaniment.rules.cover import rung_by
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.rules.states import State
from app.places.models import Nation
from app.places.queries import bank_holidays

APOLOGY = timedelta(hours=1)
"""So soon a person says sorry to whoever waited for nobody."""

EVENING, AT_LEAST = time(20), timedelta(hours=2)
"""Somebody else is sought on the same day: until then, or in so many hours where it is late already."""

NOON = time(12)
MOST = 3
"""So many times in a row, and a person rings with a different idea."""


def stood_alone(session: Session, linkage: Linkage, now: datetime) -> None:
    """Whoever says that nobody was there hears from a person soon, whatever the other says of it."""
    by = rung_by(cover_at(session, linkage.organisation_id, now), now, bank_holidays(Nation.ENGLAND_AND_WALES))
    tasks.give(session, linkage, "apology", now, due_at=by)


def nobody_came(session: Session, linkage: Linkage, now: datetime) -> None:
    """A newcomer waited for nobody: a person says sorry within the hour, somebody else is sought on the same day, and
    whoever looks after the champion asks how they are."""
    tasks.give(session, linkage, "apology", now, due_at=now + APOLOGY)
    evening = to_instant(local_day(now, LONDON), EVENING, LONDON)
    tasks.give(session, linkage, "rematch", now, due_at=max(evening, now + AT_LEAST))
    tasks.give(session, linkage, "champion_absent", now, for_id=supervisor_of(session, linkage))


def newcomer_stayed_away(session: Session, linkage: Linkage, now: datetime) -> None:
    """Another time is offered the same evening and the next day. After three times in a row a person rings."""
    note(session, linkage, "try_again", None, now)
    next_noon = to_instant(local_day(now, LONDON) + ONE_DAY, NOON, LONDON)
    timers.begin(session, linkage, "try_again", now, due_at=next_noon)
    mine = select(Plan.outcome).where(Plan.linkage_id == linkage.id, Plan.outcome.is_not(None))
    lately = session.scalars(mine.order_by(Plan.number.desc()).limit(MOST)).all()
    if list(lately) == [Outcome.NEWCOMER_ABSENT] * MOST:
        tasks.give(session, linkage, "other_idea", now)


def try_again(session: Session, linkage: Linkage, _timer: Timer, now: datetime) -> None:
    """The next day, if nothing was said meanwhile."""
    plan = last(session, linkage.id)
    is_answered = plan is None or plan.again or standing(session, linkage.id)
    if linkage.state is State.REPLANNING and not is_answered:
        note(session, linkage, "try_again", None, now)
