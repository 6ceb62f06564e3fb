"""`audit verify` says whether the record is whole, and where it is not; the job notes how it ends."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app import db
from app.audit import jobs
from app.audit.actions import marks
from app.audit.models import AuditEvent
from app.audit.queries import events, head
from app.audit.rules import Flaw, first_flaw
from app.seal import Ring, using
from config import SAMPLE_FIELD_KEY
from tests import databases
from tests.audit.entries import looked, write
from tests.conftest import MakeApp, run_command

Run = Callable[..., Result]


@pytest.fixture
def heads(tmp_path: Path) -> Path:
    """Where the job notes how the record ends."""
    return tmp_path / "instance" / jobs.HEADS


@pytest.fixture
def five(session: Session, command: Run) -> None:
    """Five events; after the third the job ran."""
    write(session, *(looked(by=f"{each:032x}") for each in range(3)))
    assert "audit-head: 1 done." in command("job", "audit-head").output
    write(session, *(looked(by=f"{each:032x}") for each in range(3, 5)))
    assert "audit-head: 1 done." in command("job", "audit-head").output


def tamper(database: Engine, *statements: str) -> None:
    with db.writing(database).begin() as connection:
        databases.let_anything_happen(connection)
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.usefixtures("five")
def test_sr_058_a_whole_record_is_said_to_be_whole(command: Run, heads: Path) -> None:
    alone, anchored = command("audit", "verify"), command("audit", "verify", "--anchor", str(heads))

    assert (alone.exit_code, anchored.exit_code) == (0, 0)
    assert "whole: 5 events" in alone.output
    assert "2 heads" in anchored.output


def test_an_empty_record_is_whole(command: Run, heads: Path) -> None:
    assert command("audit", "verify").exit_code == 0
    assert "audit-head: 0 done." in command("job", "audit-head").output
    assert not heads.exists()


COLUMNS = AuditEvent.__table__.columns.keys()
CHANGES = {
    column: (f"UPDATE audit_event SET {column} = 'c' WHERE seq = 2",)
    for column in COLUMNS
    if column not in ("seq", "at")
} | {
    "time": ("UPDATE audit_event SET at = '2026-12-21 12:00:00.000000' WHERE seq = 2",),
    "out": ("DELETE FROM audit_event WHERE seq = 2",),
    "first out": ("DELETE FROM audit_event WHERE seq = 1", "UPDATE audit_event SET seq = seq - 1 WHERE seq = 2"),
    "moved": tuple(f"UPDATE audit_event SET seq = {to} WHERE seq = {at}" for at, to in ((2, 9), (4, 2), (9, 4))),
}
NAMED = {"first out": "Event 1 "}


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize("change", CHANGES)
def test_sr_058_what_was_changed_taken_out_or_moved_is_named(database: Engine, command: Run, change: str) -> None:
    tamper(database, *CHANGES[change])

    result = command("audit", "verify")

    assert result.exit_code == 1
    assert NAMED.get(change, "Event 2 ") in result.output


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "spoilt",
    ["at = 'some day'", "at = replace(at, ' ', 'T')", "at = at || '0'", "reason = x'00'", "mark = x'61'",
     "actor_id = CAST(x'ff' AS TEXT)"],
)  # fmt: skip
def test_sr_058_bytes_that_sqlite_takes_and_nobody_reads_are_named(database: Engine, command: Run, spoilt: str) -> None:
    tamper(database, f"UPDATE audit_event SET {spoilt} WHERE seq = 3")

    result = command("audit", "verify")

    assert result.exit_code == 1
    assert "Event 3 was changed" in result.output


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize("kept", [4, 2, 0])
def test_sr_058_an_end_that_was_cut_off_shows_against_the_anchor(
    database: Engine, command: Run, heads: Path, kept: int
) -> None:
    tamper(database, f"DELETE FROM audit_event WHERE seq > {kept}")

    alone, anchored = command("audit", "verify"), command("audit", "verify", "--anchor", str(heads))

    assert alone.exit_code == 0
    assert anchored.exit_code == 1
    assert f"Event {kept + 1} is missing" in anchored.output


@pytest.mark.usefixtures("five")
def test_sr_058_a_record_written_again_shows_against_the_anchor(
    database: Engine, session: Session, command: Run, heads: Path
) -> None:
    said = [each.entry for each in events(session)]
    session.rollback()
    tamper(database, "DELETE FROM audit_event")
    write(session, *(replace(entry, outcome="refused") for entry in said))

    alone, anchored = command("audit", "verify"), command("audit", "verify", "--anchor", str(heads))

    assert alone.exit_code == 0
    assert anchored.exit_code == 1
    assert "Event 3 is not what it was" in anchored.output


@pytest.mark.parametrize("words", ["", "\n", "not a head\n", "2026-12-21T12:00:00+00:00 1\n"])
def test_an_anchor_of_no_use_is_said_to_be_that(command: Run, tmp_path: Path, words: str) -> None:
    anchor = tmp_path / "anchor.txt"
    anchor.write_text(words)

    result = command("audit", "verify", "--anchor", str(anchor))

    assert result.exit_code == 2
    assert "empty" in result.output or "Line 1" in result.output


@pytest.mark.usefixtures("five")
def test_heads_hold_a_time_a_number_and_a_mark_each(session: Session, heads: Path) -> None:
    lines = [line.split() for line in heads.read_text().splitlines()]

    assert [line[1] for line in lines] == ["3", "5"]
    assert lines[-1][2] == head(session)[1]
    assert all(line[0].endswith("+00:00") for line in lines)


def test_the_record_outlives_a_change_of_keys_as_long_as_the_old_one_is_kept(
    make_app: MakeApp, session: Session
) -> None:
    old, new = "the old key by which contacts are found", "the new key by which contacts are found"
    both = f"{new},{old}"
    for keys in (old, both):
        with using(Ring(SAMPLE_FIELD_KEY, keys)):
            write(session, looked())

    with using(Ring(SAMPLE_FIELD_KEY, both)):
        assert first_flaw(events(session), marks()) is None
    with using(Ring(SAMPLE_FIELD_KEY, new)):
        assert first_flaw(events(session), marks()) == (1, Flaw.CHANGED)
    session.rollback()
    assert run_command(make_app(index_key=both), "audit", "verify").exit_code == 0
