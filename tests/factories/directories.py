"""Random small directories that hold every oddity search must cope with, and plain builders for single listings."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from app.directory.actions.listings import describe, settle
from app.directory.models import Listing, OneOff, Series
from app.directory.rules.status import Status
from app.directory.rules.timetable import Audience, BankHoliday, Change, Kind
from app.places.models import Access, Nation, Venue, VenueClosure

WRITTEN = datetime(2026, 1, 5, tzinfo=UTC)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MARKS = ("women", "men", "lgbtq", "young", "family", "medication", "children")
ROUTES = ("na", "aa", "smart", "dharma")
LENGTHS = (30, 60, 90, 150, 8 * 60, 24 * 60, 3 * 24 * 60, 28 * 60, 6 * 24 * 60)


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of the Earth where a directory has venues: its middle, its zone, and how far they spread in degrees."""

    lat: float
    lon: float
    zone: str
    spread: float


SPOTS = (
    Spot(53.72, -1.86, "Europe/London", 0.05),
    Spot(53.72, -1.86, "Europe/London", 0.4),
    Spot(55.86, -4.25, "Europe/London", 1.5),
    Spot(37.77, -122.42, "America/Los_Angeles", 0.1),
    Spot(-17.8, 180.0, "Pacific/Fiji", 0.3),
    Spot(60.15, -1.15, "Europe/London", 0.2),
)
"""Fiji lies on both sides of the line where the last degree of longitude meets the first."""


def venue(number: int, lat: float | None, lon: float | None, **changes: Any) -> Venue:
    """A valid venue at a point in degrees; no point means no pin."""
    return Venue(
        slug=f"hall-{number}", name=f"Hall {number}", town="Halifax", latitude=lat, longitude=lon,
        changed_at=WRITTEN, **changes,
    )  # fmt: skip


def listing(number: int, kind: Kind, series: list[Series], **changes: Any) -> Listing:
    """A valid listing with these series."""
    return Listing(
        kind=kind, slug=f"listing-{number}", name=f"Listing {number}", series=series, created_at=WRITTEN,
        changed_at=WRITTEN, **changes,
    )  # fmt: skip


def weekly(day: date, start: time, minutes: int = 90, **changes: Any) -> Series:
    """A series every week on the weekday of `day`, from that day."""
    rule = f"FREQ=WEEKLY;BYDAY={WEEKDAYS[day.weekday()]}"
    return Series(**{"rule": rule, "first": day, "start": start, "minutes": minutes} | changes)


def build(session: Session, seed: int, count: int, today: date) -> list[Listing]:
    """A directory of `count` listings around `today`, written through the application's own action."""
    random = Random(seed)
    venues = _venues(random, count // 3)
    session.add_all(venues)
    session.flush()
    for each in random.sample(venues, 3):
        first = today + timedelta(days=random.randint(-3, 3))
        session.add(VenueClosure(venue=each, first=first, last=first + timedelta(days=2)))
    made = [_listing(random, number, venues, today) for number in range(count)]
    session.add_all(made)
    for each in made:
        _describe(random, each)
    settle(session, made, datetime.combine(today, time(3), UTC))
    return made


def _venues(random: Random, count: int) -> list[Venue]:
    found = []
    for number in range(count):
        spot = random.choice(SPOTS)
        lat = spot.lat + random.uniform(-spot.spread, spot.spread)
        lon = (spot.lon + random.uniform(-spot.spread, spot.spread) + 180) % 360 - 180
        is_placed = random.random() > 0.08
        found.append(
            venue(
                number,
                lat if is_placed else None,
                lon if is_placed else None,
                zone=spot.zone,
                nation=Nation.ENGLAND_AND_WALES if spot.zone == "Europe/London" else Nation.ELSEWHERE,
                step_free=random.choice(list(Access)),
                address_withheld=random.random() < 0.1,
            )
        )
    return found


def _listing(random: Random, number: int, venues: list[Venue], today: date) -> Listing:
    kind = random.choice(list(Kind))
    home = random.choice(venues) if random.random() > 0.15 else None
    in_person = home is not None
    zone = home.zone if home else random.choice(SPOTS).zone
    made = listing(
        number,
        kind,
        [_series(random, place, zone, today) for place in range(random.choice((1, 1, 2)))],
        venue=home,
        in_person=in_person,
        online=random.random() < (0.3 if in_person else 0.9) or (not in_person and kind in (Kind.MEETING, Kind.CAFE)),
        audience=random.choice(list(Audience)),
        open_weeks=[1, 3],
        bank_holiday=random.choice(list(BankHoliday)),
        status=random.choice([Status.ACTIVE] * 12 + [Status.ENDED, Status.PAUSED]),
        paused_until=random.choice((None, today + timedelta(days=2))),
    )
    made.one_offs = [_one_off(random, made, venues, today) for _ in range(random.choice((0, 0, 0, 1, 2)))]
    return made


def _series(random: Random, position: int, zone: str, today: date) -> Series:
    first = today - timedelta(days=random.randint(0, 500))
    start = time(random.randrange(24), random.choice((0, 0, 15, 30, 55)))
    minutes = random.choice(LENGTHS)
    rule = random.choice((
        f"FREQ=WEEKLY;BYDAY={','.join(random.sample(WEEKDAYS, random.randint(1, 4)))}",
        f"FREQ=WEEKLY;INTERVAL=2;BYDAY={random.choice(WEEKDAYS)}",
        f"FREQ=MONTHLY;BYDAY={random.choice((1, 2, 3, 4, -1))}{random.choice(WEEKDAYS)}",
        f"FREQ=MONTHLY;BYMONTHDAY={random.randint(1, 28)}",
        "",
    ))  # fmt: skip
    dates = [] if rule else [(today + timedelta(days=away)).isoformat() for away in random.sample(range(-3, 10), 4)]
    is_all_day = minutes % (24 * 60) == 0
    return Series(
        position=position, rule=rule, dates=dates, first=first, start=time(0) if is_all_day else start,
        minutes=minutes, all_day=is_all_day, zone=zone,
    )  # fmt: skip


def _one_off(random: Random, made: Listing, venues: list[Venue], today: date) -> OneOff:
    """A change of some near day; whether the rule gives that day is left to chance, and both must do no harm."""
    change = random.choice(list(Change))
    day = today + timedelta(days=random.randint(-2, 8))
    moves = change in (Change.TIME, Change.EXTRA)
    return OneOff(
        day=day,
        change=change,
        to_day=day + timedelta(days=1) if change is Change.TIME and random.random() < 0.5 else None,
        start=time(random.randrange(24), 30) if moves else None,
        minutes=random.choice((60, 90)) if moves else None,
        venue_id=random.choice(venues).id if change is Change.VENUE and made.in_person else None,
        note="Something else this time",
    )


def _describe(random: Random, made: Listing) -> None:
    describe(
        made,
        random.sample(ROUTES, random.randint(0, 3)),
        random.sample(MARKS, random.randint(0, 3)),
        random.sample(("en", "pl", "cy"), random.randint(1, 2)),
    )
