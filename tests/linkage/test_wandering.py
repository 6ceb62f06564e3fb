"""Walks by chance through everything that people may do about a request: after each step it is in somebody's hands, and
of one piece. `make test` does some; all 10,000 are done by

    ALONGSIDE_WALKS=10000 .venv/bin/python -m pytest tests/linkage/test_wandering.py
"""

import os
from collections import Counter
from random import Random

from sqlalchemy import select

from app.linkage.referral.models import Happening
from app.linkage.referral.rules.states import State
from tests.linkage.wandering import World, wander
from tests.linkage.wholeness import flaws

WALKS = int(os.environ.get("ALONGSIDE_WALKS", "40"))
STEPS = 16


def test_no_walk_leaves_a_request_in_nobodys_hands_or_in_pieces(world: World) -> None:
    seen, done = Counter[str](), Counter[str]()
    for number in range(WALKS):
        way = []
        for name in wander(world, Random(number), STEPS):
            way.append(name)
            assert flaws(world.session) == [], f"walk {number}: {way}"
        done.update(way)
        seen.update(set(world.session.scalars(select(Happening.went_to))))
        world.session.rollback()
    assert len({each.value for each in State} & set(seen)) > 12, (seen, done)
