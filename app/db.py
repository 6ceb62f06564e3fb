"""The engine of an application and the session of a request; SQLite tamed, PostgreSQL as it comes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteTrouble
from typing import Any

from flask import Flask, current_app, g, request
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.orm import Session

KEY = "alongside.engine"

READING = frozenset({"GET", "HEAD", "OPTIONS"})
LONG_WAIT, SHORT_WAIT = 5000, 1000
"""Milliseconds that SQLite waits for others."""
TURNS = 2
"""A transaction that could not begin in that time is begun once more: nothing of it was done yet."""
TRY_AGAIN = frozenset({"40001", "40P01", "55P03", "57P03", "53300"})
"""What PostgreSQL says of a conflict, a deadlock, a lock, a start, and of no place left."""
PRAGMAS = ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={LONG_WAIT}",
           "mmap_size=268435456", "secure_delete=ON")  # fmt: skip
"""`secure_delete`: what is deleted is overwritten, not only let go of. Writing 29,000 rows of the diary anew took 0.9
instead of 0.7 s with it, one small deletion 0.1 ms longer."""


def make_engine(url: str) -> Engine:
    """An engine for a database address. A SQLite file's folder is made if it is missing.

    Errors do not name the values of a statement: they are what people typed, and errors are logged.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database and address.database != ":memory:":
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address, hide_parameters=True)
        event.listen(engine, "connect", _tame)
        event.listen(engine, "begin", _begin)
        return engine
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    return create_engine(address, pool_pre_ping=True, hide_parameters=True)


class Busy(Exception):
    """So many write at this moment that this transaction could not even begin; nothing of it was done."""


def is_busy(error: BaseException) -> bool:
    """Would the same work once more, in a moment? The database was locked, let one of two who waited for each other go,
    or had no connection left."""
    if isinstance(error, OperationalError):
        state = getattr(error.orig, "sqlstate", None)
        return state in TRY_AGAIN or (isinstance(error.orig, SqliteTrouble) and "locked" in str(error.orig))
    return isinstance(error, Busy | NoneFree)


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: SQLite takes its lock at the beginning, not half-way."""
    return engine.execution_options(writes=True)


def init_app(app: Flask, engine: Engine) -> None:
    """Give the application its engine; sessions end with the request and roll back what was not committed."""
    app.extensions[KEY] = engine
    app.teardown_appcontext(_close)


def engine() -> Engine:
    """The current application's engine."""
    found: Engine = current_app.extensions[KEY]
    return found


def session() -> Session:
    """The one session of this request or command."""
    if "session" not in g:
        is_reading = bool(request) and request.method in READING
        g.session = Session(engine() if is_reading else writing(engine()), expire_on_commit=False)
    found: Session = g.session
    return found


def reading() -> Connection:
    """A bare connection for a page that only reads, quicker than a session; where a session is open, that one's."""
    if "session" in g or request.method not in READING:
        return session().connection()
    if "connection" not in g:
        g.connection = engine().connect()
    found: Connection = g.connection
    return found


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """A session apart from the request's, committed at the end; for upkeep that a reading request finds necessary."""
    with Session(writing(engine())) as apart:
        yield apart
        apart.commit()


def sweep() -> None:
    """Fold SQLite's write-ahead file into the database and empty it, so that what was just deleted stands in neither.
    Call it after the commit. While others read, it waits for a second and then leaves the rest for the next time."""
    if engine().dialect.name == "sqlite":
        apart = engine().engine.raw_connection()
        try:
            for pragma in (f"busy_timeout={SHORT_WAIT}", "wal_checkpoint(TRUNCATE)", f"busy_timeout={LONG_WAIT}"):
                apart.cursor().execute(f"PRAGMA {pragma}").fetchall()
        finally:
            apart.close()


def _close(_error: BaseException | None) -> None:
    for opened in (g.pop("session", None), g.pop("connection", None)):
        if opened is not None:
            opened.close()


def _tame(connection: SqliteConnection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    for left in reversed(range(TURNS)):
        try:
            connection.connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        except SqliteTrouble as error:
            if "locked" not in str(error):
                raise
            if not left:
                raise Busy from error
        else:
            return
