"""Putting a copy back: only into an empty database, checked to its last line before anything stays."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import JSON, Column, Integer, Table, TableClause, column, exists, func, insert, select, table, update
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from app.audit.queries import head
from app.kernel.errors import Refused
from app.model import Model
from app.rights.actions.backup import FORMAT, Copied, revision
from app.rights.rules.portable import row
from app.rights.rules.register import left_out_of_backups

BATCH = 500
OVERWRITTEN = frozenset({"key_mark", "lease", "job_state"})
"""Tables that a start writes into. A copy brings its own rows, or none: whoever minds the clock begins anew."""

AFTER_RESTORE: list[Callable[[Session], int]] = []
"""What is done again after every restore, in its transaction: the factory puts the erasures in here, so that somebody
who was erased after the copy was made stays erased."""


class CannotRestore(Refused):
    """A copy does not fit this database, or is not what it says."""


def restore(session: Session, lines: Iterator[str]) -> Copied:
    """Put the rows of a copy into an empty database, in the open transaction. Whoever calls commits, and has read
    `CannotRead` and `CannotRestore`, which may come at the very last line, as: nothing may stay."""
    _begin(session, revision_of(lines))
    said = _fill(session, lines)
    _set_sequences(session)
    found = Copied({name: _count(session, name) for name in said.rows}, head(session))
    if found != said:
        raise CannotRestore("The rows that came out of this backup are not those that went in.")
    for again in AFTER_RESTORE:
        again(session)
    return said


def revision_of(lines: Iterator[str]) -> str:
    """The revision of the database that a copy was made from: its first line. Raises `CannotRestore`."""
    return _revision(_parsed(lines))


def _parsed(lines: Iterator[str]) -> Any:
    each = next(lines, None)
    if each is None:
        raise CannotRestore("This backup ends before its end.")
    return json.loads(each)


def _revision(first: Any) -> str:
    if not isinstance(first, dict) or first.get("format") != FORMAT:
        raise CannotRestore("This backup has a form that this version does not know.")
    return str(first["revision"])


def _begin(session: Session, wanted: str) -> None:
    ours = revision(session)
    if wanted != ours:
        raise CannotRestore(
            f"This backup was made at revision {wanted}, and this database is at {ours or 'none'}: bring an empty one "
            f"there with “alembic upgrade {wanted}”, restore, then “alembic upgrade head”."
        )
    for each in Model.metadata.sorted_tables:
        if each.name not in OVERWRITTEN and session.scalar(select(exists().select_from(table(each.name)))):
            raise CannotRestore(
                f"This database is not empty (table “{each.name}” has rows). Restore into one that was just made."
            )
    for name in OVERWRITTEN:
        session.execute(table(name).delete())


def _fill(session: Session, lines: Iterator[str]) -> Copied:
    """Every table of the copy. The line that names the next table, or the last line, ends the one before."""
    told = _parsed(lines)
    while "table" in told:
        told = _fill_table(session, told, lines)
    said = Copied(dict(told["rows"]), tuple(told["audit"]))
    if next(lines, None) is not None:
        raise CannotRestore("This backup goes on after its end.")
    return said


def _fill_table(session: Session, told: dict[str, Any], lines: Iterator[str]) -> Any:
    known = _known(told["table"])
    columns = [_known_column(known, name) for name in told["columns"]]
    target = table(known.name, *(column(each.name, _kept_as(each)) for each in columns))
    later = [each.name for each in columns if any(key.column.table is known for key in each.foreign_keys)]
    waiting: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    while isinstance(packed := _parsed(lines), list):
        values = dict(zip(target.c.keys(), row(packed), strict=True))
        links += [{"row_id": values["id"], "name": name, "to": values[name]} for name in later if values[name]]
        waiting.append(values | dict.fromkeys(later))
        if len(waiting) == BATCH:
            _put(session, known, target, waiting)
    _put(session, known, target, waiting)
    for link in links:
        session.execute(update(target).where(target.c.id == link["row_id"]).values({link["name"]: link["to"]}))
    return packed


def _put(session: Session, known: Table, target: TableClause, waiting: list[dict[str, Any]]) -> None:
    if waiting:
        session.connection().execute(insert(target), waiting)
        waiting.clear()


def _known(name: str) -> Table:
    known = Model.metadata.tables.get(name)
    if known is None or name in left_out_of_backups():
        raise CannotRestore(f"This backup has a table “{name}” that this version does not know.")
    return known


def _known_column(known: Table, name: str) -> Column[Any]:
    found = known.columns.get(name)
    if found is None:
        raise CannotRestore(f"This backup has a column “{known.name}.{name}” that this version does not know.")
    return found


def _kept_as(known: Column[Any]) -> TypeEngine[Any]:
    """The type of a column; nothing is NULL in it, not the JSON word for nothing, where it may be."""
    return JSON(none_as_null=True) if isinstance(known.type, JSON) and known.nullable else known.type


def _count(session: Session, name: str) -> int:
    return session.scalars(select(func.count()).select_from(table(name))).one()


def _set_sequences(session: Session) -> None:
    """PostgreSQL counts on from the highest number that was put back."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for each in Model.metadata.sorted_tables:
        for key in (key for key in each.primary_key if isinstance(key.type, Integer)):
            sequence = session.scalar(select(func.pg_get_serial_sequence(f'"{each.name}"', key.name)))
            if sequence:
                highest = session.scalar(select(func.max(key)))
                session.execute(select(func.setval(sequence, highest or 1, highest is not None)))
