"""Fixtures that every test may use: both databases, an application with a held clock, and a strict browser."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as random_cases
from playwright.sync_api import Browser as Chromium
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app import create_app, db
from app.kernel.clock import hold
from app.seal import Ring, use
from config import SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY, Settings
from tests import databases, templates
from tests.browser import Browser
from tools.chromium import chromium as open_chromium
from tools.chromium import served

random_cases.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
random_cases.load_profile("any machine")

LONDON = ZoneInfo("Europe/London")
MONDAY_EVENING = datetime(2026, 12, 21, 18, tzinfo=LONDON)
"""When the example world, loaded as dated, is tested against its list of expected occurrences."""

DATABASES = ("sqlite", "postgresql")


class MakeApp(Protocol):
    """Makes an application on this test's database; settings may be changed by name."""

    def __call__(self, **changes: Any) -> Flask: ...


def run_command(app: Flask, *arguments: str) -> Result:
    """What `flask --app app …` answers. An exception that no command foresaw fails the test."""
    with app.app_context():
        return app.test_cli_runner().invoke(args=list(arguments), catch_exceptions=False)


@pytest.fixture(autouse=True)
def _keys() -> None:
    """The keys that sessions outside of any application open sealed texts with: those of the usual settings."""
    use(Ring(SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY))


@pytest.fixture(scope="session")
def pg_server(testrun_uid: str) -> Iterator[str]:
    """The address of the PostgreSQL server that all workers of this run share."""
    with databases.postgresql(testrun_uid) as address:
        yield address


@pytest.fixture(scope="session")
def pg_url(pg_server: str, worker_id: str) -> str:
    """The address of this worker's own PostgreSQL database, at the newest revision."""
    url = databases.fresh(pg_server, f"alongside_{worker_id}")
    databases.migrate(url)
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file at the newest revision, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    databases.migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=[*DATABASES[:1], pytest.param(DATABASES[1], marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on an empty database at the newest revision: first SQLite, then PostgreSQL. Commits are real."""
    if request.param == "sqlite":
        path = tmp_path / "test.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        engine = db.make_engine(f"sqlite:///{path}")
        yield engine
    else:
        engine = db.make_engine(request.getfixturevalue("pg_url"))
        yield engine
        assert "post" not in {thread.name for thread in threading.enumerate()}, "a sender goes on into the next test"
        databases.empty(engine)
    engine.dispose()


@pytest.fixture
def session(database: Engine) -> Iterator[Session]:
    """A session on the test's database; what is not committed is rolled back. Commit before the browser looks."""
    with Session(database, expire_on_commit=False) as opened:
        yield opened


@pytest.fixture
def make_app(database: Engine, tmp_path: Path) -> Iterator[MakeApp]:
    """Make applications on this test's database, for tests that need other settings than `app` has."""
    url = database.url.render_as_string(hide_password=False)
    usual = Settings(
        env="test", secret_key="k" * 40, database_url=url, now=MONDAY_EVENING, instance=tmp_path / "instance"
    )
    usual.instance.mkdir()
    made: list[Flask] = []

    def make(**changes: Any) -> Flask:
        made.append(templates.remembered(create_app(replace(usual, **changes))))
        return made[-1]

    yield make
    for each in made:
        each.extensions[db.KEY].dispose()


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """The site on an empty database, its clock held at Monday 21 December 2026, six in the evening."""
    return make_app()


@pytest.fixture
def browser(app: Flask) -> Browser:
    """A browser that looks at `app` and refuses unsound pages."""
    return Browser(app)


@pytest.fixture
def command(app: Flask) -> Callable[..., Result]:
    """Run one of our own commands: `command("job", "diary")` gives its `exit_code` and `output`."""
    return partial(run_command, app)


@pytest.fixture
def at(tmp_path: Path) -> Callable[[str], datetime]:
    """Move people's time: `at("2026-12-24T09:00")` is London time unless it has an offset."""

    def move(text: str) -> datetime:
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
        hold(tmp_path / "instance" / "clock", moment)
        return moment

    return move


@contextmanager
def example_world(url: str, folder: Path) -> Iterator[Flask]:
    """The site with the example world as dated, on Monday 21 December 2026 at six, in a database of its own."""
    databases.migrate(url)
    site = create_app(Settings(env="test", database_url=url, now=MONDAY_EVENING, demo="as-dated", instance=folder))
    loaded = run_command(site, "load-demo")
    assert loaded.exit_code == 0, loaded.output
    yield site
    site.extensions[db.KEY].dispose()


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example world in a file, loaded once, to be copied."""
    folder = tmp_path_factory.mktemp("example")
    with example_world(f"sqlite:///{folder / 'world.sqlite'}", folder):
        pass
    return folder / "world.sqlite"


@contextmanager
def copied_world(example_file: Path, folder: Path) -> Iterator[Flask]:
    """The site with a copy of that file, which it may change."""
    shutil.copyfile(example_file, folder / "world.sqlite")
    url = f"sqlite:///{folder / 'world.sqlite'}"
    site = create_app(Settings(env="test", database_url=url, now=MONDAY_EVENING, demo="as-dated", instance=folder))
    yield site
    site.extensions[db.KEY].dispose()


@pytest.fixture(scope="session", params=[*DATABASES[:1], pytest.param(DATABASES[1], marks=pytest.mark.postgres)])
def calderdale(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The example world on both databases. Shared by many tests: only read."""
    folder = tmp_path_factory.mktemp("calderdale")
    if request.param == "sqlite":
        opened = copied_world(request.getfixturevalue("example_file"), folder)
    else:
        server, worker = map(request.getfixturevalue, ("pg_server", "worker_id"))
        opened = example_world(databases.fresh(server, f"world_{worker}"), folder)
    with opened as site:
        yield site


@pytest.fixture(scope="session")
def live(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example world, really served, for Chromium."""
    with copied_world(example_file, tmp_path_factory.mktemp("live")) as site, served(site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """A real browser, for tests marked `browser`; make a context for each test and close it."""
    with open_chromium() as opened:
        yield opened
