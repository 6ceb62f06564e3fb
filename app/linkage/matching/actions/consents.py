"""What ends when somebody takes an agreement back: at once, and in the same transaction."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.rules.texts import COMPANY, SHARE_CHAMPION, SHARE_CONTACT
from app.linkage.matching.models import Walk
from app.linkage.referral.actions.leaving import withdraw_all
from app.linkage.referral.models import Linkage

REASON = "consent_withdrawn"


def taken_back(session: Session, person_id: str, purpose: str, now: datetime) -> None:
    """Without a yes to being looked for, or to a champion being told, their requests are taken back; without a yes to
    being reached by the champion, nobody sees how any more. For `consent.actions.agreements.ON_WITHDRAWN`."""
    if purpose in (COMPANY, SHARE_CHAMPION):
        withdraw_all(session, person_id, now, reason=REASON)
    if purpose == SHARE_CONTACT:
        mine = select(Walk).join(Linkage, Linkage.id == Walk.linkage_id).where(Linkage.person_id == person_id)
        for walk in session.scalars(mine.where(Walk.ended_at.is_(None))):
            walk.shares_contact = False
