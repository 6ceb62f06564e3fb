"""Thousands of walks and of histories by chance: `make prove`, or a part of them by

    .venv/bin/python -m tests.linkage.proving walks|histories [FROM] [UNTIL]

Each has a number, from which chance begins, so that what went wrong can be looked at again: FROM its number. Every
hundredth says how far it is. At the end walks tell which ways of the table none of them took; there may be none left.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy import select

from app.linkage.referral.models import Happening
from app.linkage.referral.rules.states import ASIDE, COMMON, LIVE, TABLE, State, taken_up
from app.seal import Ring, use
from config import SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY
from tests import databases
from tests.linkage.cast import asked
from tests.linkage.histories import live_through
from tests.linkage.wandering import wander
from tests.linkage.wholeness import flaws
from tests.linkage.world import World, a_world, rarely_tidied

STEPS = 16
ALL = 10_000
OFTEN = 100

Way = tuple[str, str]


def walk(world: World, number: int) -> tuple[list[str], Counter[Way]]:
    """One walk, looked at after each act that wrote anything: what was done, and which ways of the table were taken."""
    done: list[str] = []
    seen = -1
    for name in wander(world, Random(number), STEPS):
        done.append(name)
        if (written := world.writes()) != seen:
            assert not (wrong := flaws(world.session)), f"walk {number}: {done} {wrong}"
            seen = written
    moves = select(Happening.came_from, Happening.went_to).where(Happening.what == "moved")
    taken = Counter((str(came), str(went)) for came, went in world.session.execute(moves))
    world.session.rollback()
    return done, taken


def ways() -> set[Way]:
    """Every way that the table allows to whoever stands still: nothing rests in `draft` or `attended`, which are over
    in the transaction in which they begin. From a hold nobody takes a pause, since whoever ends a pause goes on."""
    resting = LIVE - {State.ATTENDED}
    forward = {(one, to) for one, step in TABLE.items() for to in step.to}
    common = {(one, to) for one in resting for to in COMMON - {one}}
    back = {(one, taken_up(before)) for one in ASIDE for before in resting - ASIDE}
    pressed = common - {(State.SAFETY_HOLD, State.PAUSED)}
    return {(one.value, to.value) for one, to in forward | pressed | back}


def prove(what: str, first: int, until: int) -> None:
    """All of one sort; ends with what is wrong as soon as something is."""
    use(Ring(SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY))
    done, taken, begun = Counter[str](), Counter[Way](), time.monotonic()
    with TemporaryDirectory() as name:
        template = Path(name) / "empty.sqlite"
        databases.migrate(f"sqlite:///{template}")
        with a_world(template, Path(name)) as world, rarely_tidied():
            one = SORTS[what](world)
            for number in range(first, until):
                try:
                    acts, moves = one(number)
                except BaseException:
                    _say(f"{what} {number}: this one is wrong")
                    raise
                done.update(acts)
                taken.update(moves)
                if (number + 1) % OFTEN == 0:
                    _say(f"{what} {first} to {number + 1}: {sum(done.values())} acts, "
                         f"{len(taken)} ways, {time.monotonic() - begun:.0f} s")  # fmt: skip
    _say(f"{what}: {dict(done.most_common())}")
    if what == "walks":
        _say(f"taken: { {f'{a} > {b}': count for (a, b), count in sorted(taken.items())} }")
        _say(f"never taken: {sorted(ways() - set(taken))}")


def _walks(world: World) -> Callable[[int], tuple[list[str], Counter[Way]]]:
    return lambda number: walk(world, number)


def _histories(world: World) -> Callable[[int], tuple[list[str], Counter[Way]]]:
    world.requests.append(asked(world.session, world.nia, State.TRIAGE, agrees=False).id)
    return lambda number: (live_through(world, number), Counter())


SORTS = {"walks": _walks, "histories": _histories}


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    prove(sys.argv[1], *[*map(int, sys.argv[2:4]), *(0, ALL)[len(sys.argv) - 2 :]])
