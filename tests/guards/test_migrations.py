"""The database's history: up, down and up again with rows in it, on SQLite and on the oldest and newest PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, func, inspect, select

from app import db
from app.schema import Model
from tests import databases
from tests.guards.example_rows import EXAMPLES, filled

SCRIPT = ScriptDirectory.from_config(databases.configuration(""))
REVISIONS = [each.revision for each in reversed(list(SCRIPT.walk_revisions()))]


@pytest.fixture(params=["sqlite", f"postgresql-{databases.OLDEST}", f"postgresql-{databases.NEWEST}"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Iterator[str]:
    """An address of a database without a single table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'history.sqlite'}"
    elif request.param == f"postgresql-{databases.NEWEST}":
        yield databases.fresh(request.getfixturevalue("pg_server"), f"history_{worker_id}")
    else:
        yield databases.fresh(request.getfixturevalue("old_pg_server"), f"history_{worker_id}")


@pytest.fixture(scope="module")
def old_pg_server(testrun_uid: str) -> Iterator[str]:
    """The oldest PostgreSQL that we promise."""
    with databases.postgresql(testrun_uid, databases.OLDEST) as address:
        yield address


def put_examples(engine: Engine, revision: str) -> None:
    metadata = MetaData()
    metadata.reflect(engine)
    with db.writing(engine).begin() as connection:
        for table, row in EXAMPLES.get(revision, ()):
            connection.execute(metadata.tables[table].insert().values(filled(metadata.tables[table], row)))


def counted(engine: Engine) -> dict[str, int]:
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        return {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
            if name != "alembic_version"
        }


def test_the_history_has_one_end_and_one_beginning() -> None:
    assert len(SCRIPT.get_heads()) == 1
    assert len(SCRIPT.get_bases()) == 1


def test_every_table_has_an_example_row() -> None:
    assert {table for rows in EXAMPLES.values() for table, _row in rows} == set(Model.metadata.tables)


def test_up_down_and_up_again_keeps_rows_and_leaves_nothing_behind(empty_url: str) -> None:
    configuration, engine = databases.configuration(empty_url), db.make_engine(empty_url)
    for revision in REVISIONS:
        command.upgrade(configuration, revision)
        put_examples(engine, revision)
    before = counted(engine)
    assert set(before.values()) == {1}

    for revision in reversed(REVISIONS[:-1]):
        command.downgrade(configuration, revision)
    for revision in REVISIONS[1:]:
        command.upgrade(configuration, revision)
    assert set(counted(engine)) == set(before)

    command.downgrade(configuration, "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    command.upgrade(configuration, "head")
    assert set(counted(engine).values()) == {0}
    engine.dispose()


def test_models_and_migrations_tell_the_same_story(empty_url: str) -> None:
    configuration = databases.configuration(empty_url)
    command.upgrade(configuration, "head")

    command.check(configuration)


def test_a_second_upgrade_changes_nothing(empty_url: str) -> None:
    databases.migrate(empty_url)
    databases.migrate(empty_url)


def test_migrating_needs_no_setting_but_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALONGSIDE_ENV", "production")
    url = f"sqlite:///{tmp_path / 'only.sqlite'}"
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", url)

    command.upgrade(databases.configuration(""), "head")

    engine = db.make_engine(url)
    assert "listing" in inspect(engine).get_table_names()
    engine.dispose()
