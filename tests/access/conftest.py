"""The site with the whole cast in it, on both databases, made once."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import pytest
from flask import Flask

from app import create_app, db
from app.kernel import clock as kernel
from app.post.actions.push import new_key
from app.seal import Ring, use
from config import SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY, Settings
from tests import databases
from tests.access.replay import headers_of
from tests.access.rows import Row
from tests.access.rows_account import ROWS as ACCOUNT
from tests.access.rows_ask import ROWS as ASK
from tests.access.rows_care import ROWS as CARE
from tests.access.rows_champions import ROWS as CHAMPIONS
from tests.access.rows_company import ROWS as COMPANY
from tests.access.rows_concerns import ROWS as CONCERNS
from tests.access.rows_desk import ROWS as DESK
from tests.access.rows_open import ROWS as OPEN
from tests.access.rows_walks import ROWS as WALKS
from tests.access.world import World, build
from tests.conftest import DATABASES, MONDAY_EVENING

ROWS: dict[str, Row] = {
    **ACCOUNT, **DESK, **CARE, **CHAMPIONS, **COMPANY, **CONCERNS, **OPEN, **ASK, **WALKS,
}  # fmt: skip


Test = TypeVar("Test", bound=Callable[..., None])


def on_one_database(test: Test) -> Test:
    """For what does not depend on the database: how words are shown, which forms and methods are taken, and who is
    refused, by the same questions that are asked for whoever may."""
    return pytest.mark.parametrize("site", DATABASES[:1], indirect=True)(test)


@dataclass(frozen=True, slots=True)
class Site:
    """The application and what is in it."""

    app: Flask
    world: World
    built: float


class Standing:
    """Stands where `app.kernel.clock` looks for the time of day, which does not go on."""

    def __init__(self, moment: float) -> None:
        self.moment = moment

    def time(self) -> float:
        return self.moment


@pytest.fixture(scope="session", params=[*DATABASES[:1], pytest.param(DATABASES[1], marks=pytest.mark.postgres)])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Shared by all tests of access: what a test changes, it takes back."""
    use(Ring(SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY))
    folder = tmp_path_factory.mktemp("access")
    url = f"sqlite:///{folder / 'world.sqlite'}"
    if request.param == "postgresql":
        url = databases.fresh(request.getfixturevalue("pg_server"), f"access_{request.getfixturevalue('worker_id')}")
        databases.migrate(url)
    else:
        shutil.copyfile(request.getfixturevalue("sqlite_template"), folder / "world.sqlite")
    built = time.time()
    app = create_app(Settings(env="test", database_url=url, now=MONDAY_EVENING, instance=folder, push_key=new_key()))
    world = build(app.extensions[db.KEY])
    world.headers = {name: headers_of(app, token) for name, token in world.tokens.items()}
    with pytest.MonkeyPatch.context() as quick:
        quick.setattr(db, "SHORT_WAIT", 10)  # nothing is swept while a test holds the database
        yield Site(app, world, built)
    app.extensions[db.KEY].dispose()


@pytest.fixture(autouse=True)
def short_while(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute after everybody signed in, however long the tests take: a proof is fresh for five."""
    used = request.getfixturevalue("site") if "site" in request.fixturenames else None
    if isinstance(used, Site):
        monkeypatch.setattr(kernel, "time", Standing(used.built + 60))
