"""Whoever goes with somebody cannot go on with them, or is away: this walk ends, and nothing else does."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.concerns.actions.apart import block
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.actions.plans import finish
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.absent import touched, what_falls
from app.linkage.accompaniment.queries.pairs import Pair, standing
from app.linkage.accompaniment.queries.verbs import first_contact_due
from app.linkage.accompaniment.rules.absent import ENDS, Falls
from app.linkage.accompaniment.rules.planning import NOT_THIS_TIME, SOON
from app.linkage.matching.actions.answers import hand_on, let_off
from app.linkage.matching.actions.rounds import STAFF_GONE
from app.linkage.matching.queries.offers import CANNOT
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Absence
from app.linkage.referral.queries.linkages import held

KNOWS, NOT_AGAIN = "knows", "not_again"
"""They know each other; the two are never to be brought together again. Either keeps them apart."""


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
    """A colleague will be away: only what lies in those days is handed on, a question to them or a date among it. Whom
    they go with without a date stays, and whoever stands in looks after them. For `referral.actions.covers.ON_AWAY`."""
    for each in touched(session, absence.organisation_id, absence.away, now):
        linkage = held(session, each.linkage_id)
        falls = what_falls(session, linkage, absence.away, now) if linkage else Falls.STAYS
        plan = standing(session, each.linkage_id)
        if linkage is None or falls is Falls.STAYS:
            continue
        if falls in ENDS:
            let_off(session, linkage, absence.person_id, now, ending=STAFF_GONE)
        elif falls is Falls.STANDS_IN:
            due_at = first_contact_due(linkage) or now
            tasks.give(session, linkage, "say_hello", now, due_at=due_at, for_id=absence.cover_id)
        if plan and falls in (Falls.DATE_ONLY, Falls.STANDS_IN) and absence.away.is_on(local_day(plan.meet_at, LONDON)):
            finish(session, plan, NOT_THIS_TIME, now)
            note(session, linkage, "plan_declined", None, now)


def is_soon(plan: Plan | None, now: datetime) -> bool:
    """Do they meet within hours, or are they there?"""
    return plan is not None and plan.is_agreed and plan.meet_at - SOON <= now < plan.ends_at
