"""Who is asked for whom, all requests at once, so that nobody is matched at the cost of somebody who waits longer.

Solved in stages, each among the best of the one before: most people matched, by a weight that grows with waiting; of
equal weight, who has waited longest; who both wish to go together again; the shortest longest wait until a meeting;
even load; what people wish; and last a keyed hash, so that neither the order of rows nor a number given at birth
decides. `stages.py` does it for one piece.
"""

import importlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

from app.linkage.matching.rules.values import Pairing

VERSION = "stages-2"
LEAVING_HOURS = 168
"""Being discharged today counts as much as a week of waiting."""
HASH_BYTES = 4
STAGES = "app.linkage.matching.rules.stages"
"""SciPy takes half a second and 80 MB to come in, so this comes when somebody is to be matched, not with the site."""


@dataclass(frozen=True, slots=True)
class Need:
    """A request: whole hours waited, and what leaving it waiting weighs."""

    request: str
    waited: int
    weight: int


@dataclass(frozen=True, slots=True)
class Room:
    """A champion: how many more they may be asked for, and how many they have already."""

    champion: str
    places: int
    load: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A pair that could go: what is lost of the wishes, the hours from asking to the soonest meeting, and whether both
    wish to go together again."""

    lost: int
    hours: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """All that is to be solved. `key` and `day` make the hash among equals; `must` is a request that is not left."""

    needs: tuple[Need, ...]
    rooms: tuple[Room, ...]
    pairs: Mapping[Pairing, Match]
    key: bytes
    day: str
    must: str = ""


@dataclass(frozen=True, slots=True)
class Solution:
    """By request its champion; who is left waiting; and what leaving them weighs."""

    chosen: Mapping[str, str]
    left: tuple[Need, ...]

    @property
    def weighs(self) -> tuple[int, tuple[int, ...]]:
        """Less is better: the weight of who is left, and then their waits, the longest first."""
        waits = sorted((need.waited for need in self.left), reverse=True)
        return sum(need.weight for need in self.left), tuple(waits)


def weight_of(waited: int, leaves_today: bool) -> int:
    """What leaving somebody waiting weighs. It is never nothing, so that no waiting is worth a person fewer."""
    return 1 + waited + (LEAVING_HOURS if leaves_today else 0)


def tie_key(problem: Problem, request: str, champion: str) -> int:
    """The keyed hash of day, request and champion: nobody can foresee or choose it, and it can be told again."""
    return _hashed(problem.key[:64], problem.day, request, champion)


@lru_cache(maxsize=1 << 16)
def _hashed(key: bytes, day: str, request: str, champion: str) -> int:
    said = "\x1f".join((day, request, champion)).encode()
    return int.from_bytes(blake2b(said, key=key, digest_size=HASH_BYTES).digest(), "big")


def come_in() -> None:
    """Let SciPy come in at a moment when nobody waits for it."""
    importlib.import_module(STAGES)


def solve(problem: Problem) -> Solution | None:
    """The best of all stages; None only if `must` cannot be. Who shares no champion does not touch one another."""
    chosen: dict[str, str] = {}
    for piece in pieces(problem):
        found: dict[str, str] | None = importlib.import_module(STAGES).solve(piece)
        if found is None:
            return None
        chosen |= found
    if problem.must and problem.must not in chosen:
        return None
    return Solution(chosen, tuple(need for need in problem.needs if need.request not in chosen))


def pieces(problem: Problem) -> Iterator[Problem]:
    """The parts that share no champion, each in an order that does not come from the order of rows."""
    roomy = {room.champion for room in problem.rooms if room.places > 0}
    pairs = {pair: match for pair, match in problem.pairs.items() if pair[1] in roomy}
    group = _groups(pairs)
    needs, rooms, parts = defaultdict(list), defaultdict(list), defaultdict[str, dict[Pairing, Match]](dict)
    for need in sorted(problem.needs, key=lambda need: need.request):
        needs[group.get(f"n{need.request}", "")].append(need)
    for room in sorted(problem.rooms, key=lambda room: room.champion):
        rooms[group.get(f"c{room.champion}", "")].append(room)
    for pair, match in sorted(pairs.items()):
        parts[group[f"n{pair[0]}"]][pair] = match
    for name, part in parts.items():
        must = problem.must if any(need.request == problem.must for need in needs[name]) else ""
        yield replace(problem, needs=tuple(needs[name]), rooms=tuple(rooms[name]), pairs=part, must=must)


def piece_of(problem: Problem, request: str) -> Problem | None:
    """The part that a request belongs to; None if nobody could go."""
    return next((each for each in pieces(problem) if any(need.request == request for need in each.needs)), None)


def without(problem: Problem, pairs: Iterable[Pairing], must: str = "") -> Problem:
    """The same with some pairs forbidden, and perhaps a request that is not left."""
    gone = set(pairs)
    return replace(problem, pairs={pair: each for pair, each in problem.pairs.items() if pair not in gone}, must=must)


def _groups(pairs: Iterable[Pairing]) -> dict[str, str]:
    """By newcomer and champion: the name of the part that they are of."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while (upper := above.setdefault(name, name)) != name:
            above[name] = above[upper]
            name = above[name]
        return name

    for request, champion in pairs:
        first, second = sorted((top(f"n{request}"), top(f"c{champion}")))
        above[second] = first
    return {name: top(name) for name in list(above)}
