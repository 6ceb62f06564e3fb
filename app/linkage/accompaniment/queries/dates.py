"""The dates of a listing at which two people could go together, and what is on near it instead."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.queries.apart import barred
from app.directory.models import Listing
from app.directory.queries.pages import WHOLE
from app.directory.queries.timetables import timetables
from app.directory.rules.describing import ROUTE, venue_line
from app.directory.rules.finding import Window, Wish
from app.directory.rules.schedule import Kind
from app.directory.rules.status import Status
from app.directory.rules.timetable import Occurrence, occurrences
from app.directory.search.asking import nearest
from app.kernel.days import LONDON, ONE_DAY, local_day
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.planning import HORIZON, choices
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage
from app.places.models import Venue
from app.places.queries import public_point

NEARBY, WITHIN, NAMED = 3, timedelta(days=7), 6
MILES = 15
"""How far an alternative may be, as the crow flies."""

TO_GO_TO = frozenset(each.value for each in Kind if each is not Kind.VOLUNTEERING)
"""What people go to together: a shift of volunteers is none of it."""


def listing(session: Session, listing_id: str) -> Listing | None:
    """A listing with all that decides when it is on."""
    found = session.scalars(select(Listing).where(Listing.id == listing_id).options(*WHOLE)).unique().first()
    return found if found and found.status != Status.ENDED else None


def shut_to(session: Session, linkage: Linkage, walk: Walk) -> frozenset[str]:
    """The buildings that one of the two is not to enter, as staff know. Raises `CannotOpen` while a key is not at
    hand."""
    found = barred(session, [linkage.person_id, walk.champion_id])
    return frozenset[str]().union(*found.values())


def to_choose(
    session: Session, linkage: Linkage, chosen: Listing, now: datetime, most: int = 6, *, never: Collection[str] = ()
) -> list[Occurrence]:
    """The next dates of a listing that can still be met at, the wished one first; none in the buildings `never`."""
    wished = linkage.wished_on if chosen.id == linkage.listing_id else None
    found = choices(coming(session, [chosen], now)[chosen.id], wished, now)
    return [one for one in found if one.venue_id not in never][:most]


def coming(session: Session, listings: Sequence[Listing], now: datetime) -> dict[str, list[Occurrence]]:
    """Every date of the coming weeks, and of the last day, by listing."""
    first, until = local_day(now, LONDON) - ONE_DAY, local_day(now + HORIZON, LONDON)
    found = timetables(session, listings, first, until)
    return {each.id: [] if each.status == Status.ENDED else occurrences(table, first, until) for each, table in found}


def of_plans(session: Session, plans: Iterable[Plan], now: datetime) -> dict[str, list[Occurrence]]:
    """The same for the listings of some plans, read anew."""
    return _read_anew(session, {plan.listing_id for plan in plans}, now)


def of_listing(session: Session, listing_id: str, now: datetime) -> list[Occurrence]:
    """The same for one listing."""
    return _read_anew(session, {listing_id}, now).get(listing_id, [])


def _read_anew(session: Session, ids: Collection[str], now: datetime) -> dict[str, list[Occurrence]]:
    fresh = select(Listing).where(Listing.id.in_(ids)).options(*WHOLE).execution_options(populate_existing=True)
    return coming(session, list(session.scalars(fresh.order_by(Listing.id)).unique()), now)


def venue_of(session: Session, one: Occurrence) -> Venue | None:
    """Where a date is held."""
    return session.get(Venue, one.venue_id) if one.venue_id else None


def door_words(venue: Venue | None) -> str:
    """Where to meet, if nobody says otherwise: outside the door, with what stands on it."""
    if venue is None:
        return ""
    return ". ".join(part for part in (venue_line(venue), venue.door_sign or venue.directions) if part)[:300]


def public_words(venue: Venue | None) -> str:
    """Every word by which a venue says where it is."""
    parts = (venue.name, venue.address, venue.postcode, door_words(venue)) if venue else ()
    return ". ".join(part for part in parts if part)


def instead(
    session: Session, lost: Listing, now: datetime, never: Collection[str] = ()
) -> list[tuple[Listing, Occurrence]]:
    """What is on within a week near a listing, by the same route, soonest and nearest first; each listing once, and
    none in the buildings `never`."""
    point = public_point(lost.venue) if lost.venue else None
    routes = frozenset(lost.codes(ROUTE))
    return around(session, point, now, routes=routes, but=lost.id, never=never) if point else []


def around(
    session: Session,
    point: tuple[float, float],
    now: datetime,
    *,
    routes: frozenset[str] = frozenset(),
    but: str = "",
    never: Collection[str] = (),
) -> list[tuple[Listing, Occurrence]]:
    """What is on within a week around a point, nearest first, of some routes if any are named; each listing once."""
    moment = int(now.timestamp())
    wish = Wish(miles=MILES, online="no", routes=routes, kinds=TO_GO_TO)
    window = Window(moment, int((now + WITHIN).timestamp()), moment + 1)
    found = nearest(session.connection(), point, wish, window, count=NEARBY + 1)
    near = [row for row in found if row.listing_id != but and row.is_on and (row.miles or 0) <= MILES][:NEARBY]
    firsts = first_dates(session, [row.listing_id for row in near], now, never)
    return [(each, one) for each, one in firsts if one and one.starts <= now + WITHIN]


def named(session: Session, typed: str) -> list[str]:
    """The ids of a few listings with these words in their name, where one can go."""
    like = Listing.name.icontains(typed, autoescape=True)
    live = select(Listing.id).where(
        like, Listing.in_person, Listing.kind.in_(TO_GO_TO), Listing.status == Status.ACTIVE
    )
    return list(session.scalars(live.order_by(Listing.name, Listing.id).limit(NAMED)))


def first_dates(
    session: Session, ids: Sequence[str], now: datetime, never: Collection[str] = ()
) -> list[tuple[Listing, Occurrence | None]]:
    """Listings, each with its next date that can still be met at, in none of the buildings `never`."""
    listings = [each for each in (listing(session, listing_id) for listing_id in ids) if each]
    dates = coming(session, listings, now)
    live = {each.id: [one for one in dates[each.id] if one.venue_id not in never] for each in listings}
    return [(each, next(iter(choices(live[each.id], None, now)), None)) for each in listings]
