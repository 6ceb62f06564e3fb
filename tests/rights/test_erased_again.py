"""SR-091: a backup that is older than an erasure brings nobody back; and the commands that erase."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.kernel.clock import running
from app.people.models import Person
from app.rights.actions import ledger
from app.web.request import SETTINGS
from tests.conftest import MakeApp, run_command
from tests.rights.everybody import EMAIL, everything, written


@pytest.fixture
def another(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of an empty database."""
    path = tmp_path / "another.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


def people(app: Flask) -> set[str]:
    with Session(app.extensions[db.KEY]) as session:
        return set(session.scalars(select(Person.id)))


def test_sr_091_who_was_erased_after_the_backup_is_gone_when_it_is_put_back(
    app: Flask, make_app: MakeApp, tmp_path: Path, another: str
) -> None:
    nia, _slug = written(app)
    run_command(app, "backup", str(tmp_path / "old.backup"))
    told = run_command(app, "data", "erase", EMAIL, "--yes")
    assert told.exit_code == 0 and "Erased." in told.output, told.output

    new = make_app(database_url=another)
    put_back = run_command(new, "restore", str(tmp_path / "old.backup"))

    assert put_back.exit_code == 0, put_back.output
    assert people(new) == people(app) and nia not in people(new)
    rows = everything(new.extensions[db.KEY])
    assert {table for table, text in rows.items() if nia in text} == {"audit_event"}
    assert run_command(app, "backup", "--verify", str(tmp_path / "old.backup")).exit_code == 0


def test_sr_091_without_the_ledger_they_would_be_back(
    app: Flask, make_app: MakeApp, tmp_path: Path, another: str
) -> None:
    nia, _slug = written(app)
    run_command(app, "backup", str(tmp_path / "old.backup"))
    run_command(app, "data", "erase", nia, "--yes")
    ledgers = app.extensions[SETTINGS].instance / ledger.LEDGER
    ledgers.rename(tmp_path / "elsewhere.txt")

    new = make_app(database_url=another)
    run_command(new, "restore", str(tmp_path / "old.backup"))
    assert nia in people(new)
    (tmp_path / "elsewhere.txt").rename(ledgers)
    again, twice = (run_command(new, "data", "erase", "--again").output for _time in range(2))

    assert (again, twice) == ("1 erased again.\n", "0 erased again.\n")
    assert nia not in people(new)


def test_sr_091_an_older_index_key_still_knows_them(make_app: MakeApp, tmp_path: Path) -> None:
    before = make_app(index_key="index one")
    with before.app_context():
        ledger.note(tmp_path / "erased.txt", "a" * 32, running())

    from_now_on = make_app(index_key="index two,index one")

    with from_now_on.app_context():
        assert ledger.knows(ledger.marks(tmp_path / "erased.txt"), "a" * 32)


def test_sr_090_the_command_refuses_who_has_to_hand_over_and_whom_nobody_knows(app: Flask) -> None:
    nia, _slug = written(app)
    (cora,) = people(app) - {nia}

    refused = run_command(app, "data", "erase", cora, "--yes")

    assert refused.exit_code == 1 and "last coordinator" in refused.output
    assert run_command(app, "data", "erase", "nobody@example.org", "--yes").exit_code == 1
    assert run_command(app, "data", "erase").exit_code == 2
    assert run_command(app, "data", "erase", nia).exit_code == 1
    assert people(app) == {nia, cora}
