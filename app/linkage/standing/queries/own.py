"""What there is to say to a newcomer of where their request stands."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.directory.rules.words import day_name
from app.kernel.days import LONDON, ONE_DAY, local_day
from app.kernel.speech import _
from app.linkage.accompaniment.queries.off import was_let_go
from app.linkage.accompaniment.queries.pairs import Pair, last, of_linkage, settled
from app.linkage.accompaniment.rules.telling import REMIND
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.handover.queries.handovers import moved_to
from app.linkage.matching.models import Walk
from app.linkage.matching.queries.cards import may_choose
from app.linkage.matching.queries.offers import UNDONE, open_round
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.linkage.referral.queries.linkages import of_person
from app.linkage.referral.rules.daytime import closes_at
from app.linkage.referral.rules.said import when
from app.linkage.referral.rules.states import State
from app.linkage.standing.rules.stages import (
    ASKING_AGAIN,
    ASKING_STAFF,
    HOW_WAS_IT,
    LAST_TIME,
    LOOKING,
    MOVED_ON,
    OFF_TODAY,
    ON_YOUR_WAY,
    OWN_CHANGE,
    REMIND_ONCE,
    SAID_ALONE,
    STAGES,
    STOOD_ALONE,
    SUGGESTED,
    THEIR_CHANGE,
    TO_CHOOSE,
    TO_RING,
    UNDATED,
    YESTERDAY,
    Stage,
)
from app.people.models import Person
from app.people.queries.covering import stand_ins

CHOOSE = "choose"
"""The task to choose whom to ask."""


@dataclass(frozen=True, slots=True)
class Standing:
    """In plain words; `helper` is the name to use of who looks after the request, or acts for them; "" where nobody
    does. `due_at` is when the next thing is promised, never in the night; None for no promise."""

    heading: str
    follows: str
    otherwise: str
    helper: str
    due_at: datetime | None


def standing_of(session: Session, linkage: Linkage, now: datetime) -> Standing:
    """Where a request stands."""
    looks_by = _looks_by(session, linkage, now)
    is_anew = linkage.state is State.OFFERING and linkage.reason == UNDONE
    stage = LOOKING if looks_by else ASKING_AGAIN if is_anew else STAGES[linkage.state]
    stage = TO_CHOOSE if may_choose(session, linkage) else stage
    stage = ASKING_STAFF if _staff_is_asked(session, linkage) else stage
    moved = moved_to(session, linkage)
    pair = settled(session, linkage.id)
    stage = MOVED_ON if moved else _suggested(pair) or _alone(linkage, pair) or _off(session, pair, now) or stage
    name = pair.champion.name if pair else _("somebody")
    holder_id = moved.holder_id if moved else linkage.holder_id
    acts = stand_ins(session, (moved or linkage).organisation_id, now).get(holder_id or "", holder_id)
    holder = session.get(Person, acts) if acts else None
    dues = [
        timer.due_at for timer in linkage.timers
        if timer.done_at is None and timer.kind in stage.due and timer.due_at > now
    ]  # fmt: skip
    otherwise = stage.otherwise if dues else UNDATED.get(stage.otherwise, stage.otherwise)
    due = min(dues, default=None)
    day = None if is_sorry(linkage, pair) else _day_gone(pair, now)
    heading = (YESTERDAY if local_day(now, LONDON) - day == ONE_DAY else LAST_TIME) if day else stage.heading
    is_there = _is_there(pair) and not is_sorry(linkage, pair)
    follows = HOW_WAS_IT if day else "" if is_there else _reminders(pair, now) or stage.follows
    return Standing(
        heading=_(
            heading,
            champion=name,
            organisation=moved.organisation.name if moved else "",
            day=day_name(day, local_day(now, LONDON)) if day else "",
        ),
        follows=_(follows, champion=name, when=when(looks_by, now) if looks_by else "") if follows else "",
        otherwise=_otherwise(otherwise, (moved or linkage).organisation.duty_hours),
        helper=holder.name if holder else "",
        due_at=closes_at(due, timedelta()) if due else None,
    )


def _otherwise(words: str, hours: str) -> str:
    """And if not; with when our line is open, where somebody is told to ring."""
    said = _(words) if words else ""
    return f"{said} {_('Our line: {hours}.', hours=hours)}" if words in TO_RING and hours else said


def own_requests(session: Session, person_id: str, now: datetime) -> list[tuple[str, str]]:
    """Every request of somebody's that goes on, newest first, else the latest one: its page, and since when it is."""
    every = of_person(session, person_id)
    shown = [each for each in every if each.is_live] or every[:1]
    return [(each.page, _since(each, now)) for each in shown]


