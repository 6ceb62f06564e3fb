"""Somebody may be in danger, or be one: nothing is asked and nothing goes on until staff have looked."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.linkage.matching.models import Offer, Walk
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.linkages import held
from app.linkage.referral.rules.states import LIVE, State


def freeze(session: Session, person_id: str, now: datetime) -> None:
    """Set on hold every live request of somebody, and every one in which they are asked or walk with the newcomer. For
    `concerns.actions.handling.ON_DANGER`."""
    asked = select(Offer.linkage_id).where(Offer.champion_id == person_id, Offer.answered_at.is_(None))
    walks = select(Walk.linkage_id).where(Walk.champion_id == person_id, Walk.ended_at.is_(None))
    theirs = or_(Linkage.person_id == person_id, Linkage.id.in_(asked.union(walks)))
    live = Linkage.state.in_(sorted(LIVE - {State.SAFETY_HOLD}))
    for linkage_id in session.scalars(select(Linkage.id).where(theirs, live).order_by(Linkage.id)).all():
        linkage = held(session, linkage_id)
        if linkage and linkage.is_live and linkage.state is not State.SAFETY_HOLD:
            move(session, linkage, State.SAFETY_HOLD, None, now, reason="on_hold")
