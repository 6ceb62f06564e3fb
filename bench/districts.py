"""Made-up districts for matching: people who ask, champions and meetings around some towns, drawn by chance alone.

The shares are guesses: half of those who ask wish for their own gender, three champions in ten go with their own gender
only, one in ten asks for another language, one in sixteen for a way without steps. Of 24 champions 16 are left after
gender, 8 after the way there, 4 after the times, 3 after room: about as in the example that the rules were drawn from.
"""

from datetime import UTC, datetime, timedelta
from random import Random

from app.linkage.matching.rules.shortlist import World
from app.linkage.matching.rules.soft import Weights
from app.linkage.matching.rules.values import Asker, Candidate, Facts, Ground, Limits, Meeting, Point, Span, Way

NOW = datetime(2026, 12, 21, 9, tzinfo=UTC)
KEY = b"bench" * 8
ROUTES = ("na", "aa", "ca", "smart")
TAGS = ("parent", "prison", "lgbtq", "mental_health", "homeless")
DAYS = 8
ONE_PLACE, TWO_PLACES = Limits(), Limits(cap=2, week=2, offers=2)
"""A round as it is, each champion asked for one at a time; and as many as they go with at a time."""
TOWN = 100
"""Newcomers for each town."""


def district(seed: int, newcomers: int, champions: int, limits: Limits = ONE_PLACE) -> World:
    """A district with so many waiting and so many who go with people."""
    random = Random(seed)
    towns = [
        Point(53.7 + random.uniform(-0.02, 0.02) * 8 * place, -1.9 + random.uniform(-0.3, 0.3))
        for place in range(max(1, newcomers // TOWN))
    ]
    dates = [_meeting(random, number, towns) for number in range(max(20, newcomers // 2))]
    askers = [_asker(random, number, towns) for number in range(newcomers)]
    ours = [_champion(random, number, towns, len(dates)) for number in range(champions)]
    return World(askers, ours, dates, Ground(Facts(), NOW, limits), Weights.of(None), KEY)


def _asker(random: Random, number: int, towns: list[Point]) -> Asker:
    gender = random.choice(("woman", "man"))
    return Asker(
        request=f"r{number}",
        person=f"n{number}",
        since=NOW - timedelta(hours=random.expovariate(1 / 60)),
        agreed=True,
        adult=True,
        leaves_today=random.random() < 0.05,
        gender=gender,
        genders=frozenset({gender}) if random.random() < 0.5 else frozenset(),
        languages=frozenset({random.choice(("ur", "pl"))}) if random.random() < 0.1 else frozenset({"en"}),
        needs=frozenset({"step_free"}) if random.random() < 1 / 16 else frozenset(),
        likeness=frozenset({random.choice(TAGS)}) if random.random() < 0.3 else frozenset(),
        routes=frozenset({random.choice(ROUTES)}) if random.random() < 0.6 else frozenset(),
        point=_near(random, towns),
        ways=(Way("bus", random.choice((20, 30, 45))),),
        free=_evenings(random, 3) if random.random() < 0.5 else (),
    )


def _champion(random: Random, number: int, towns: list[Point], meetings: int) -> Candidate:
    gender = random.choice(("woman", "man"))
    return Candidate(
        person=f"c{number}",
        adult=True,
        gender=gender,
        company=frozenset({gender}) if random.random() < 0.3 else frozenset(),
        languages=frozenset({"en", random.choice(("ur", "pl"))} if random.random() < 0.15 else {"en"}),
        routes=frozenset(random.sample(ROUTES, random.choice((1, 2, 4)))),
        tags=frozenset(random.sample(TAGS, random.choice((0, 1, 2)))),
        point=_near(random, towns),
        ways=(Way("foot", 25), Way(random.choice(("bus", "car")), random.choice((20, 30, 45)))),
        free=_evenings(random, random.choice((1, 2, 3, 5))),
        walks=random.choice((0, 0, 0, 1)),
        new_this_week=random.choice((0, 0, 0, 0, 1)),
        last_matched=random.choice((None, NOW.date() - timedelta(days=random.randrange(90)))),
        meets=frozenset(f"l{random.randrange(meetings)}" for _each in range(3)),
    )


def _meeting(random: Random, number: int, towns: list[Point]) -> Meeting:
    starts = NOW + timedelta(days=random.randrange(DAYS), hours=random.choice((3, 9, 10, 10, 10)))
    return Meeting(
        id=f"m{number}",
        listing=f"l{number}",
        starts=starts,
        ends=starts + timedelta(minutes=random.choice((60, 90))),
        routes=frozenset({random.choice(ROUTES)}),
        is_open=True if random.random() < 0.8 else None,
        venue=f"v{number}",
        point=_near(random, towns, 0.01),
        access=frozenset({"step_free"}) if random.random() < 0.6 else frozenset(),
    )


def _near(random: Random, towns: list[Point], spread: float = 0.03) -> Point:
    town = random.choice(towns)
    return Point(round(random.gauss(town.lat, spread), 2), round(random.gauss(town.lon, 1.6 * spread), 2))


def _evenings(random: Random, count: int) -> tuple[Span, ...]:
    """From five to eleven on some days, or a whole day now and then."""
    found = []
    for day in random.sample(range(DAYS), count):
        first, last = (8, 14) if random.random() < 0.8 else (0, 14)
        found.append(Span(NOW + timedelta(days=day, hours=first), NOW + timedelta(days=day, hours=last)))
    return tuple(found)
