"""A process that minds the clock with one small job, for tests that freeze and kill it: run as
`python -m tests.clockwork.minding FOLDER LEASE`.

Its job tells in a file that it has begun, and waits until the file `gate` is there. On PostgreSQL it has written before
that, on SQLite it writes after it: a frozen writer would hold up everybody there, so that nobody could take over. The
file `jump` holds seconds by which the time of day is wrong.
"""

import os
import sys
import time
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from apscheduler.schedulers import base
from sqlalchemy.orm import Session

from app import create_app
from app.clockwork.jobs import Minder
from app.clockwork.rules.job import Job
from app.kernel import clock
from app.places.models import Area
from config import from_environment

EVERY = timedelta(seconds=0.2)


def main(folder: Path, lease: float) -> None:
    def write(session: Session, _now: datetime) -> int:
        slug = f"{os.getpid()}-{time.monotonic_ns()}"
        if session.get_bind().dialect.name == "postgresql":
            put(session, slug)
        (folder / f"at-gate-{os.getpid()}").touch()
        while not (folder / "gate").exists():
            time.sleep(0.01)
        if session.get_bind().dialect.name == "sqlite":
            put(session, slug)
        return 1

    _make_wrong(folder / "jump")
    site = create_app(from_environment())
    Minder(site, {"write": Job(write, EVERY, "writes a row")}, print, timedelta(seconds=lease)).run()


def put(session: Session, slug: str) -> None:
    session.add(Area(slug=slug, name=slug.partition("-")[0]))
    session.flush()


def _make_wrong(jump: Path) -> None:
    """Have APScheduler and the site see a time of day that can be moved."""

    def wrong() -> float:
        return float(jump.read_text()) if jump.exists() else 0.0

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.now(tz) + timedelta(seconds=wrong())

    class WrongTime:
        def __getattr__(self, name: str) -> object:
            return getattr(time, name)

        def time(self) -> float:
            return time.time() + wrong()

    base.datetime = Wrong
    clock.time = WrongTime()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
