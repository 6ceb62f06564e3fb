"""What a backup says inside is checked too: a sealed file that was written wrongly leaves nothing behind."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app import db
from app.rights.actions.backup import opened, save
from app.rights.actions.restore import CannotRestore, restore
from app.seal import Ring
from tests.conftest import MakeApp
from tests.rights.people import JOINED, write_people
from tests.rights.world import everything

KEYS = {"field_keys": "field one", "index_key": "index one"}

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def lines(make_app: MakeApp, database: Engine, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of a backup of three people, whose database was then emptied."""
    make_app(**KEYS)
    write_people(database, 3, Ring(**KEYS))
    path = tmp_path_factory.mktemp("copy") / "copy"
    with Session(database) as session:
        save(session, path, Ring(**KEYS), JOINED)
    with db.writing(database).begin() as connection:
        connection.exec_driver_sql("DELETE FROM person")
    with opened(path, Ring(**KEYS)) as read:
        return list(read)


def first_person(lines: list[str]) -> int:
    return next(number for number, line in enumerate(lines) if '"table": "person"' in line) + 1


def without_a_person(lines: list[str]) -> None:
    del lines[first_person(lines)]


def without_the_last_line(lines: list[str]) -> None:
    del lines[-1]


def with_something_after_the_end(lines: list[str]) -> None:
    lines.append(lines[-1])


def with_another_end_of_the_record(lines: list[str]) -> None:
    lines[-1] = lines[-1].replace('"audit": [0', '"audit": [7')


def with_a_strange_table(lines: list[str]) -> None:
    lines[first_person(lines) - 1] = lines[first_person(lines) - 1].replace('"person"', '"zebra"')


def with_a_table_that_is_left_out(lines: list[str]) -> None:
    lines[first_person(lines) - 1] = '{"table": "signed_in", "columns": ["id"]}'


def with_a_strange_column(lines: list[str]) -> None:
    lines[first_person(lines) - 1] = lines[first_person(lines) - 1].replace('"totp_step"', '"zebra"')


def with_another_form(lines: list[str]) -> None:
    lines[0] = lines[0].replace('"format": 1', '"format": 2')


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (without_a_person, "are not those that went in"),
        (with_another_end_of_the_record, "are not those that went in"),
        (without_the_last_line, "ends before its end"),
        (with_something_after_the_end, "goes on after its end"),
        (with_a_strange_table, "a table “zebra”"),
        (with_a_table_that_is_left_out, "a table “signed_in”"),
        (with_a_strange_column, "a column “person.zebra”"),
        (with_another_form, "a form that this version does not know"),
    ],
)
def test_a_backup_that_contradicts_itself_is_refused(
    lines: list[str], database: Engine, spoil: Callable[[list[str]], None], reason: str
) -> None:
    spoil(lines)
    with Session(db.writing(database)) as session, pytest.raises(CannotRestore, match=reason):
        restore(session, iter(lines))

    assert everything(database)["person"] == []


def test_the_same_lines_unspoilt_come_back(lines: list[str], database: Engine, make_app: MakeApp) -> None:
    read: Iterator[str] = iter(lines)
    with make_app(**KEYS).app_context(), Session(db.writing(database)) as session:
        copied = restore(session, read)
        session.commit()

    assert copied.rows["person"] == len(everything(database)["person"]) == 3
