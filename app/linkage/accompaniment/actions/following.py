"""Plans follow their meetings: every minute each plan that stands is laid beside the listing as it is now."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.accompaniment.actions.changing import drop
from app.linkage.accompaniment.actions.plans import begin_timers, count_change, finish, follow_date
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.dates import door_words, of_listing, of_plans, venue_of
from app.linkage.accompaniment.queries.engaged import is_taken
from app.linkage.accompaniment.queries.pairs import all_standing
from app.linkage.accompaniment.rules.following import Turn, Verdict, turned
from app.linkage.accompaniment.rules.planning import meets_at
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.queries.checks import hold_champion
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import State

LAPSED, CLASH = "lapsed", "clash"

ON_ELSEWHERE: list[Callable[[Session, Plan, datetime], None]] = []
"""What looks at a plan whose meeting is held in another place by now: features above, as the factory says."""


def follow(session: Session, now: datetime) -> int:
    """The job: let plans follow, and end those whose meeting is not on or whose time passed without a yes of both; how
    many changed."""
    every = all_standing(session)
    plans = [plan for plan in every if plan.linkage.state is not State.GOING or plan.starts_at > now]
    dates = of_plans(session, plans, now)
    done = 0
    for plan in plans:
        verdict = turned(plan.occasion, plan.held_as, dates.get(plan.listing_id, []))
        if verdict.turn is not Turn.SAME or _is_over(plan, now):
            done += _turn(session, plan, verdict, now)
    return done + sum(_lapses(session, plan, now) for plan in every if plan.change)


def _lapses(session: Session, found: Plan, now: datetime) -> bool:
    """Drop what is suggested instead of a plan that stands, where that date is not what it was or its time has come;
    was it?"""
    linkages.held(session, found.linkage_id)
    session.refresh(found)
    change = found.change
    if change is None:
        return False
    verdict = turned(change.occasion, change.held_as, of_listing(session, change.listing_id, now))
    if verdict.turn is Turn.SAME and change.meet_at > now:
        return False
    drop(session, found.linkage, change, now)
    return True


def _turn(session: Session, found: Plan, verdict: Verdict, now: datetime) -> int:
    """One plan, its request held; what somebody did meanwhile counts."""
    known, plan = found.sequence, found
    linkages.held(session, found.linkage_id)
    session.refresh(plan)
    if plan.ended_at is not None or plan.sequence != known:
        return 0
    if _is_over(plan, now):
        finish(session, plan, LAPSED, now)
    elif verdict.turn is Turn.MOVED and verdict.date and verdict.date.starts > now:
        _move(session, plan, verdict, now)
    else:
        _call_off(session, plan, now)
    return 1


def _move(session: Session, plan: Plan, verdict: Verdict, now: datetime) -> None:
    one = verdict.date
    if one is None:
        return
    hold_champion(session, plan.walk.champion_id)
    before = plan.starts_at - plan.meet_at
    if is_taken(session, plan, (meets_at(one, before), one.ends), now):
        _let_fall(session, plan, now)
        return
    is_elsewhere = one.venue_id != plan.held_as.partition("@")[2]
    follow_date(plan, one, before)
    if is_elsewhere:
        plan.where, plan.journey = door_words(venue_of(session, one)), ""
    plan.newcomer_still_at = plan.champion_still_at = None
    if plan.sequence:
        count_change(session, plan, now)
    session.flush()
    note(session, plan.linkage, "plan_moved", None, now)
    if is_elsewhere:
        for look in ON_ELSEWHERE:
            look(session, plan, now)
    if plan.linkage.state is State.PLANNED:
        begin_timers(session, plan, now)


def _let_fall(session: Session, plan: Plan, now: datetime) -> None:
    """It has moved to a time at which one of the two meets somebody else: both hear so, and a coordinator helps."""
    note(session, plan.linkage, "plan_clash", None, now)
    if plan.linkage.state is State.PLANNED:
        move(session, plan.linkage, State.REPLANNING, None, now, reason=CLASH)
    else:
        finish(session, plan, CLASH, now)
    tasks.give(session, plan.linkage, "two_places", now)


def _call_off(session: Session, plan: Plan, now: datetime) -> None:
    """The meeting is not on: no blame, and on to another."""
    note(session, plan.linkage, "plan_shut", None, now)
    if plan.linkage.state in (State.PLANNED, State.GOING):
        plan.outcome = Outcome.SHUT if plan.linkage.state is State.GOING else None
        move(session, plan.linkage, State.REPLANNING, None, now, reason=Outcome.SHUT.value)
    else:
        finish(session, plan, Outcome.SHUT.value, now)


def _is_over(plan: Plan, now: datetime) -> bool:
    """Has the time passed without a yes of both?"""
    return not plan.is_agreed and plan.meet_at <= now
