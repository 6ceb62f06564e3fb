"""A champion cannot go on with one person: this walk ends, and nothing else does."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.concerns.actions.apart import block
from app.kernel.access import Warrant
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.matching.actions.answers import hand_on
from app.linkage.matching.queries.offers import CANNOT
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import note

KNOWS, NOT_AGAIN = "knows", "not_again"
"""They know each other; the two are never to be brought together again. Either keeps them apart."""

SOON = timedelta(hours=3)
"""So near to the time to meet, a message alone may come too late: a person rings the newcomer."""


def leave(session: Session, pair: Pair, word: str, by: Warrant, now: datetime) -> None:
    """At once, and nobody asks why. What is written down is the same with a word and without, so nobody learns that
    the champion knows them."""
    linkage, is_due = pair.linkage, is_soon(pair.plan, now)
    if word in (KNOWS, NOT_AGAIN):
        block(session, pair.champion.id, pair.newcomer.id, now)
    note(session, linkage, CANNOT, by, now)
    hand_on(session, by, linkage, now, ending=CANNOT)
    if is_due:
        tasks.give(session, linkage, "left_today", now)


def is_soon(plan: Plan | None, now: datetime) -> bool:
    """Do they meet within hours, or are they there?"""
    return plan is not None and plan.is_agreed and plan.meet_at - SOON <= now < plan.ends_at
