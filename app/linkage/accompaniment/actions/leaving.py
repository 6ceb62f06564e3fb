"""Whoever goes with somebody cannot go on with them, or is away: this walk ends, and nothing else does."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.concerns.actions.apart import block
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import Pair, standing
from app.linkage.matching.actions.answers import hand_on, let_off
from app.linkage.matching.actions.rounds import NOT_ALONE, STAFF_GONE, concerned
from app.linkage.matching.queries.offers import CANNOT
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Absence
from app.linkage.referral.queries.linkages import held
from app.linkage.referral.rules.states import State

KNOWS, NOT_AGAIN = "knows", "not_again"
"""They know each other; the two are never to be brought together again. Either keeps them apart."""

SOON = timedelta(hours=3)
"""So near to the time to meet, a message alone may come too late: a person rings the newcomer."""


CONTACT = timedelta(days=5)
"""In which the first contact is made: who would be away by then does not begin with anybody."""


def leave(session: Session, pair: Pair, word: str, by: Warrant, now: datetime) -> None:
    """At once, and nobody asks why. What is written down is the same with a word and without, so nobody learns that
    the champion knows them."""
    linkage, is_due = pair.linkage, is_soon(pair.plan, now)
    if word in (KNOWS, NOT_AGAIN):
        block(session, pair.champion.id, pair.newcomer.id, now)
    note(session, linkage, CANNOT, by, now)
    hand_on(session, by, linkage, now, ending=CANNOT)
    if is_due:
        tasks.give(session, linkage, "left_today", now, but=by.actor.person_id)


def away(session: Session, absence: Absence, now: datetime) -> None:
    """A coordinator will be away: who would wait for them meanwhile is handed on, and questions to them are taken back.
    What they agreed to before their first day, or for after the last one, stays. For
    `referral.actions.covers.ON_AWAY`."""
    for linkage_id in concerned(session, absence.person_id, absence.organisation_id, as_staff=True):
        linkage = held(session, linkage_id)
        if linkage and linkage.state in NOT_ALONE | {State.OFFERING}:
            plan = standing(session, linkage_id)
            if _falls_into(absence, plan if plan and plan.is_agreed else None, now):
                let_off(session, linkage, absence.person_id, now, ending=STAFF_GONE)


def is_soon(plan: Plan | None, now: datetime) -> bool:
    """Do they meet within hours, or are they there?"""
    return plan is not None and plan.is_agreed and plan.meet_at - SOON <= now < plan.ends_at


def _falls_into(absence: Absence, plan: Plan | None, now: datetime) -> bool:
    """Would the newcomer wait for somebody who is not there?"""
    if plan is None:
        return absence.first <= local_day(now + CONTACT, LONDON)
    return absence.first <= local_day(plan.meet_at, LONDON) <= absence.last and now < plan.ends_at
