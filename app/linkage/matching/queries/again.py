"""Whether whoever went with somebody before could be wished for again."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.champions.queries.candidates import facts
from app.concerns.queries.apart import blocked_pairs
from app.linkage.matching.queries.offers import latest_champion
from app.linkage.referral.models import Linkage
from app.people.models import Person


def may_be_wished(session: Session, linkage: Linkage, now: datetime) -> Person | None:
    """Who went with them last: none where the two are kept apart, or the champion goes with nobody any more or asked
    not to be wished for. Nothing says which of these it is."""
    found = latest_champion(session, linkage)
    if found is None or blocked_pairs(session, (linkage.person_id, found.id)):
        return None
    own = facts(session, found.id, linkage.organisation_id, now)
    return found if own and own.again and own.is_ready else None
