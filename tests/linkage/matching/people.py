"""A newcomer, a champion and a meeting that fit, and others made by chance."""

from datetime import UTC, datetime, timedelta
from random import Random

from app.linkage.matching.rules.values import Asker, Candidate, Facts, Ground, Limits, Meeting, Point, Span, Way

NOW = datetime(2026, 12, 21, 9, tzinfo=UTC)
"""A Monday."""
WEEK, FORTNIGHT = (Span(NOW, NOW + timedelta(days=8)),), (Span(NOW, NOW + timedelta(days=15)),)
HALIFAX, SOWERBY, LEEDS = Point(53.72, -1.86), Point(53.71, -1.91), Point(53.80, -1.55)
NIA = Asker("request", "nia", NOW - timedelta(hours=30), True, True, point=HALIFAX, ways=(Way("bus", 30),), free=WEEK)
CAL = Candidate("cal", True, point=HALIFAX, ways=(Way("foot", 20), Way("bus", 40)), free=WEEK)
TUESDAY = Meeting(
    "na-22", "na", NOW + timedelta(hours=34), NOW + timedelta(hours=35), frozenset({"na"}), True, "hall", HALIFAX
)
GROUND = Ground(Facts(), NOW)
GENDERS, TONGUES, ROUTES = ("", "woman", "man", "non_binary"), ("en", "ur", "pl"), ("na", "aa", "smart")


def some(random: Random, words: tuple[str, ...], chance: float = 0.3) -> frozenset[str]:
    """Some of these."""
    return frozenset(word for word in words if word and random.random() < chance)


def askers(random: Random, count: int) -> list[Asker]:
    """People who ask, with wishes of every kind."""
    return [
        Asker(
            request=f"r{number}",
            person=f"n{number}",
            since=NOW - timedelta(hours=random.randrange(300)),
            agreed=random.random() < 0.9,
            adult=random.random() < 0.95,
            leaves_today=random.random() < 0.1,
            gender=random.choice(GENDERS),
            genders=some(random, GENDERS, 0.2),
            languages=some(random, TONGUES, 0.2),
            interpreter=random.random() < 0.1,
            needs=some(random, ("step_free", "bsl", "hearing_loop"), 0.1),
            likeness=some(random, ("parent", "prison", "lgbtq")),
            routes=some(random, ROUTES),
            belongs=some(random, ROUTES),
            listing=random.choice(("", "", "l1")),
            point=random.choice((HALIFAX, SOWERBY, None)),
            ways=(Way(random.choice(("foot", "bus", "car")), random.choice((10, 30, 60))),),
            late_minutes=random.choice((None, 15)),
            free=random.choice(((), WEEK, _evenings(random))),
            avoids=some(random, ("v1", "v2"), 0.1),
            barred=some(random, ("v1", "v2"), 0.1),
            again=some(random, ("c0", "c1"), 0.2),
            puts_first=random.choice(((), ("familiar",), ("travel", "dates"))),
            on=random.choice((None, None, None, (NOW + timedelta(days=random.randrange(20))).date())),
        )
        for number in range(count)
    ]


def candidates(random: Random, count: int) -> list[Candidate]:
    """Champions with limits of every kind."""
    return [
        Candidate(
            person=random.choice((f"c{number}", f"c{number}", f"c{number}", f"n{number}")),
            adult=random.random() < 0.95,
            kinds=random.choice((frozenset({"community"}), frozenset({"community"}), frozenset({"strategic"}))),
            not_ready=random.choice(((),) * 8 + (("training",), ("paused",), ("clearance", "supervision"))),
            checked_until=random.choice((None, NOW.date() + timedelta(days=3))),
            rests_until=random.choice((None, NOW - timedelta(hours=1), None, NOW + timedelta(hours=1))),
            gender=random.choice(GENDERS),
            company=some(random, GENDERS, 0.15),
            languages=some(random, TONGUES, 0.5),
            helps=some(random, ("bsl", "guiding"), 0.5),
            routes=some(random, ROUTES),
            belongs=some(random, ROUTES),
            tags=some(random, ("parent", "prison", "lgbtq"), 0.5),
            point=random.choice((HALIFAX, SOWERBY, LEEDS)),
            ways=(Way("foot", 20), Way(random.choice(("bus", "car")), random.choice((20, 60)))),
            late_minutes=random.choice((None, 15)),
            free=random.choice((WEEK, FORTNIGHT, _evenings(random))),
            cap=random.choice((1, 2, 3)),
            offers=random.choice((0, 0, 1)),
            walks=random.choice((0, 0, 1, 2)),
            new_this_week=random.choice((0, 0, 1)),
            last_matched=random.choice((None, NOW.date() - timedelta(days=random.randrange(60)))),
            meets=some(random, ("l0", "l1")),
            again=random.random() < 0.8,
        )
        for number in range(count)
    ]


def meetings(random: Random, count: int) -> list[Meeting]:
    """Dates of the coming days."""
    found = []
    for number in range(count):
        starts = NOW + timedelta(hours=random.choice((random.randrange(-5, 200), random.randrange(350))))
        found.append(
            Meeting(
                id=f"m{number}",
                listing=f"l{number % 4}",
                starts=starts,
                ends=starts + timedelta(minutes=90),
                routes=some(random, ROUTES, 0.6),
                is_open=random.choice((True, True, False, None)),
                venue=random.choice(("v1", "v2", "v3")),
                point=random.choice((HALIFAX, SOWERBY, None)),
                online=random.random() < 0.1,
                access=some(random, ("step_free", "hearing_loop"), 0.6),
            )
        )
    return found


def ground(random: Random, people: int, champions: int) -> Ground:
    """What stands between these, here and there."""
    pairs = [(f"n{a}", f"c{b}") for a in range(people) for b in range(champions)]
    asked = [(f"r{a}", f"c{b}") for a in range(people) for b in range(champions)]
    few = [pair for pair in pairs if random.random() < 0.1]
    return Ground(
        Facts(
            blocked=frozenset(pair if random.random() < 0.5 else pair[::-1] for pair in few[::3]),
            dual={pair if random.random() < 0.5 else pair[::-1]: "sponsor" for pair in few[1::3]},
            answered={pair: "declined" for pair in asked if random.random() < 0.05},
            parted={pair: NOW - timedelta(days=random.choice((5, 200))) for pair in few[2::3]},
        ),
        NOW,
        Limits(offers=random.choice((1, 2)), week=random.choice((1, 2, 3))),
    )


def _evenings(random: Random) -> tuple[Span, ...]:
    days = [NOW + timedelta(days=day) for day in range(9) if random.random() < 0.6]
    return tuple(Span(day + timedelta(hours=6), day + timedelta(hours=14)) for day in days)
