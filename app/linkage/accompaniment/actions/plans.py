"""Making a plan, saying yes to it, changing it, and letting it go without blame."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.calendars.actions import touch
from app.directory.models import Listing
from app.directory.rules.timetable import Occurrence
from app.kernel.access import Warrant
from app.kernel.speech import _
from app.linkage.accompaniment.actions.contact import in_contact
from app.linkage.accompaniment.models import Plan, PlanChange
from app.linkage.accompaniment.queries.dates import public_words, shut_to, to_choose, venue_of
from app.linkage.accompaniment.queries.engaged import away, beside
from app.linkage.accompaniment.queries.off import is_today
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.rules.engaged import check_is_free, check_is_there
from app.linkage.accompaniment.rules.marking import contents
from app.linkage.accompaniment.rules.planning import (
    NOT_THIS_TIME,
    SET_OUT,
    SOON,
    STILL_ON,
    CannotPlan,
    check_before,
    check_how,
    check_place,
    check_stage,
    check_words,
    meets_at,
)
from app.linkage.accompaniment.rules.telling import CHANGE, OFF_TODAY
from app.linkage.accompaniment.rules.words import How
from app.linkage.matching.queries.checks import hold_champion
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.moving import move, note
from app.linkage.referral.rules.states import State
from app.saved.rules.reminders import name_of, state_of

ON_CHANGE: list[Callable[[Session, Plan, datetime], None]] = []
"""What hangs on a plan that both had agreed to, when it is changed, agreed to again or over; features above say, and
the factory fills it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody suggests: a date of a listing by its name, and in their own words where to meet, how to get there
    (`how` is one of ours, `before` so many minutes before it begins they meet), and by what they can be known."""

    listing: Listing
    occasion: str
    where: str = field(repr=False)
    journey: str = field(default="", repr=False)
    how: str = How.APART
    before: str = "15"
    looks: str = field(default="", repr=False)


def propose(session: Session, pair: Pair, said: Proposal, by: Warrant, now: datetime) -> Plan:
    """Suggest a plan; whoever does has agreed. A suggestion that stands is changed, and asks the other again; a plan of
    both stands as it is, and the change waits beside it. The caller holds the request. Raises `CannotPlan`."""
    linkage = pair.linkage
    check_stage(linkage.state)
    check_words(said.where, journey=said.journey, looks=said.looks)
    check_how(said.how)
    before = check_before(said.before)
    never = shut_to(session, linkage, pair.walk)
    dates = {name_of(one): one for one in to_choose(session, linkage, said.listing, now, 40, never=never)}
    if said.occasion not in dates:
        raise CannotPlan(_("That date cannot be chosen any more. Please choose another one."))
    one = dates[said.occasion]
    check_place(said.where, public_words(venue_of(session, one)))
    meets = meets_at(one, before)
    if meets <= now:
        raise CannotPlan(_("It is too late to meet so long before it begins. Choose less, or another date."))
    check_free(session, pair, (meets, one.ends), by, now)
    is_newcomer = pair.is_newcomer(by.actor.person_id)
    if pair.plan and pair.plan.is_agreed:
        _keep_looks(pair.plan, said.looks, is_newcomer=is_newcomer)
        change = PlanChange(made_at=now, made_by=by.actor.person_id)
        _fill(change, said, one, before)
        return _beside(session, pair.plan, change, by, now)
    plan = pair.plan or _new(session, pair, by, now)
    is_new = pair.plan is None
    _fill(plan, said, one, before)
    plan.newcomer_agreed_at, plan.champion_agreed_at = (now, None) if is_newcomer else (None, now)
    plan.newcomer_still_at = plan.champion_still_at = None
    plan.made_by = by.actor.person_id
    _keep_looks(plan, said.looks, is_newcomer=is_newcomer)
    session.add(plan)
    session.flush()
    in_contact(session, pair, by, now)
    note(session, linkage, "plan_proposed" if is_new else "plan_changed", by, now)
    return plan


def agree(session: Session, pair: Pair, by: Warrant, now: datetime, looks: str = "") -> Plan:
    """Say yes to what the other suggests; when both have, it is planned. Said twice, the second time changes nothing.
    Raises `CannotPlan`."""
    plan, is_newcomer = _standing(pair), pair.is_newcomer(by.actor.person_id)
    check_words(plan.where, looks=looks)
    if plan.meet_at <= now:
        raise CannotPlan(_("That time is over. Please choose another date."))
    if not plan.is_agreed and plan.held_as.partition("@")[2] in shut_to(session, pair.linkage, pair.walk):
        raise CannotPlan(_("That date cannot be chosen any more. Please choose another one."))
    _keep_looks(plan, looks, is_newcomer=is_newcomer)
    was_agreed = plan.is_agreed
    if is_newcomer:
        plan.newcomer_agreed_at = plan.newcomer_agreed_at or now
    else:
        plan.champion_agreed_at = plan.champion_agreed_at or now
    if plan.is_agreed and not was_agreed:
        check_stage(pair.linkage.state)
        check_free(session, pair, (plan.meet_at, plan.ends_at), by, now)
        tasks.finish(session, pair.linkage, now, by.actor.person_id, kinds=["off_today"])
        count_change(session, plan, now)
        note(session, pair.linkage, "plan_agreed", by, now)
        move(session, pair.linkage, State.PLANNED, by, now)
        begin_timers(session, plan, now)
    session.flush()
    return plan


def let_go(session: Session, pair: Pair, by: Warrant, now: datetime) -> None:
    """Not this time: nobody asks why. Raises `CannotPlan`."""
    plan = _standing(pair)
    if pair.linkage.state is State.PLANNED:
        note(session, pair.linkage, OFF_TODAY if is_today(plan, now) else "plan_off", by, now)
        move(session, pair.linkage, State.REPLANNING, by, now, reason=NOT_THIS_TIME)
        if plan.meet_at - SOON <= now < plan.ends_at:
            tasks.give(session, pair.linkage, "off_today", now, but=by.actor.person_id)
    elif pair.linkage.state is not State.GOING:
        finish(session, plan, NOT_THIS_TIME, now)
        note(session, pair.linkage, "plan_declined", by, now)


def still_on(session: Session, pair: Pair, by: Warrant, now: datetime) -> None:
    """After a reminder: yes, it still stands. Raises `CannotPlan`."""
    plan = _standing(pair)
    if pair.is_newcomer(by.actor.person_id):
        plan.newcomer_still_at = now
    else:
        plan.champion_still_at = now
    note(session, pair.linkage, "still_on", by, now)


def begin_timers(session: Session, plan: Plan, now: datetime) -> None:
    """What is due before an agreed plan: a look whether both still come, and setting out."""
    ask, out = plan.meet_at - STILL_ON, plan.meet_at - SET_OUT
    if ask > now:
        timers.begin(session, plan.linkage, "unconfirmed", now, due_at=ask, subject=plan.id)
    timers.begin(session, plan.linkage, "set_out", now, due_at=out, subject=plan.id)


def finish(session: Session, plan: Plan, ending: str, now: datetime) -> None:
    """The plan does not stand any more, nor what was suggested instead; whoever's calendar had it hears so."""
    plan.ended_at, plan.ending = now, ending
    plan.change = None
    if plan.sequence:
        count_change(session, plan, now)
    session.flush()


