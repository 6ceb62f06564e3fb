"""SR-084: a copy is sealed, of one moment, and comes back row for row on either database, into an empty one only."""

import gzip
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.orm import Session

from app import db
from app.directory.models import DiaryEntry
from app.people.models import Person, SignedIn
from app.rights.actions import restore as restoring
from app.rights.actions.backup import copied_tables, opened
from app.seal import Ring, using
from tests import databases
from tests.conftest import MakeApp, run_command
from tests.rights.world import CANARY, KEYS, NIA, everything, furnish

ONE_SOURCE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ONE_TARGET = pytest.mark.parametrize("target", ["sqlite"], indirect=True)


@pytest.fixture
def world(make_app: MakeApp) -> Flask:
    app = make_app(**KEYS)
    furnish(app)
    return app


@pytest.fixture
def file(world: Flask, tmp_path: Path) -> Path:
    """A backup of the world."""
    path = tmp_path / "copy.alongside"
    told = run_command(world, "backup", str(path))
    assert told.exit_code == 0, told.output
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database that was just made."""
    if request.param == "sqlite":
        path = tmp_path / "target.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        engine = db.make_engine(f"sqlite:///{path}")
    else:
        server, worker = request.getfixturevalue("pg_server"), request.getfixturevalue("worker_id")
        url = databases.fresh(server, f"target_{worker}")
        databases.migrate(url)
        engine = db.make_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def elsewhere(target: Engine, make_app: MakeApp) -> Flask:
    """A site on the database that was just made."""
    return make_app(database_url=target.url.render_as_string(hide_password=False), **KEYS)


def test_every_row_comes_back_on_either_database(
    world: Flask, file: Path, database: Engine, elsewhere: Flask, target: Engine
) -> None:
    told = run_command(elsewhere, "restore", str(file))

    assert told.exit_code == 0, told.output
    assert everything(target) == everything(database)
    with using(Ring(**KEYS)), Session(target) as session:
        assert session.get_one(Person, NIA).name == f"{CANARY} Nia ☕"
    assert run_command(elsewhere, "audit", "verify").exit_code == 0


@ONE_SOURCE
def test_numbers_go_on_after_the_highest_that_came_back(file: Path, elsewhere: Flask, target: Engine) -> None:
    run_command(elsewhere, "restore", str(file))
    columns = [column for column in DiaryEntry.__table__.columns if column.name != "id"]
    with Session(target) as session:
        highest = session.scalars(select(func.max(DiaryEntry.id))).one()
        again = select(*columns).limit(1)
        session.execute(insert(DiaryEntry).from_select([column.name for column in columns], again))

        assert session.scalars(select(func.max(DiaryEntry.id))).one() == highest + 1


@ONE_SOURCE
@ONE_TARGET
def test_nobody_is_signed_in_by_a_restore(file: Path, elsewhere: Flask, target: Engine) -> None:
    run_command(elsewhere, "restore", str(file))

    with Session(target) as session:
        assert session.scalars(select(SignedIn)).all() == []


def test_only_an_empty_database_takes_a_backup(world: Flask, file: Path, database: Engine) -> None:
    before = everything(database)
    told = run_command(world, "restore", str(file))

    assert told.exit_code == 1
    assert "This database is not empty" in told.output
    assert everything(database) == before


@ONE_SOURCE
def test_the_file_is_its_owner_s_alone_and_holds_no_text(file: Path) -> None:
    held = file.read_bytes()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [word for word in (b"canary", b"person", b"listing", b"Calder", b'{"table"') if word in held] == []
    assert list(file.parent.glob("*.unfinished")) == []


@ONE_SOURCE
def test_inside_too_names_and_contacts_are_sealed(file: Path) -> None:
    with opened(file, Ring(**KEYS)) as lines:
        text_inside = "".join(line for line in lines if '"note"' not in line)

    assert CANARY not in text_inside
    assert "JBSWY3DPEHPK3PXP" not in text_inside


def test_a_backup_is_proved_by_putting_it_back(world: Flask, file: Path) -> None:
    told = run_command(world, "backup", "--verify", str(file))

    assert told.exit_code == 0, told.output
    assert "This backup can be put back." in told.output
    assert re.search(r"\d\d sealed texts open", told.output)


@ONE_SOURCE
@ONE_TARGET
@pytest.mark.parametrize(
    ("change", "reason"), [("cut", "a part is missing"), ("bit", "it was changed"), ("gzip", "no backup of this site")]
)
def test_a_backup_that_is_not_as_it_was_written_is_refused(
    file: Path, elsewhere: Flask, target: Engine, change: str, reason: str
) -> None:
    held = bytearray(file.read_bytes())
    if change == "bit":
        held[-1] ^= 1
    spoilt = {"cut": held[: len(held) // 2], "bit": held, "gzip": gzip.compress(held)}[change]
    file.write_bytes(spoilt)
    before = everything(target)

    told = run_command(elsewhere, "restore", str(file))

    assert told.exit_code == 1
    assert reason in told.output
    assert "Nothing was put back." in told.output
    assert everything(target) == before
    assert run_command(elsewhere, "backup", "--verify", str(file)).exit_code == 1


@ONE_SOURCE
@ONE_TARGET
@pytest.mark.parametrize(
    ("change", "reason"),
    [({"field_keys": "field two"}, "made with another key"), ({"index_key": "index two"}, "indexed with another key")],
)
def test_a_backup_of_other_keys_is_refused(
    file: Path, make_app: MakeApp, target: Engine, change: dict[str, str], reason: str
) -> None:
    url = target.url.render_as_string(hide_password=False)
    told = run_command(make_app(database_url=url, **KEYS | change), "restore", str(file))

    assert told.exit_code == 1
    assert reason in told.output
    assert everything(target)["person"] == []


@ONE_SOURCE
@ONE_TARGET
def test_a_backup_of_an_older_key_comes_back(file: Path, make_app: MakeApp, target: Engine) -> None:
    changed = {"field_keys": "field two,field one", "index_key": "index two,index one"}
    app = make_app(database_url=target.url.render_as_string(hide_password=False), **changed)

    assert run_command(app, "restore", str(file)).exit_code == 0
    told = run_command(app, "keys", "rotate")
    assert told.exit_code == 0, told.output


@ONE_SOURCE
@ONE_TARGET
def test_a_backup_of_another_revision_says_what_to_do(file: Path, elsewhere: Flask, target: Engine) -> None:
    with target.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    told = run_command(elsewhere, "restore", str(file))

    assert told.exit_code == 1
    assert "this database is at 0003" in told.output
    assert "alembic upgrade head" in told.output


@ONE_SOURCE
@ONE_TARGET
def test_what_is_done_after_a_restore_is_done_in_its_transaction(
    file: Path, elsewhere: Flask, target: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def erase(session: Session) -> None:
        session.delete(session.get_one(Person, NIA))

    monkeypatch.setattr(restoring, "AFTER_RESTORE", [erase])
    assert run_command(elsewhere, "restore", str(file)).exit_code == 0

    left = [row[0] for row in everything(target)["person"]]
    assert "c" * 32 in left
    assert NIA not in left


def test_no_table_of_a_copy_points_at_one_that_is_left_out() -> None:
    tables = copied_tables()

    assert [key for table in tables for key in table.foreign_keys if key.column.table not in tables] == []
