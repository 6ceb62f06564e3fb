"""Right before quick: random searches held against the plainest answer there is."""

from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from app.db import make_engine
from app.directory import search
from app.directory.rules import finding
from app.directory.rules.finding import PAGE_SIZE, Wish
from app.kernel.days import LONDON
from bench import world
from tests.directory import brute_force

DAY_MINUTES = 24 * 60


def check(url: str, count: int) -> int:
    """Make so many random searches, first and second pages; how many. Raises `AssertionError` on the first mistake."""
    random, towns = Random(count), world.towns()
    engine = make_engine(url)
    with Session(engine) as session:
        parts = brute_force.everything(session, world.NOW.date())
        for _ in range(count):
            place = towns.draw(random)
            point = round(place.lat + random.gauss(0, 0.03), 2), round(place.lon + random.gauss(0, 0.05), 2)
            _check_one(session, parts, point, _wish(random), _moment(random))
    engine.dispose()
    return count


def _check_one(
    session: Session, parts: list[brute_force.Part], point: tuple[float, float], wish: Wish, now: datetime
) -> None:
    expected = [(part.listing_id, part.starts) for part, _ in brute_force.answer(parts, point, wish, now, LONDON)]
    window = finding.window(wish.when, now, LONDON)
    for skip in (0, PAGE_SIZE):
        rows, _ = search.near(session.connection(), point, wish, window, count=PAGE_SIZE, skip=skip)
        found = [(row.listing_id, row.starts_at) for row in rows]
        if found != expected[skip : skip + PAGE_SIZE]:
            raise AssertionError(f"A wrong answer for {point}, {wish}, {now.isoformat()}, after {skip}.")


def _wish(random: Random) -> Wish:
    return Wish(
        when=random.choice(("", "now", "today", "tomorrow", "thu", "mon", "week")),
        miles=random.choice((1, 3, 5, 5, 5, 10, 15, 25, 40, 100)),
        online=random.choice(("yes", "yes", "no", "only")),
        kinds=frozenset(random.sample(["meeting", "cafe", "event"], random.choice((0, 0, 0, 1)))),
        routes=frozenset(random.sample(["aa", "na", "smart"], random.choice((0, 0, 0, 1, 2)))),
        marks=frozenset(random.sample(["step_free", "women"], random.choice((0, 0, 0, 0, 1)))),
        language=random.choice(("", "", "", "", "", "pl", "1")),
    )


def _moment(random: Random) -> datetime:
    midnight = datetime(world.NOW.year, world.NOW.month, world.NOW.day, tzinfo=world.NOW.tzinfo)
    return midnight + timedelta(minutes=random.randrange(DAY_MINUTES))
