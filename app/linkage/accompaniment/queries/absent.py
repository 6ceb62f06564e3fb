"""Whom somebody of the staff goes with, and what becomes of each if they are away from a day to a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import standing
from app.linkage.accompaniment.queries.verbs import first_contact_due
from app.linkage.accompaniment.rules.absent import Falls
from app.linkage.matching.actions.rounds import NOT_ALONE, concerned
from app.linkage.matching.models import Round
from app.linkage.matching.queries.going_along import may_go
from app.linkage.matching.queries.offers import open_round
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.covers import Away


@dataclass(frozen=True, slots=True)
class Touched:
    """A request that it is about, by its id; `name` is who asked for company."""

    linkage_id: str
    name: str
    falls: Falls


def touched(session: Session, organisation_id: str, away: Away, now: datetime) -> list[Touched]:
    """All with whom they go as staff, or about whom they are asked, in the order in which they are to be held. Only
    what lies in those days is touched: a date, a first contact that is due, a question whose answer is."""
    found = []
    for linkage_id in concerned(session, away.person_id, organisation_id, as_staff=True):
        linkage = session.get_one(Linkage, linkage_id)
        found.append(Touched(linkage_id, linkage.name, what_falls(session, linkage, away, now)))
    return found


def goes_with(session: Session, organisation_id: str, person_id: str) -> list[str]:
    """The names of those with whom they go as staff, or about whom they are asked."""
    ids = concerned(session, person_id, organisation_id, as_staff=True)
    return sorted(session.get_one(Linkage, each).name for each in ids)


def mark(found: Sequence[Touched]) -> str:
    """By which it is known that this, and nothing else, was read before it was kept."""
    return " ".join(f"{each.linkage_id}:{each.falls}" for each in found)


def what_falls(session: Session, linkage: Linkage, away: Away, now: datetime) -> Falls:
    """What becomes of one of them."""
    asked = open_round(session, linkage.id)
    if asked and any(each.champion_id == away.person_id and each.answered_at is None for each in asked.offers):
        return Falls.ASKED_NO_MORE if _begins_before_the_answer(away, asked) else Falls.STAYS
    plan = standing(session, linkage.id)
    if linkage.state not in NOT_ALONE:
        return Falls.STAYS
    if plan and plan.is_agreed:
        return Falls.HANDED_ON if _lies_in(away, plan, now) else Falls.STAYS
    first_by = first_contact_due(linkage)
    if first_by and away.is_on(local_day(first_by, LONDON)):
        return Falls.STANDS_IN if may_go(session, linkage, away.cover_id, now) else Falls.NO_FIRST
    return Falls.DATE_ONLY if plan and _lies_in(away, plan, now) else Falls.STAYS


def _begins_before_the_answer(away: Away, asked: Round) -> bool:
    return away.first <= local_day(asked.closes_at, LONDON)


def _lies_in(away: Away, plan: Plan, now: datetime) -> bool:
    return away.is_on(local_day(plan.meet_at, LONDON)) and now < plan.ends_at
