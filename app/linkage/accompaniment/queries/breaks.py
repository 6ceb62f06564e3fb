"""Who would wait for a champion who has a break, or is away on certain days."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.queries.breaks import Touched
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.linkage.accompaniment.queries.pairs import Pair, of_champion
from app.linkage.matching.models import Offer
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.said import when
from app.linkage.referral.rules.states import State

EXPECTING = frozenset({State.ACCEPTED, State.CONTACTING, State.PLANNED, State.GOING, State.REPLANNING})
"""States in which somebody looks forward to a first date, or the next."""


def touched(
    session: Session, person_id: str, organisation_id: str, until: date | None, now: datetime
) -> list[Touched]:  # fmt: skip
    """For `champions.queries.breaks.TOUCHED`: walks with a plan in it, or without a date yet, and open questions.
    Without a last day it is everybody."""
    walks = [
        Touched(pair.walk.id, _said(pair, now)) for pair in of_champion(session, person_id)
        if pair.linkage.organisation_id == organisation_id and falls_into(pair, until, now)
    ]  # fmt: skip
    mine = (Offer.champion_id == person_id, Offer.answered_at.is_(None), ~Offer.as_staff)
    asked = select(Offer.id).join(Linkage, Linkage.id == Offer.linkage_id).where(*mine)
    is_asked = session.scalars(asked.where(Linkage.organisation_id == organisation_id)).first() is not None
    recalled = Touched("", _("A question whether you can go with somebody is taken back."))
    return [*walks, recalled] if is_asked else walks


def agreed_on(session: Session, person_id: str, first: date, last: date, now: datetime) -> list[str]:
    """For `champions.queries.breaks.ALL_DAYS`."""
    return [
        _said(pair, now) for pair in of_champion(session, person_id)
        if pair.plan and pair.plan.ends_at > now and first <= local_day(pair.plan.meet_at, LONDON) <= last
    ]  # fmt: skip


def falls_into(pair: Pair, until: date | None, now: datetime) -> bool:
    """Would this newcomer wait for them before the break is over?"""
    if pair.walk.as_staff:
        return False
    if until is None:
        return True
    if pair.plan and pair.plan.ends_at > now:
        return local_day(pair.plan.meet_at, LONDON) <= until
    return pair.linkage.state in EXPECTING


def _said(pair: Pair, now: datetime) -> str:
    name = _("Somebody to whom you said yes") if pair.linkage.is_settling else pair.linkage.name
    if pair.plan is None or pair.plan.ends_at <= now:
        return _("{name}: no date is agreed yet", name=name)
    meets = when(pair.plan.meet_at, now)
    if pair.plan.is_agreed:
        return _("{name}: you have agreed to meet on {when}", name=name, when=meets)
    return _("{name}: {when} is suggested", name=name, when=meets)
