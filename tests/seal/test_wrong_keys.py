"""SR-083: a start with keys that a database was not made with is refused in one sentence, and nothing half starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app.seal import Ring
from app.web import keys
from app.web.keys import OtherKeys
from config import ROOT
from tests import databases
from tests.conftest import MakeApp
from tests.web.test_serve import free_port
from tests.web.test_settings import SAFE

FIRST = {"field_keys": "field one", "index_key": "index one"}
SERVERS = {
    "granian": ["-m", "granian", "--interface", "wsgi", "--factory", "--workers", "2", "--no-ws", "wsgi:site"],
    "gunicorn": ["-m", "gunicorn", "--workers", "2", "wsgi:site()"],
}


def marks(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [str(tuple(row)) for row in connection.execute(text("SELECT * FROM key_mark"))]


def test_the_first_start_marks_the_database_and_the_second_knows_it(make_app: MakeApp, database: Engine) -> None:
    make_app(**FIRST)
    marked = marks(database)
    make_app(**FIRST)

    assert len(marked) == 1
    assert marks(database) == marked


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"field_keys": "field two"}, "ALONGSIDE_FIELD_KEYS"),
        ({"index_key": "index two"}, "ALONGSIDE_INDEX_KEY"),
        ({"field_keys": "field two,field three"}, "ALONGSIDE_FIELD_KEYS"),
        ({"field_keys": " , "}, "ALONGSIDE_FIELD_KEYS"),
        ({"index_key": ""}, "ALONGSIDE_INDEX_KEY"),
    ],
)
def test_other_keys_are_refused_by_name(
    make_app: MakeApp, database: Engine, change: dict[str, str], named: str
) -> None:
    make_app(**FIRST)
    marked = marks(database)

    with pytest.raises(OtherKeys, match=named) as told:
        make_app(**FIRST | change)
    assert not [secret for secret in ("field two", "index two", "field one") if secret in str(told.value)]
    assert marks(database) == marked


@pytest.mark.parametrize("change", [{"field_keys": "field two,field one"}, {"index_key": "index two, index one"}])
def test_a_new_key_beside_the_old_one_starts(make_app: MakeApp, change: dict[str, str]) -> None:
    make_app(**FIRST)

    make_app(**FIRST | change)


def test_a_mark_that_was_tampered_with_is_refused(make_app: MakeApp, database: Engine) -> None:
    make_app(**FIRST)
    with database.begin() as connection:
        connection.execute(text("UPDATE key_mark SET sealed = :other"), {"other": b"\x01not sealed at all"})

    with pytest.raises(OtherKeys):
        make_app(**FIRST)


def test_a_worker_that_comes_second_compares_with_the_first_one_s_mark(database: Engine) -> None:
    with Session(database) as one, Session(database) as other:
        keys.check(database, Ring("field one", "index one"))

        keys.compare(one, Ring("field one", "index one"))
        with pytest.raises(OtherKeys):
            keys.compare(other, Ring("field two", "index one"))


@pytest.fixture
def started(tmp_path: Path) -> dict[str, str]:
    """The environment of a database that was started with other keys than its own."""
    url = f"sqlite:///{tmp_path / 'site.sqlite'}"
    databases.migrate(url)
    keys.check(databases.db.make_engine(url), Ring("f" * 44, "i" * 44))
    return {**os.environ, **SAFE, "ALONGSIDE_DATABASE_URL": url, "ALONGSIDE_FIELD_KEYS": "g" * 44, "PYTHONPATH": "."}


@pytest.mark.parametrize("server", sorted(SERVERS))
def test_a_public_server_stops_with_the_sentence(started: dict[str, str], server: str) -> None:
    place = ["--port", free_port()] if server == "granian" else ["--bind", f"127.0.0.1:{free_port()}"]
    order = [sys.executable, *SERVERS[server][:2], *place, *SERVERS[server][2:]]

    ended = subprocess.run(order, cwd=ROOT, env=started, capture_output=True, text=True, timeout=60, check=False)

    told = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert "This database is sealed with another key: set ALONGSIDE_FIELD_KEYS" in told
    assert not [place for place in (f'"{ROOT}/wsgi.py', f'"{ROOT}/app/') if place in told], "through our own"
    assert "ggggg" not in told


def test_make_run_stops_with_the_sentence(started: dict[str, str]) -> None:
    order = [sys.executable, "tools/serve.py", free_port()]
    development = started | {"ALONGSIDE_ENV": "development"}

    ended = subprocess.run(order, cwd=ROOT, env=development, capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("This database is sealed with another key: set ALONGSIDE_FIELD_KEYS")