def count_change(session: Session, plan: Plan, now: datetime) -> None:
    """Calendars of both are to take it anew."""
    plan.sequence, plan.since = plan.sequence + 1, now
    for person_id in (plan.linkage.person_id, plan.walk.champion_id):
        touch(session, person_id, now)
    for told in ON_CHANGE:
        told(session, plan, now)


def follow_date(plan: Plan | PlanChange, one: Occurrence, before: timedelta) -> None:
    """When that date is held, as it stands now, and that they meet so long before."""
    plan.occasion, plan.held_as = name_of(one), state_of(one)
    plan.starts_at, plan.ends_at, plan.meet_at = (
        moment.astimezone(UTC) for moment in (one.starts, one.ends, meets_at(one, before))
    )


def check_free(session: Session, pair: Pair, when: tuple[datetime, datetime], by: Warrant, now: datetime) -> None:
    """Has nobody of the two anything else then? The champion is held, so that two plans of theirs are never made at
    once. Raises `CannotPlan`."""
    hold_champion(session, pair.walk.champion_id)
    check_is_free(*when, *beside(session, pair, by.actor.person_id, now))
    gone = away(session, pair.walk.champion_id)
    check_is_there(*when, gone, is_own=not pair.is_newcomer(by.actor.person_id))


def _new(session: Session, pair: Pair, by: Warrant, now: datetime) -> Plan:
    last = select(func.coalesce(func.max(Plan.number), 0)).where(Plan.linkage_id == pair.linkage.id)
    made = Plan(
        number=session.scalars(last).one() + 1, made_at=now, made_by=by.actor.person_id, sequence=0, ending="",
        felt="", again="", how="",
    )  # fmt: skip
    made.linkage, made.walk = pair.linkage, pair.walk
    return made


def _beside(session: Session, plan: Plan, change: PlanChange, by: Warrant, now: datetime) -> Plan:
    """What is suggested instead of a plan of both; in the place of any other such suggestion."""
    if contents(change) == contents(plan):
        raise CannotPlan(_("That is your plan already. Change the date, the place or the way there."), "date")
    plan.change = None
    session.flush()
    plan.change = change
    session.flush()
    note(session, plan.linkage, CHANGE, by, now)
    return plan


def _fill(plan: Plan | PlanChange, said: Proposal, one: Occurrence, before: timedelta) -> None:
    plan.listing = said.listing
    follow_date(plan, one, before)
    plan.how, plan.where, plan.journey = said.how, said.where.strip(), said.journey.strip()


def _keep_looks(plan: Plan, looks: str, *, is_newcomer: bool) -> None:
    if looks.strip() and is_newcomer:
        plan.newcomer_looks = looks.strip()
    elif looks.strip():
        plan.looks = looks.strip()


def _standing(pair: Pair) -> Plan:
    if pair.plan is None:
        raise CannotPlan(_("There is no plan any more. Please look at the page again."))
    return pair.plan
