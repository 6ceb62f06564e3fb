"""How SQLite goes about a search: by the index that holds fewest entries, and with no look at one that is not told."""

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app import db
from app.directory import search
from app.directory.rules import finding
from app.directory.rules.finding import Wish
from app.kernel.days import LONDON
from tests.factories import directories

TODAY, HERE = date(2026, 12, 14), (53.72, -1.86)
EVENING = datetime(2026, 12, 14, 18, 50, tzinfo=UTC)
ENTRIES = re.compile(r"diary USING (?:(COVERING) )?INDEX (ix_\w+)")
PLAIN = Wish()
NARROW = Wish(kinds=frozenset({"meeting"}), routes=frozenset({"na"}), marks=frozenset({"step_free"}), online="no")


@pytest.fixture
def session(sqlite_template: Path, tmp_path: Path) -> Iterator[Session]:
    """A small directory in SQLite, whose ways of searching nothing has been measured for yet."""
    path = shutil.copyfile(sqlite_template, tmp_path / "test.sqlite")
    engine = db.make_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        directories.build(session, 1, 60, TODAY)
        yield session
    engine.dispose()


def indexes(session: Session, wish: Wish, *, is_nearest: bool = False) -> list[tuple[str | None, str]]:
    """The indexes by which entries are looked for, in order; before each "COVERING" if it holds all that is asked."""
    asked: list[str] = []
    connection, window = session.connection(), finding.window(wish.when, EVENING, LONDON)
    driver = connection.connection.dbapi_connection
    assert driver is not None
    driver.set_trace_callback(asked.append)
    if is_nearest:
        search.nearest(connection, HERE, wish, window, count=5)
    else:
        search.near(connection, HERE, wish, window, count=21)
    driver.set_trace_callback(None)
    plans = [row[3] for each in asked for row in driver.execute(f"EXPLAIN QUERY PLAN {each}").fetchall()]
    return [(found[1], found[2]) for found in map(ENTRIES.search, plans) if found]


@pytest.mark.parametrize("wish", [PLAIN, NARROW], ids=["plain", "narrow"])
@pytest.mark.parametrize("miles", [5, 60])
@pytest.mark.parametrize("when", ["", "tomorrow", "week"])
def test_an_entry_is_read_only_to_be_told(session: Session, wish: Wish, miles: int, when: str) -> None:
    wish = Wish(when, miles, wish.online, wish.kinds, wish.routes, wish.marks)
    used = indexes(session, wish) + indexes(session, wish, is_nearest=True)

    assert used
    assert [name for is_whole, name in used if not is_whole] == []


def test_what_is_long_or_off_is_looked_for_by_its_own_index(session: Session) -> None:
    used = {name for _is_whole, name in indexes(session, Wish(online="no"))}

    assert {"ix_diary_long", "ix_diary_off"} <= used
