"""Whether a champion who is being asked still fits what somebody wishes for by now."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.matching.queries.looking import look_at
from app.linkage.matching.rules.fitting import falls
from app.linkage.referral.models import Linkage


def still_fits(session: Session, linkage: Linkage, champion_id: str, now: datetime) -> bool:
    """Would this champion be asked today? The question that is open to them about it takes no room."""
    seen = look_at(session, linkage.organisation, [linkage], now, only=champion_id)
    found = next((each for each in seen.candidates if each.person == champion_id), None)
    if found is None:
        return False
    alone = replace(found, offers=max(0, found.offers - 1))
    return falls(seen.askers[0], alone, seen.meetings, seen.ground.wider) is None
