"""SR-084: a copy that is made while others write holds one moment: whole transactions, none of them by half."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app import db
from app.kernel.clock import running
from app.people.models import Person
from app.post.models import Letter
from app.rights.actions.backup import opened
from app.seal import Ring, using
from tests.conftest import MakeApp, run_command
from tests.rights.people import write_people

KEYS = {"field_keys": "field one", "index_key": "index one"}
NOON = datetime(2026, 12, 21, 12, tzinfo=UTC)
COPIES, PEOPLE = 4, 3000


@contextmanager
def writing(engine: Engine) -> Iterator[list[float]]:
    """Two writers, each of whose transactions adds one person and one letter; gives when each was done."""
    done: list[float] = []
    is_over = threading.Event()

    def write() -> None:
        while not is_over.is_set():
            with using(Ring(**KEYS)), Session(db.writing(engine)) as session:
                nia = Person(name="Nia", made_at=NOON)
                session.add(nia)
                session.flush()
                session.add(Letter(to="nia@example.org", key=nia.id, kind="code", channel="email", made_at=NOON,
                                   due_at=NOON, ends_at=running()))  # fmt: skip
                session.commit()
            done.append(time.monotonic())

    writers = [threading.Thread(target=write) for _ in range(2)]
    for each in writers:
        each.start()
    yield done
    is_over.set()
    for each in writers:
        each.join()


def test_a_copy_is_of_one_moment_and_keeps_nobody_waiting(make_app: MakeApp, database: Engine, tmp_path: Path) -> None:
    app = make_app(**KEYS)
    write_people(database, PEOPLE, Ring(**KEYS))
    rows = []
    with writing(database) as done:
        for number in range(COPIES):
            told = run_command(app, "backup", str(tmp_path / f"{number}"))
            assert told.exit_code == 0, told.output
            with opened(tmp_path / f"{number}", Ring(**KEYS)) as lines:
                rows.append(json.loads(list(lines)[-1])["rows"])

    assert [each["person"] - each["letter"] for each in rows] == [PEOPLE] * COPIES
    assert rows[0]["letter"] < rows[-1]["letter"]
    assert max(later - sooner for sooner, later in pairwise(done)) < 5
