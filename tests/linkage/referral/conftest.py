"""Chance that comes out the same each time."""

import random
from collections.abc import Callable

import pytest

from app.linkage.referral.rules.states import State


@pytest.fixture
def wandering() -> Callable[[list[State]], State]:
    """Chooses a way, seldom one aside."""
    chance = random.Random(5)

    def choose(ways: list[State]) -> State:
        usual = [way for way in ways if way not in (State.PAUSED, State.SAFETY_HOLD)]
        return chance.choice(usual if usual and chance.random() < 0.85 else ways)

    return choose
