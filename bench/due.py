"""Ten thousand reminders that are due at once: a part of `make bench`, and `python -m bench.due` by itself.

They are planned, planned again (nothing may change), and sent along a road that costs nothing; beside it twice as many
bare commits of one small row, which is the least that claiming and marking each message for itself can cost.
"""

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from flask import Flask
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from app import create_app, db
from app.kernel.roles import Role
from app.notices.actions.planning import reconcile
from app.notices.rules.planning import Wanted
from app.post.jobs import send_due
from app.post.models import Letter
from app.post.rules.letter import Outgoing
from app.seal import Ring, use
from config import SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY, Settings
from tests.databases import fresh, migrate, postgresql
from tests.factories.persons import organisation, person

REMINDERS, PEOPLE = 10_000, 500
NOON = datetime(2026, 12, 21, 12, tzinfo=UTC)
"""People's time: nobody is written to at night."""
KIND = "reach_check"
SAID = (
    "planned in {planned:.1f} s, again in {again:.1f} s; sent in {sent:.1f} s: {rate:.0f} a second,"
    " {cpu_ms:.1f} ms of processor each, {of_bare:.3f} of bare"
)
LINK = "https://site.example/account/reach"


class Nowhere:
    """A road that takes everything at once and counts."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def carry(self, letter: Outgoing) -> None:
        """Take it."""
        self.taken.append(letter.id)


def main() -> dict[str, Any]:
    """Print a line for each database; the same as figures."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        server = servers.enter_context(postgresql(f"due-{uuid.uuid4().hex[:8]}"))
        urls = {"SQLite": f"sqlite:///{folder}/due.sqlite", "PostgreSQL": fresh(server, "due")}
        print(f"{REMINDERS:,} reminders for {PEOPLE} people, due at once", flush=True)
        for name, url in urls.items():
            migrate(url)
            with site(url, Path(folder)) as app:
                found[name] = measure(app)
                print(f"{name:12}{SAID.format(**found[name])}", flush=True)
    return found


def measure(app: Flask) -> dict[str, float]:
    """Plan, plan again, send: how long each took, and the processor time of our own process for each message."""
    use(Ring(SAMPLE_FIELD_KEY, SAMPLE_INDEX_KEY))
    engine, road = db.writing(app.extensions[db.KEY]), Nowhere()
    with Session(engine, expire_on_commit=False) as session:
        here = organisation(session)
        people = [person(session, f"P{number}", Role.NEWCOMER, here).id for number in range(PEOPLE)]
        session.commit()
        wanted = list(reminders(people))
        first = planned(session, wanted)
        again = planned(session, wanted)
    bare = commits(engine, 2 * REMINDERS)
    begun, busy = perf_counter(), process_time()
    with app.app_context():
        sent = send_due(db.session(), {"email": road, "text": road}, people=lambda: NOON)
    took, cpu = perf_counter() - begun, process_time() - busy
    with Session(engine) as session:
        left = session.scalar(select(func.count()).where(Letter.sent_at.is_(None)).select_from(Letter))
    assert sent == len(set(road.taken)) == REMINDERS and not left, "One was lost, or went twice."
    return {"planned": first, "again": again, "sent": took, "rate": REMINDERS / took, "of_bare": bare / took,
            "cpu_ms": cpu * 1000 / REMINDERS}  # fmt: skip


def reminders(people: list[str]) -> Iterator[Wanted]:
    """So many for each person, all due now."""
    for number in range(REMINDERS):
        whose = people[number % PEOPLE]
        key = f"{KIND}:{number}:1:{whose}:email"
        yield Wanted(key, KIND, whose, "email", NOON, NOON + timedelta(days=1), {"link": LINK})


def planned(session: Session, wanted: list[Wanted]) -> float:
    """Seconds to make the box agree."""
    begun = perf_counter()
    reconcile(session, {KIND}, wanted, NOON)
    session.commit()
    return perf_counter() - begun


def commits(engine: Engine, count: int) -> float:
    """Seconds for so many commits of a row that is counted up."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE bare (id INTEGER PRIMARY KEY, n INTEGER)"))
        connection.execute(text("INSERT INTO bare VALUES (1, 0)"))
    begun = perf_counter()
    with engine.connect() as connection:
        for _number in range(count):
            connection.execute(text("UPDATE bare SET n = n + 1 WHERE id = 1"))
            connection.commit()
    return perf_counter() - begun


@contextmanager
def site(url: str, folder: Path) -> Iterator[Flask]:
    """The application on a database."""
    app = create_app(Settings(env="test", database_url=url, instance=folder, base_url="https://site.example"))
    yield app
    app.extensions[db.KEY].dispose()


if __name__ == "__main__":
    main()
