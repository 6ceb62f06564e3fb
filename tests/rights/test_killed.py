"""SR-082: changing keys is killed at ten points by chance; contacts are found all the while and nothing is lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app import db
from app.people.models import Person
from app.rights.queries.sealed import counts, sealed_columns
from app.seal import Ring, using
from config import ROOT
from tests.conftest import MakeApp
from tests.rights.people import email, found_by_email, row_id, write_people

MANY, KILLS = 2400, 10
PATIENCE = 60.0
OLD = {"field_keys": "field one", "index_key": "index one"}
BOTH = {"field_keys": "field two,field one", "index_key": "index two,index one"}
KEYS = Ring(**BOTH)


@pytest.fixture
def environment(database: Engine, make_app: MakeApp) -> dict[str, str]:
    """What the command is started with; the database holds people sealed with the old keys."""
    make_app(**OLD)
    write_people(database, MANY, Ring(**OLD))
    ours = {"DATABASE_URL": database.url.render_as_string(hide_password=False), "DEMO": "none", "ENV": "test",
            "FIELD_KEYS": BOTH["field_keys"], "INDEX_KEY": BOTH["index_key"]}  # fmt: skip
    return os.environ | {f"ALONGSIDE_{name}": value for name, value in ours.items()}


def rotating(environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    order = [sys.executable, "-m", "flask", "--app", "app", "keys", "rotate"]
    with log.open("ab") as opened:
        return subprocess.Popen(order, cwd=ROOT, env=environment, stdout=opened, stderr=opened)


def done(engine: Engine) -> int:
    """How many e-mail addresses are sealed with the new key."""
    (column,) = [each for each in sealed_columns() if (each.table.name, each.column) == ("person", "email_sealed")]
    with Session(engine) as session:
        return counts(session, column).get(KEYS.writes_with, 0)


def look_and_write(engine: Engine, chance: Random, renamed: dict[int, str]) -> None:
    """What the site does meanwhile: find somebody by e-mail, change somebody's name."""
    looked, changed = chance.randrange(MANY), chance.randrange(MANY)
    assert found_by_email(engine, email(looked), KEYS) == [renamed.get(looked, f"Person {looked}")]
    with using(KEYS), Session(db.writing(engine)) as session:
        person = session.get_one(Person, row_id(changed), with_for_update=True)
        person.name = renamed[changed] = f"Renamed {changed} {len(renamed)}"
        session.commit()


def test_killed_ten_times_it_still_ends_and_everybody_is_found_throughout(
    database: Engine, environment: dict[str, str], tmp_path: Path
) -> None:
    chance, renamed = Random(82), dict[int, str]()
    for point in sorted(chance.randrange(1, MANY) for _ in range(KILLS)):
        command = rotating(environment, tmp_path / "log")
        deadline = time.monotonic() + PATIENCE
        while done(database) < point and command.poll() is None:
            assert time.monotonic() < deadline
            look_and_write(database, chance, renamed)
        command.send_signal(signal.SIGKILL)
        assert command.wait() == -signal.SIGKILL, (tmp_path / "log").read_text()

    command = rotating(environment, tmp_path / "log")
    while command.poll() is None:
        look_and_write(database, chance, renamed)

    assert command.wait() == 0, (tmp_path / "log").read_text()
    assert done(database) == MANY
    alone = Ring("field two", "index two")
    for number in range(MANY):
        assert found_by_email(database, email(number), alone) == [renamed.get(number, f"Person {number}")]
