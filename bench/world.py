"""Directories of any size over the UK, drawn by chance as real ones lie, written by the application's own action."""

from bisect import bisect
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db import writing
from app.directory.actions.listings import describe, settle
from app.directory.models import Listing, OneOff, Series
from app.directory.rules.timetable import Audience, BankHoliday, Change, Kind
from app.kernel.words import slug
from app.places.models import Access, Area, Nation, Venue
from app.places.rules.gazetteer import load_shelf
from app.places.rules.values import Place

NOW = datetime(2026, 11, 24, 18, 50, tzinfo=ZoneInfo("Europe/London"))
"""The moment at which every search is made: a Tuesday evening, when most meetings of the day are still to come."""

SEED = 20261124
BATCH = 500
LISTINGS_A_VENUE = 2.2
SPREAD = 0.02
"""Degrees by which venues lie around the middle of their place, one standard deviation: about two kilometres."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NATIONS = {"Scotland": Nation.SCOTLAND, "Northern Ireland": Nation.NORTHERN_IRELAND}
KINDS = ((Kind.MEETING, 84), (Kind.CAFE, 6), (Kind.EVENT, 3), (Kind.VOLUNTEERING, 4), (Kind.COURSE, 3))
ROUTES = (("aa", 45), ("na", 17), ("ca", 8), ("smart", 10), ("alanon", 10), ("dharma", 2), ("lifering", 2), ("ga", 6))
EXTRA_MARKS = (
    ("beginners", 20),
    ("women", 7),
    ("men", 4),
    ("lgbtq", 3),
    ("young", 2),
    ("medication", 6),
    ("children", 5),
)
STARTS = ((time(7), 3), (time(10), 8), (time(11), 7), (time(12, 30), 10), (time(14), 5), (time(18), 10),
          (time(18, 30), 8), (time(19), 18), (time(19, 30), 22), (time(20), 14), (time(21), 3))  # fmt: skip
NAMES = ("Tuesday Reflections", "Steps to the Sea", "Early Birds", "Open Door", "Women Together", "Lunchtime Break",
         "New Leaf", "Hope Street", "Just for Today", "Bridge House", "Candlelight", "Saturday Start")  # fmt: skip
HALLS = ("Methodist Church", "Community Centre", "Friends Meeting House", "Library", "St Mary's Hall", "The Hub")


@dataclass(frozen=True, slots=True)
class Towns:
    """Places that can be drawn by their population."""

    places: tuple[Place, ...]
    sums: tuple[int, ...]

    def draw(self, random: Random) -> Place:
        """A place; one of twice the people comes twice as often."""
        return self.places[bisect(self.sums, random.random() * self.sums[-1])]


def towns() -> Towns:
    """Every place of the gazetteer whose population is known."""
    shelf = load_shelf()
    places = [shelf.place(number) for number in range(len(shelf.lines))]
    known = tuple(place for place in places if place.population and place.kind not in ("county", "district"))
    return Towns(known, tuple(accumulate(place.population or 0 for place in known)))


def write(engine: Engine, count: int, drawn_from: Towns) -> None:
    """Write a directory of `count` listings into an empty database at the newest revision."""
    random = Random(SEED + count)
    with Session(writing(engine), expire_on_commit=False) as session:
        areas = _areas(session, drawn_from)
        venues: list[Venue] = []
        for number in range(0, count, BATCH):
            size = min(BATCH, count - number)
            venues = _venues(random, drawn_from, areas, number, round(size / LISTINGS_A_VENUE))
            session.add_all(venues)
            session.flush()
            listings = [_listing(random, number + place, random.choice(venues)) for place in range(size)]
            session.add_all(listings)
            for listing in listings:
                _describe(random, listing)
            settle(session, listings, NOW)
            session.commit()
            session.expunge_all()


def _areas(session: Session, drawn_from: Towns) -> dict[str, str]:
    """The id of each local authority by its name."""
    found = {}
    for place in drawn_from.places:
        if place.authority and place.authority.name not in found:
            nation = NATIONS.get(place.authority.nation, Nation.ENGLAND_AND_WALES)
            area = Area(name=place.authority.name, slug=slug(place.authority.name), nation=nation)
            session.add(area)
            session.flush()
            found[place.authority.name] = area.id
    session.expunge_all()
    return found


def _venues(random: Random, drawn_from: Towns, areas: dict[str, str], number: int, count: int) -> list[Venue]:
    found = []
    for place_number in range(number, number + count):
        town = drawn_from.draw(random)
        authority = town.authority
        found.append(
            Venue(
                slug=f"hall-{place_number}",
                name=f"{town.name} {random.choice(HALLS)}",
                address=f"{random.randint(1, 200)} High Street",
                town=town.name,
                area_id=areas[authority.name] if authority else None,
                nation=NATIONS.get(authority.nation if authority else "", Nation.ENGLAND_AND_WALES),
                latitude=round(town.lat + random.gauss(0, SPREAD), 6),
                longitude=round(town.lon + random.gauss(0, SPREAD * 1.6), 6),
                step_free=random.choice((Access.YES, Access.YES, Access.NO, Access.UNKNOWN)),
                address_withheld=random.random() < 0.03,
                changed_at=NOW,
            )
        )
    return found


def _listing(random: Random, number: int, held_at: Venue) -> Listing:
    kind = _drawn(random, KINDS)
    in_person = random.random() >= 0.08
    name = f"{random.choice(NAMES)} {held_at.town}"
    confirmed = NOW.date() - timedelta(days=random.randint(1, 365))
    listing = Listing(
        kind=kind,
        slug=f"{slug(name)}-{number}",
        name=name,
        venue=held_at if in_person else None,
        in_person=in_person,
        online=not in_person or random.random() < 0.06,
        audience=random.choice((Audience.OPEN, Audience.CLOSED, Audience.UNKNOWN)),
        bank_holiday=random.choice(list(BankHoliday)),
        confirmed_on=confirmed if random.random() < 0.8 else None,
        confirmed_by="the group",
        summary="A friendly group. The kettle is on from ten to.",
        created_at=NOW,
        changed_at=NOW,
    )
    listing.series = _series(random, kind)
    listing.one_offs = [_one_off(random)] if random.random() < 0.03 else []
    return listing


def _series(random: Random, kind: Kind) -> list[Series]:
    first = date(2024, 1, 1) + timedelta(days=random.randrange(600))
    start: time = _drawn(random, STARTS)
    usual: dict[str, Any] = {"first": first, "start": start, "minutes": random.choice((60, 60, 90, 90, 120))}
    if kind is Kind.CAFE:
        days = sorted(random.sample(range(7), random.randint(1, 5)))
        rule = f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAYS[day] for day in days)}"
        return [Series(**usual | {"rule": rule, "start": time(10), "minutes": random.choice((180, 240, 360))})]
    if kind in (Kind.EVENT, Kind.COURSE):
        soon = NOW.date() + timedelta(days=random.randrange(60))
        return [
            Series(**usual | {"dates": [soon.isoformat()], "first": soon, "minutes": random.choice((120, 240, 480))})
        ]
    day = random.choice(WEEKDAYS)
    rules = ((f"FREQ=WEEKLY;BYDAY={day}", 88), (f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}", 3),
             (f"FREQ=MONTHLY;BYDAY={random.choice((1, 2, 3, 4, -1))}{day}", 6),
             ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 3))  # fmt: skip
    return [Series(**usual, rule=_drawn(random, rules))]


def _one_off(random: Random) -> OneOff:
    day = NOW.date() + timedelta(days=random.randrange(14))
    return OneOff(day=day, change=random.choice((Change.CANCELLED, Change.NOTE)), note="No key holder this week")


def _describe(random: Random, listing: Listing) -> None:
    routes = {_drawn(random, ROUTES) for _ in range(random.choice((1, 1, 1, 1, 1, 1, 2, 3)))}
    marks = [mark for mark, percent in EXTRA_MARKS if random.random() * 100 < percent]
    spoken = ["en"] if random.random() < 0.98 else ["en", random.choice(("pl", "cy", "fa", "ur"))]
    describe(listing, routes, marks, spoken)


def _drawn(random: Random, choices: tuple[tuple[Any, int], ...]) -> Any:
    return random.choices([each for each, _ in choices], [weight for _, weight in choices])[0]
