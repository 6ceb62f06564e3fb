"""`python -m bench.matching`: who is asked for whom, beside a greedy list and beside NetworkX, in one run.

Greedy is what a careful coordinator does by hand: whoever weighs most (waited longest, discharged today) first, each
gets the champion who fits them best of those that still have room. Same rules, same points, same people. NetworkX
solves the sum of all stages as one flow of least cost in whole numbers, without the stage of the longest wait, which is
in its favour.
"""

from collections import Counter
from collections.abc import Callable
from random import Random
from time import process_time
from typing import Any, TypeVar

from app.linkage.matching.rules.shortlist import Look, look, shortlist
from app.linkage.matching.rules.solving import solve
from app.linkage.matching.rules.values import Limits
from bench.districts import ONE_PLACE, TWO_PLACES, district
from tests.linkage.matching.oracles import cheapest

SIZES = ((100, 60), (500, 300), (1000, 600))
DISTRICTS = 60
T = TypeVar("T")
GOAL = 4.5
"""People more in a hundred."""


def main() -> dict[str, Any]:
    """Print both tables."""
    solve(look(district(0, 5, 5)).problem)
    print(f"{'waiting x champions':21}{'pairs':>8}{'matched':>9}{'greedy':>8}{'look ms':>9}{'solve ms':>10}", end="")
    print(f"{'greedy':>9}{'NetworkX':>10}{'list ms':>9}", flush=True)
    speed = [_line(*size) for size in SIZES]
    print(f"\nOf 100 who ask, in {DISTRICTS} random districts of each sort (goal: {GOAL} more)")
    linked = [gains(*sort) for sort in SORTS]
    return {"speed": speed, "linked": linked}


def greedy(seen: Look) -> dict[str, str]:
    """By request its champion, chosen one after another."""
    problem, chosen, taken = seen.problem, dict[str, str](), Counter[str]()
    room = {each.champion: each.places for each in problem.rooms}
    theirs: dict[str, list[tuple[int, str]]] = {}
    for (request, champion), match in problem.pairs.items():
        theirs.setdefault(request, []).append((match.lost, champion))
    for need in sorted(problem.needs, key=lambda need: (-need.weight, -need.waited, need.request)):
        for _lost, champion in sorted(theirs.get(need.request, ())):
            if taken[champion] < room[champion]:
                chosen[need.request] = champion
                taken[champion] += 1
                break
    return chosen


def gains(label: str, size: Callable[[Random], tuple[int, int]], limits: Limits) -> dict[str, Any]:
    """How many are linked of those who ask, over random districts of one sort."""
    rows = []
    for seed in range(DISTRICTS):
        newcomers, champions = size(Random(seed))
        seen = look(district(1000 + seed, newcomers, champions, limits))
        rows.append((newcomers, len(seen.solution.chosen), len(greedy(seen))))
    asked, ours, theirs = (sum(row[place] for row in rows) for place in range(3))
    found = {
        "districts": label,
        "asked": asked,
        "ours": 100 * ours / asked,
        "greedy": 100 * theirs / asked,
        "more": 100 * (ours - theirs) / asked,
        "worse": sum(row[1] < row[2] for row in rows),
    }
    told = f"{found['ours']:.1f} linked, {found['greedy']:.1f} greedy, {found['more']:.1f} more"
    print(f"{label:48}{told}, fewer in {found['worse']}", flush=True)
    return found


def any_scheme(random: Random) -> tuple[int, int]:
    """From 5 to 200 champions, small schemes as likely as large ones, and half to one and a half as many who ask."""
    champions = round(5 * 40 ** random.random())
    return max(3, round(champions * random.uniform(0.5, 1.5))), champions


def _line(newcomers: int, champions: int) -> dict[str, Any]:
    world = district(newcomers, newcomers, champions)
    seen, looked = _timed(lambda: look(world))
    problem = seen.problem
    _solution, solved = _timed(lambda: solve(problem))
    by_hand, handed = _timed(lambda: greedy(seen))
    _flow, flowed = _timed(lambda: cheapest(problem, problem.pairs))
    some = list(seen.solution.chosen)[:3]
    _lists, listed = _timed(lambda: [shortlist(seen, request) for request in some])
    found = {
        "waiting": newcomers,
        "champions": champions,
        "pairs": len(problem.pairs),
        "matched": len(seen.solution.chosen),
        "greedy": len(by_hand),
        "look_ms": looked,
        "solve_ms": solved,
        "greedy_ms": handed,
        "networkx_ms": flowed,
        "list_ms": listed / max(1, len(some)),
        "of_networkx": solved / flowed,
    }
    print(
        f"{f'{newcomers:,} x {champions}':21}{found['pairs']:8,}{found['matched']:9}{found['greedy']:8}{looked:9.0f}"
        f"{solved:10.0f}{handed:9.1f}{flowed:10.0f}{found['list_ms']:9.0f}   1/{flowed / solved:.1f} of NetworkX",
        flush=True,
    )
    return found


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    """What it gives, and processor milliseconds."""
    begun = process_time()
    found = act()
    return found, (process_time() - begun) * 1000


SORTS = (
    ("100 ask, 60 champions, two places each", lambda _random: (100, 60), TWO_PLACES),
    ("100 ask, 60 champions, one place each", lambda _random: (100, 60), ONE_PLACE),
    ("30 ask, 36 champions, one place each", lambda _random: (30, 36), ONE_PLACE),
    ("schemes of 5 to 200 champions, one place each", any_scheme, ONE_PLACE),
)


if __name__ == "__main__":
    main()
