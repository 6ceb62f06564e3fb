"""What helps a champion to answer, and whom they go with already."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.champions.queries.candidates import facts
from app.directory.models import Listing
from app.directory.rules.words import distance
from app.kernel.distance import miles_between
from app.linkage.matching.models import Offer
from app.linkage.matching.queries.engaged import planned
from app.linkage.matching.queries.offers import load, walks_of
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.meetings import meeting_of
from app.linkage.referral.rules.states import WITH_A_CHAMPION, State
from app.places.queries import public_point


@dataclass(frozen=True, slots=True)
class Going:
    """Somebody whom they go with; without a name while the yes can still be taken back. `date` is the one that both
    agreed to, `where` the meeting that was wished for while there is none."""

    id: str
    name: str = field(repr=False)
    where: str
    date: str


def way_and_room(session: Session, offer: Offer, now: datetime) -> tuple[str, int]:
    """About how far it is from the middle of their district, "" if that is not known; and how many more people they
    have room for. Of staff neither is known."""
    own = None if offer.as_staff else facts(session, offer.champion_id, offer.linkage.organisation_id, now)
    if own is None:
        return "", 0
    carried = load(session, offer.champion_id, now)
    room = max(0, min(own.cap - carried.active, own.cap_week - carried.new))
    listing = session.get(Listing, offer.linkage.listing_id) if offer.linkage.listing_id else None
    point = public_point(listing.venue) if listing and listing.venue else None
    return distance(miles_between(*own.point, *point)) if own.point and point else "", room


def going_with(session: Session, champion_id: str, now: datetime) -> list[Going]:
    """Each of them, with when they meet, or the meeting that was wished for."""
    return [_going(session, walk.id, walk.linkage, now) for walk in walks_of(session, champion_id)]


def overlaps(when: tuple[datetime, datetime], taken: Iterable[tuple[datetime, datetime]]) -> bool:
    """Do they meet somebody else then?"""
    return any(when[0] < until and since < when[1] for since, until in taken)


def _going(session: Session, walk_id: str, linkage: Linkage, now: datetime) -> Going:
    may_see = linkage.state in WITH_A_CHAMPION and linkage.state is not State.ACCEPTED
    meeting = meeting_of(session, linkage, now, 1)
    date = planned(session, walk_id, now)
    return Going(walk_id, linkage.name if may_see else "", meeting.name if meeting and not date else "", date)
