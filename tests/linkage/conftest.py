"""Worlds for walks by chance: made once, and everything that is done in them is rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app import create_app, db
from app.linkage.referral.rules.states import State
from config import Settings
from tests.linkage.cast import asked
from tests.linkage.wandering import World, engine_on


@contextmanager
def a_world(template: Path, folder: Path) -> Iterator[World]:
    """Wired as the factory does it."""
    engine = engine_on(template, folder)
    create_app(Settings(env="test", database_url="sqlite://", instance=folder))
    with Session(db.writing(engine)) as session:
        yield World(session)
        session.rollback()
    engine.dispose()


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
