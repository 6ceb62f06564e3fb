"""The example world for journeys: loaded once, on Wednesday 23 December 2026 at noon, and copied for each. Nia and Cal
have agreed on a plan there, among all that else goes on."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import create_app, db
from app.directory.actions.listings import settle
from app.directory.rules.timetable import Audience
from app.linkage.accompaniment.queries.pairs import last
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage
from app.people.models import Person
from config import Settings
from tests import databases
from tests.conftest import run_command
from tests.linkage.walks import NOON, Two

HUB = "calder-valley-recovery-community"


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with the example world."""
    folder = tmp_path_factory.mktemp("calderdale")
    path = folder / "world.sqlite"
    databases.migrate(f"sqlite:///{path}")
    site = create_app(
        Settings(env="test", database_url=f"sqlite:///{path}", now=NOON, demo="as-dated", instance=folder)
    )
    done = run_command(site, "load-demo")
    assert done.exit_code == 0, done.output
    site.extensions[db.KEY].dispose()
    return path


@pytest.fixture
def database(loaded: Path, tmp_path: Path) -> Iterator[Engine]:
    """A copy of it, in place of an empty database."""
    shutil.copyfile(loaded, tmp_path / "test.sqlite")
    engine = db.make_engine(f"sqlite:///{tmp_path / 'test.sqlite'}")
    yield engine
    engine.dispose()


def nia_and_cal(session: Session) -> Two:
    """The two, their plan, and a meeting to which anybody may come, so that others can be asked too."""
    people = {each.name: each for each in session.scalars(select(Person).where(Person.is_example)).unique()}
    nia, cal = people["Nia"], people["Cal"]
    linkage = session.scalars(select(Linkage).where(Linkage.person_id == nia.id)).one()
    walk = session.scalars(select(Walk).where(Walk.linkage_id == linkage.id)).one()
    plan = last(session, linkage.id)
    assert plan and plan.listing.venue
    plan.listing.audience = Audience.OPEN
    settle(session, [plan.listing], NOON)
    session.commit()
    return Two(session, nia, cal, linkage, walk, plan.listing, plan.listing.venue)
