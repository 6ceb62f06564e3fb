"""Taking requests back: all that hangs on them ends in the same transaction."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.access import Warrant
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.linkages import held
from app.linkage.referral.rules.states import LIVE, State


def withdraw(session: Session, by: Warrant | None, linkage: Linkage, now: datetime, *, reason: str = "own") -> None:
    """They want it no more: questions are taken back, plans and walks end, timers stop; at once, without a reason."""
    move(session, linkage, State.WITHDRAWN, by, now, reason=reason)


def withdraw_all(session: Session, person_id: str, now: datetime, *, reason: str) -> int:
    """Take back every live request of somebody; how many there were."""
    mine = select(Linkage.id).where(Linkage.person_id == person_id, Linkage.state.in_(sorted(LIVE)))
    found = [held(session, each) for each in session.scalars(mine.order_by(Linkage.id)).all()]
    for linkage in found:
        if linkage:
            withdraw(session, None, linkage, now, reason=reason)
    return len(found)
