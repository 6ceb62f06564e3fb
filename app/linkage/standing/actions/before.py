"""Somebody asked before under another number or address: what they have here is theirs together from then on."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.matching.actions.refitting import refit
from app.linkage.matching.queries.offers import open_round
from app.linkage.referral.actions.moving import note
from app.linkage.referral.actions.proving import join
from app.linkage.referral.models import Linkage
from app.people.models import Person


def was_here(session: Session, linkage: Linkage, known: Person, now: datetime) -> bool:
    """They showed that they are `known`. Whoever is not to meet whom holds for all of it at once, so questions that do
    not fit any more are taken back. False where it was known already. The caller holds the request."""
    if known.id == linkage.person_id:
        return False
    join(session, linkage, known, now)
    note(session, linkage, "was_here", None, now)
    if open_round(session, linkage.id):
        refit(session, linkage, None, now, is_elsewhere=False)
    return True
