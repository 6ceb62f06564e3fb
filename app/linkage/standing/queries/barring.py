"""Which buildings whoever asks is not to enter, as the staff who look after their request read it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.concerns.queries.apart import barred
from app.linkage.accompaniment.queries import dates
from app.linkage.referral.models import Linkage
from app.places.queries import names_of


@dataclass(frozen=True, slots=True)
class Closed:
    """The names of these buildings; `leads_there`: the meeting that they wish for is held in one of them."""

    names: tuple[str, ...] = ()
    leads_there: bool = False


def closed_to(session: Session, linkage: Linkage, now: datetime) -> Closed:
    """For a request. Raises `CannotOpen` while a key is not at hand."""
    shut = barred(session, [linkage.person_id]).get(linkage.person_id, frozenset())
    if not shut:
        return Closed()
    wished = dates.listing(session, linkage.listing_id) if linkage.listing_id else None
    coming = dates.to_choose(session, linkage, wished, now, most=1) if wished else []
    where = coming[0].venue_id if coming else wished.venue_id if wished else None
    return Closed(tuple(names_of(session, shut)), where in shut)
