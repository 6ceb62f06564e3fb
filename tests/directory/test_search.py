"""The search against the plainest answer there is, over random directories, on both databases."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.directory import search
from app.directory.rules import finding
from app.directory.rules.finding import MOMENTS, PAGE_SIZE, Wish
from app.directory.search import Found
from app.kernel.days import LONDON
from tests.directory import brute_force
from tests.directory.brute_force import Part
from tests.factories import directories

EVERYTHING = 10_000
CLOCKS_BACK, CLOCKS_FORWARD, CHRISTMAS = date(2026, 10, 25), date(2027, 3, 28), date(2026, 12, 24)
Held = tuple[Session, list[Part], date]


@pytest.fixture(params=[(1, CLOCKS_BACK), (2, CLOCKS_FORWARD), (3, CHRISTMAS)], ids=["back", "forward", "christmas"])
def held(request: pytest.FixtureRequest, database: Engine) -> Iterator[Held]:
    """A random directory, all that happens in it, and the day on which it is searched."""
    seed, today = request.param
    with Session(database) as session:
        directories.build(session, seed, 150, today)
        yield session, brute_force.everything(session, today), today


def wishes(random: Random) -> Wish:
    """Any wish that an address can state, mostly with few filters so that there is something to find."""
    marks = [mark for mark in finding.MARKS if random.random() < 0.06]
    return Wish(
        when=random.choice(("", *MOMENTS)),
        miles=random.choice((1, 2, 3, 5, 5, 8, 12, 13, 25, 60, 140, 300)),
        online=random.choice(("yes", "yes", "no", "only")),
        kinds=frozenset(random.sample(["meeting", "cafe", "event", "course"], random.choice((0, 0, 0, 1, 2)))),
        routes=frozenset(random.sample(["na", "aa", "smart"], random.choice((0, 0, 0, 1, 2)))),
        marks=frozenset(marks),
        language=random.choice(("", "", "", "", "1", "pl")),
    )


def searches(seed: int, today: date, count: int) -> Iterator[tuple[tuple[float, float], str, Wish, datetime]]:
    """Random points with their zone, wishes and moments of a day."""
    random = Random(seed)
    for _ in range(count):
        spot = random.choice(directories.SPOTS)
        lon = (spot.lon + random.uniform(-spot.spread, spot.spread) + 180) % 360 - 180
        point = round(spot.lat + random.uniform(-spot.spread, spot.spread), 2), round(lon, 2)
        moment = datetime.combine(today, time(0), UTC) + timedelta(minutes=random.randrange(24 * 60))
        yield point, spot.zone, wishes(random), moment


def told(rows: list[Found]) -> list[tuple[str, int]]:
    return [(row.listing_id, row.starts_at) for row in rows]


def test_finds_what_the_plainest_answer_finds_in_the_same_order(held: Held) -> None:
    session, parts, today = held
    seen = 0

    for point, zone, wish, now in searches(7, today, 120):
        expected = brute_force.answer(parts, point, wish, now, zone)
        window = finding.window(wish.when, now, zone)
        rows, _ = search.near(session.connection(), point, wish, window, count=EVERYTHING)
        seen += len(rows)

        assert told(rows) == [(part.listing_id, part.starts) for part, _ in expected], (point, zone, wish, now)
        assert [row.miles for row in rows] == [
            pytest.approx(far, abs=1e-5) if part.in_person else None for part, far in expected
        ]
        assert Counter((row.series_id, row.starts_at, row.ends_at, row.is_on, row.online) for row in rows) == Counter(
            (part.series_id, part.starts, part.ends, True, part.online) for part, _ in expected
        )

    assert seen > 200


def test_pages_neither_lose_nor_double_anything(held: Held) -> None:
    session, _, today = held

    for point, zone, wish, now in searches(11, today, 12):
        window = finding.window("week", now, zone)
        whole, _ = search.near(session.connection(), point, wish, window, count=EVERYTHING)
        pages: list[Found] = []
        for skip in range(0, len(whole) + 1, PAGE_SIZE):
            page, _ = search.near(session.connection(), point, wish, window, count=PAGE_SIZE, skip=skip)
            pages += page

        assert pages == whole


def test_nearest_are_the_nearest_at_any_distance_each_listing_once(held: Held) -> None:
    session, parts, today = held

    for point, zone, wish, now in searches(13, today, 40):
        anywhere = Wish(when=wish.when, miles=13_000, online="no", kinds=wish.kinds, marks=wish.marks)
        expected = brute_force.answer(parts, point, anywhere, now, zone)
        expected.sort(key=lambda pair: (pair[1], pair[0].starts))
        expected = list({part.listing_id: (part, far) for part, far in reversed(expected)}.values())
        expected.sort(key=lambda pair: (pair[1], pair[0].starts))
        window = finding.window(wish.when, now, zone)
        rows = search.nearest(session.connection(), point, anywhere, window, count=5)

        assert [row.miles for row in rows] == [pytest.approx(far, abs=1e-5) for _, far in expected[:5]]
        assert [row.starts_at for row in rows] == [part.starts for part, _ in expected[:5]]


def test_online_gives_all_that_can_be_joined_from_anywhere(held: Held) -> None:
    session, parts, today = held

    for _, _, wish, now in searches(17, today, 30):
        begin, end = brute_force.span(wish.when, now, brute_force.ZoneInfo(LONDON))
        expected = [
            part
            for part in parts
            if part.is_on and part.online and begin <= part.starts < end and part.leaves > now.timestamp()
            if brute_force.fits(part, wish)
        ]
        rows = search.online(session.connection(), wish, finding.window(wish.when, now, LONDON), count=EVERYTHING)

        assert told(rows) == sorted(told(rows), key=lambda pair: (pair[1], pair[0]))
        assert Counter(told(rows)) == Counter((part.listing_id, part.starts) for part in expected)


def test_names_what_is_cancelled_near_the_point_and_nothing_else(held: Held) -> None:
    session, parts, today = held
    seen = 0

    for point, zone, wish, now in searches(19, today, 60):
        shown = Wish(when="week", miles=wish.miles, online=wish.online, kinds=wish.kinds)
        begin, end = brute_force.span("week", now, brute_force.ZoneInfo(zone))
        expected = {
            (part.listing_id, part.starts)
            for part in parts
            if not part.is_on and part.in_person and begin <= part.starts < end and part.leaves > now.timestamp()
            if brute_force.fits(part, shown) and brute_force.miles(point, part) <= shown.miles
            if shown.online != "only" or part.online
        }
        window = finding.window("week", now, zone)
        _, off = search.near(session.connection(), point, shown, window, count=PAGE_SIZE)
        seen += len(off)

        assert set(told(off)) <= expected
        assert len(off) == min(len(expected), search.OFF_MOST)

    assert seen
