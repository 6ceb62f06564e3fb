"""What the page of a request offers staff who would go along themselves."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.matching.actions.answers import may_undo
from app.linkage.matching.models import Offer
from app.linkage.matching.queries.going_along import colleagues, may_begin
from app.linkage.matching.queries.offers import open_walk
from app.linkage.referral.models import Linkage
from app.people.models import Person


@dataclass(frozen=True, slots=True)
class Along:
    """May staff go along, and who else could be asked; the yes of whoever looks, while it can be taken back; and
    their walk."""

    may_begin: bool
    colleagues: tuple[Person, ...] = ()
    undo: Offer | None = None
    walk: str = field(default="")


def along(session: Session, linkage: Linkage, me: str, now: datetime) -> Along:
    """For one who coordinates."""
    may = may_begin(session, linkage)
    walk = open_walk(session, linkage.id)
    mine = walk if walk and walk.as_staff and walk.champion_id == me else None
    offer = session.get(Offer, mine.offer_id) if mine and mine.offer_id else None
    return Along(
        may,
        tuple(colleagues(session, linkage, me, now)) if may else (),
        offer if offer and may_undo(offer, linkage, now) else None,
        mine.id if mine else "",
    )
