"""The generated directories as SQLite files in the temporary folder; made once and kept while what makes them stays."""

import hashlib
import tempfile
import time
from pathlib import Path

from alembic import command
from alembic.config import Config

from app.db import make_engine
from bench import world
from config import ROOT

FOLDER = Path(tempfile.gettempdir()) / "alongside-bench"
MAKERS = ("bench/world.py", "migrations/versions/*.py", "app/directory/actions/*.py", "templates/directory/card.html")


def directory(count: int) -> str:
    """The address of a database that holds so many listings."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{count}-{_mark()}.sqlite"
    url = f"sqlite:///{path}"
    if not path.exists():
        for old in FOLDER.glob(f"{count}-*"):
            old.unlink()
        begun, unfinished = time.monotonic(), path.with_suffix(".unfinished")
        migrate(f"sqlite:///{unfinished}")
        engine = make_engine(f"sqlite:///{unfinished}")
        world.write(engine, count, world.towns())
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA optimize")
        engine.dispose()
        unfinished.rename(path)
        print(f"  made a directory of {count:,} listings in {time.monotonic() - begun:.0f} s", flush=True)
    return url


def migrate(url: str) -> None:
    """Bring a database to the newest revision."""
    history = Config(str(ROOT / "alembic.ini"))
    history.attributes["url"] = url
    command.upgrade(history, "head")


def _mark() -> str:
    """Names the present content of all that decides what is written."""
    digest = hashlib.blake2b(digest_size=6)
    for pattern in MAKERS:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