def running(session: Session, person_id: str, now: datetime) -> list[str]:
    """What would end if somebody took back their yes to looking for company."""
    return [_since(each, now) for each in of_person(session, person_id) if each.is_live]


def others(session: Session, linkage: Linkage, now: datetime) -> list[tuple[str, str]]:
    """What else they asked for that goes on when this is stopped: its page, and since when it is."""
    return [(each.page, _since(each, now)) for each in linkages.others(session, linkage)]


def _since(linkage: Linkage, now: datetime) -> str:
    """By no name of anybody's, as it stands on pages that others may glance at."""
    return _("Your request of {when}", when=when(linkage.asked_at, now))


def done_with(session: Session, linkage: Linkage, now: datetime) -> str:
    """After somebody said that they never want to meet a person again: that it is done, and what is off; "" where
    somebody walks with them."""
    if of_linkage(session, linkage.id):
        return ""
    plan = last(session, linkage.id)
    done = _("It is done. You are never sent to this person again, and they are never asked to go with you.")
    if plan is None or plan.ended_at is None or plan.meet_at <= now:
        return done
    off = _("Your plan for {when} is off. You need do nothing more about it.", when=when(plan.meet_at, now))
    return f"{done} {off}"


def _reminders(pair: Pair | None, now: datetime) -> str:
    """Of an agreed plan only those reminders are named that are still to come; "" where both are."""
    if pair is None or pair.plan is None or pair.linkage.state is not State.PLANNED:
        return ""
    to_come = sum(now < pair.plan.meet_at - timedelta(minutes=minutes) for minutes in REMIND)
    return (ON_YOUR_WAY, REMIND_ONCE, "")[to_come]


def _staff_is_asked(session: Session, linkage: Linkage) -> bool:
    found = open_round(session, linkage.id) if linkage.state is State.OFFERING else None
    return found is not None and any(each.as_staff for each in found.offers)


def _suggested(pair: Pair | None) -> Stage | None:
    """What to say while a suggestion waits: one of the champion for the newcomer, or a change of what was agreed for
    either of them."""
    if pair is None or pair.plan is None:
        return None
    if change := pair.plan.change:
        return OWN_CHANGE if pair.is_newcomer(change.made_by) else THEIR_CHANGE
    is_asked = pair.plan.champion_agreed_at is not None and pair.plan.newcomer_agreed_at is None
    return SUGGESTED if is_asked and pair.linkage.state in (State.CONTACTING, State.REPLANNING) else None


def is_sorry(linkage: Linkage, pair: Pair | None) -> bool:
    """Did nobody come to where the newcomer waited, by what counts or by their own word, and nothing since?"""
    return _alone(linkage, pair) is not None


def _alone(linkage: Linkage, pair: Pair | None) -> Stage | None:
    if pair is None or linkage.state not in (State.GOING, State.REPLANNING):
        return None
    if linkage.state is State.REPLANNING:
        return STOOD_ALONE if linkage.reason == Outcome.CHAMPION_ABSENT and pair.plan is None else None
    return SAID_ALONE if pair.plan and pair.plan.newcomer_says is Outcome.CHAMPION_ABSENT else None


def _off(session: Session, pair: Pair | None, now: datetime) -> Stage | None:
    if pair is None or pair.linkage.state is not State.REPLANNING:
        return None
    return OFF_TODAY if was_let_go(last(session, pair.linkage.id), now) else None


def _is_there(pair: Pair | None) -> bool:
    """Has the newcomer said so? Then nothing is to be pressed any more."""
    if pair is None or pair.plan is None or pair.linkage.state is not State.GOING:
        return False
    return pair.plan.newcomer_here_at is not None


def _day_gone(pair: Pair | None, now: datetime) -> date | None:
    """The day of an outing of which it is not settled how it went, once it is over."""
    if pair is None or pair.plan is None or pair.linkage.state is not State.GOING:
        return None
    day = local_day(pair.plan.meet_at, LONDON)
    return day if local_day(pair.plan.ends_at, LONDON) < local_day(now, LONDON) else None


def _looks_by(session: Session, linkage: Linkage, now: datetime) -> datetime | None:
    """Since a walk ended nobody has looked yet: by when a coordinator does."""
    due = next((each.due_at for each in linkage.tasks if each.kind == CHOOSE and each.done_at is None), None)
    if linkage.state is not State.WAITING or due is None or due <= now:
        return None
    ended = session.scalars(select(func.max(Walk.ended_at)).where(Walk.linkage_id == linkage.id)).one()
    return due if ended is not None and ended >= linkage.since else None
