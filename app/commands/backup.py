"""Copies of everything in one sealed file: made, put back, and proved."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app import db
from app.kernel.clock import running
from app.kernel.errors import Refused
from app.rights.actions.backup import Copied, opened, save
from app.rights.actions.restore import restore, revision_of
from app.rights.queries.sealed import open_samples
from app.seal import CannotOpen, Ring, ring
from app.web import keys
from config import ROOT

SAMPLES = 100
AN_EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--verify", "is_proof", is_flag=True, help="Prove an existing backup: put it back into a place of its own."
)
def backup(file: Path, is_proof: bool) -> None:
    """Write everything into one sealed FILE, for `restore`. The site may go on meanwhile."""
    try:
        if is_proof:
            copied, opened_texts = _prove(file, ring())
            click.echo(f"{_told(copied)} {opened_texts} sealed texts open. This backup can be put back.")
        else:
            with Session(_of_one_moment(db.engine())) as session:
                copied = save(session, file, ring(), running())
            click.echo(f"{_told(copied)} Written to {file}.")
    except OSError as trouble:
        raise click.ClickException(f"{file}: {trouble.strerror}.") from trouble
    except (Refused, CannotOpen, keys.OtherKeys) as refused:
        raise click.ClickException(str(refused)) from refused


@click.command("restore")
@click.argument("file", type=AN_EXISTING_FILE)
def put_back(file: Path) -> None:
    """Put the backup in FILE back, into an empty database. Everybody has to sign in again."""
    try:
        with db.unit_of_work() as session, opened(file, ring()) as lines:
            copied = _restored(session, lines, ring())
    except (Refused, keys.OtherKeys) as refused:
        raise click.ClickException(f"{refused} Nothing was put back.") from refused
    click.echo(f"{_told(copied)} Put back from {file}. Now run `job diary`.")


def _restored(session: Session, lines: Iterator[str], ours: Ring) -> Copied:
    """Put the rows back, and make sure that these keys open them. Raises `Refused` or `OtherKeys`."""
    copied = restore(session, lines)
    keys.compare(session, ours)
    return copied


def _prove(file: Path, ours: Ring) -> tuple[Copied, int]:
    """What a backup holds, and how many of its sealed texts were opened: put back into a database that is then gone."""
    with opened(file, ours) as lines:
        wanted = revision_of(lines)
    with _passing_database(wanted) as engine, Session(db.writing(engine)) as session, opened(file, ours) as lines:
        copied = _restored(session, lines, ours)
        return copied, open_samples(session, ours, SAMPLES)


@contextmanager
def _passing_database(revision: str) -> Iterator[Engine]:
    """An empty database at a revision, in a folder that only we can read and that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="alongside-proof-") as folder:
        url = f"sqlite:///{Path(folder) / 'proof.sqlite'}"
        history = Config(str(ROOT / "alembic.ini"))
        history.attributes["url"] = url
        command.upgrade(history, revision)
        engine = db.make_engine(url)
        keys.check(engine, ring())
        yield engine
        engine.dispose()


def _of_one_moment(engine: Engine) -> Engine:
    """Transactions that see one moment: SQLite's do, PostgreSQL's when they are asked to."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def _told(copied: Copied) -> str:
    return f"{sum(copied.rows.values())} rows of {len(copied.rows)} tables; the record ends at {copied.audit[0]}."
