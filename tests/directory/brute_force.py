"""The plainest answer to a search, to hold the real one against: every occurrence looked at, then sorted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from math import asin, cos, inf, radians, sin, sqrt
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.directory.models import Listing
from app.directory.queries.timetables import timetables
from app.directory.rules.finding import Wish
from app.directory.rules.timetable import Kind, Occurrence, State, occurrences
from app.places.models import Venue
from app.places.queries import public_point

EARTH_MILES = 6371.0088 / 1.609344
Points = Mapping[str, tuple[float | None, float | None]]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Part:
    """One occurrence, or one day of a longer one. Moments are seconds since 1970."""

    listing_id: str
    series_id: str
    starts: int
    ends: int
    kind: Kind
    is_on: bool
    in_person: bool
    online: bool
    point: tuple[float, float] | None
    traits: frozenset[tuple[str, str]]

    @property
    def leaves(self) -> int:
        """When it leaves the lists: a café or an event when it ends, the rest ten minutes after the start."""
        if self.kind in (Kind.CAFE, Kind.EVENT):
            return self.ends
        return min(self.ends, self.starts + 600)


def everything(session: Session, today: date) -> list[Part]:
    """All that happens around `today`, worked out from the listings themselves."""
    first, last = today - timedelta(days=8), today + timedelta(days=12)
    loaded = (joinedload(Listing.venue), *map(selectinload, (Listing.traits, Listing.series, Listing.one_offs)))
    listings = session.scalars(select(Listing).options(*loaded)).all()
    venues = session.scalars(select(Venue).options(joinedload(Venue.area)))
    points: Points = {place.id: public_point(place) or (None, None) for place in venues}
    return [
        part
        for listing, table in timetables(session, listings, first, last)
        if listing.status != "ended"
        for held in occurrences(table, first, last)
        for part in _parts(listing, held, points)
    ]


def answer(
    parts: Iterable[Part], point: tuple[float, float], wish: Wish, now: datetime, zone: str
) -> list[tuple[Part, float]]:
    """What is on near a point with the distance in miles (infinite for what is online only), in the order shown."""
    begin, end = span(wish.when, now, ZoneInfo(zone))
    moment = int(now.timestamp())
    found = []
    for part in parts:
        if not (part.is_on and begin <= part.starts < end and part.leaves > moment and fits(part, wish)):
            continue
        far = miles(point, part)
        is_near = part.in_person and far <= wish.miles and (wish.online != "only" or part.online)
        is_anywhere = not part.in_person and part.online and wish.online != "no"
        if is_near or is_anywhere:
            found.append((part, far))
    return sorted(found, key=lambda pair: (pair[0].starts, pair[1], pair[0].listing_id))


def span(when: str, now: datetime, place: ZoneInfo) -> tuple[float, float]:
    """The first second of the starts that `when` means, and the first after them; what began earlier counts today."""
    today = now.astimezone(place).date()
    if when == "now":
        return -inf, now.timestamp() + 1
    if when == "week":
        return -inf, midnight(today, 7, place)
    if when in ("", "today"):
        is_late = not when and now.astimezone(place).hour >= 21
        return -inf, midnight(today, 2 if is_late else 1, place)
    ahead = 1 if when == "tomorrow" else (DAYS.index(when) - today.weekday()) % 7
    return (midnight(today, ahead, place) if ahead else -inf), midnight(today, ahead + 1, place)


def midnight(day: date, ahead: int, place: ZoneInfo) -> float:
    """The instant at which a day some days ahead begins there."""
    return datetime.combine(day + timedelta(days=ahead), time.min, place).timestamp()


def fits(part: Part, wish: Wish) -> bool:
    """Is it of the kind, the routes, the language and all the marks asked for?"""
    codes = {sort: {code for its, code in part.traits if its == sort} for sort in ("route", "mark", "language")}
    spoken = codes["language"] - {"en"} if wish.language == "1" else codes["language"] & {wish.language}
    return (
        (not wish.kinds or part.kind.value in wish.kinds)
        and (not wish.routes or bool(wish.routes & codes["route"]))
        and (not wish.language or bool(spoken))
        and wish.marks <= codes["mark"]
    )


def miles(point: tuple[float, float], part: Part) -> float:
    """Great-circle miles by the haversine formula; infinite without a pin or in-person part."""
    if part.point is None or not part.in_person:
        return inf
    (north, east), (other_north, other_east) = (tuple(map(radians, each)) for each in (point, part.point))
    half = sin((other_north - north) / 2) ** 2
    half += cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * EARTH_MILES * asin(min(1.0, sqrt(half)))


def _parts(listing: Listing, held: Occurrence, points: Points) -> Iterator[Part]:
    north, east = points.get(held.venue_id or "", (None, None))
    for starts, ends in _days(held.starts, held.ends):
        yield Part(
            listing_id=listing.id,
            series_id=held.series_id,
            starts=int(starts.timestamp()),
            ends=int(ends.timestamp()),
            kind=listing.kind,
            is_on=held.state is State.ON,
            in_person=held.in_person,
            online=held.online,
            point=None if north is None or east is None else (north, east),
            traits=frozenset((trait.sort, trait.code) for trait in listing.traits),
        )


def _days(starts: datetime, ends: datetime) -> list[tuple[datetime, datetime]]:
    """What lasts longer than the clock's whole round is told day by day."""
    if ends - starts <= timedelta(days=1):
        return [(starts, ends)]
    edges = [starts]
    while edges[-1] < ends:
        following = datetime.combine(edges[-1].date() + timedelta(days=1), time.min, starts.tzinfo)
        edges.append(min(following, ends))
    return list(pairwise(edges))
