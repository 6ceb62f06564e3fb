"""Plans that fell because their meeting was called off, and whether it is on after all."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.dates import of_plans
from app.linkage.accompaniment.queries.pairs import last
from app.linkage.accompaniment.rules.following import Turn, turned
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State


def fallen(session: Session, now: datetime) -> list[Plan]:
    """Those of requests at which nothing else was done since, whose time is still to come."""
    mine = select(Plan).join(Walk, Walk.id == Plan.walk_id).join(Linkage, Linkage.id == Plan.linkage_id)
    mine = mine.where(Plan.ending == Outcome.SHUT.value, Plan.meet_at > now, Walk.ended_at.is_(None))
    mine = mine.where(Linkage.state == State.REPLANNING, Linkage.reason == Outcome.SHUT.value)
    whole = (joinedload(Plan.linkage), joinedload(Plan.walk), joinedload(Plan.listing))
    found = session.scalars(mine.options(*whole).order_by(Plan.linkage_id, Plan.number))
    return [plan for plan in found if is_fallen(session, plan, now)]


def is_fallen(session: Session, plan: Plan, now: datetime) -> bool:
    """Did this plan of both fall with its meeting, and nothing else became of it since?"""
    linkage, newest = plan.linkage, last(session, plan.linkage_id)
    rests = linkage.state is State.REPLANNING and linkage.reason == Outcome.SHUT.value
    is_last = newest is not None and newest.id == plan.id and plan.ended_at is not None and plan.walk.ended_at is None
    return rests and is_last and plan.is_agreed and plan.outcome is None and plan.meet_at > now


def on_again(session: Session, plans: Sequence[Plan], now: datetime) -> list[Plan]:
    """Those whose date is held as both know it."""
    dates = of_plans(session, plans, now) if plans else {}
    return [
        plan for plan in plans if turned(plan.occasion, plan.held_as, dates.get(plan.listing_id, [])).turn is Turn.SAME
    ]
