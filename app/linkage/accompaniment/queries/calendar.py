"""Plans as part of the calendars of the two whose they are."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from app.calendars.rules.entry import Entry, Place
from app.directory.models import Listing
from app.directory.rules.schedule import Change, OneOff, Series, Timetable
from app.kernel.days import LONDON, local_day, zone_of
from app.kernel.recurrence import Freq, Rule
from app.kernel.speech import _
from app.kernel.words import printable
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import WITH_A_CHAMPION


def in_calendar(session: Session, person_id: str, address: Callable[[str], str]) -> list[Entry]:
    """The plans of a newcomer, and those of a champion while the walk goes on: agreed ones, and those that were, marked
    as cancelled. From the time to meet up to the end."""
    return [_entry(plan, is_theirs, address) for plan, is_theirs in _agreed(session, person_id)]


def _agreed(session: Session, person_id: str) -> Iterator[tuple[Plan, bool]]:
    """Plans, each with whether it may be told in full: of a walk that is over, a champion's calendar only learns that
    the time is free again."""
    whole = joinedload(Plan.listing).joinedload(Listing.venue)
    mine = (
        select(Plan, Linkage.person_id, Walk.ended_at, Linkage.state)
        .join(Linkage, Linkage.id == Plan.linkage_id).join(Walk, Walk.id == Plan.walk_id).options(whole)
        .where(or_(Linkage.person_id == person_id, Walk.champion_id == person_id), Plan.sequence > 0)
    )  # fmt: skip
    for plan, newcomer_id, walk_ended, state in session.execute(mine.order_by(Plan.made_at, Plan.id)):
        is_told = newcomer_id == person_id or (walk_ended is None and state in WITH_A_CHAMPION)
        if is_told or not _stands(plan):
            yield plan, is_told


def _entry(plan: Plan, is_told: bool, address: Callable[[str], str]) -> Entry:
    """One plan, from the time to meet up to the end. Its identity is the day on which it was first made, so that it
    stays the same entry wherever it is moved."""
    zone = zone_of(LONDON)
    meets, ends = plan.meet_at.astimezone(zone), plan.ends_at.astimezone(zone)
    made, minutes = local_day(plan.made_at, LONDON), _minutes(meets, ends)
    once = Series("plan", Rule(Freq.DATES, dates=(made,)), made, meets.time(), minutes)
    changes = [OneOff(made, Change.TIME, to_day=meets.date(), start=meets.time(), minutes=minutes)]
    if not _stands(plan):
        changes.append(OneOff(made, Change.CANCELLED))
    where = " ".join(printable(plan.where).split()) if is_told else ""
    return Entry(
        uids={"plan": plan.uid},
        title=_("Going together: {name}", name=plan.listing.name) if is_told else _("Off"),
        timetable=Timetable((once,), one_offs=tuple(changes)),
        created=plan.made_at,
        changed_at=plan.since or plan.made_at,
        sequence=plan.sequence,
        place=Place(where),
        url=address("/today"),
    )


def _stands(plan: Plan) -> bool:
    """Is the time taken: by an agreed plan, or by one that became true?"""
    return plan.is_agreed and (plan.ended_at is None or plan.outcome is Outcome.ATTENDED)


def _minutes(starts: datetime, ends: datetime) -> int:
    """By the clock on the wall, as a calendar counts."""
    return max(int((ends.replace(tzinfo=None) - starts.replace(tzinfo=None)).total_seconds() // 60), 1)
