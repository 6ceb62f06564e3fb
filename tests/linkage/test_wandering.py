"""Walks by chance through everything that people may do about a request: after each step it is in somebody's hands, and
of one piece. All 10,000 are `make prove`."""

from collections import Counter

from tests.linkage.proving import Way, walk, ways
from tests.linkage.world import World, rarely_tidied

WALKS = 30
MOST = 0.4
"""So many of the ways of the table are taken by so few walks."""


def test_no_walk_leaves_a_request_in_nobodys_hands_or_in_pieces(world: World) -> None:
    taken, done = Counter[Way](), Counter[str]()
    with rarely_tidied():
        for number in range(WALKS):
            acts, moves = walk(world, number)
            done.update(acts)
            taken.update(moves)
    assert set(taken) <= ways()
    assert len(taken) > MOST * len(ways()), (taken, done)
