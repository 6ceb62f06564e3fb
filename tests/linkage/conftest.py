"""Worlds for walks by chance: made once, and everything that is done in them is rolled back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.linkage.referral.rules.states import State
from tests.linkage.cast import asked
from tests.linkage.world import World, a_world


@pytest.fixture
def world(sqlite_template: Path, tmp_path: Path) -> Iterator[World]:
    """One request."""
    with a_world(sqlite_template, tmp_path) as made:
        yield made


@pytest.fixture
def two_requests(world: World) -> World:
    """Nia has a second one beside the first."""
    world.requests.append(asked(world.session, world.nia, State.TRIAGE, agrees=False).id)
    return world
