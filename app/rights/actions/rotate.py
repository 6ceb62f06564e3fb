"""Changing keys: every sealed text is sealed again with the key that writes, batch by batch, while the site goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from app.rights.queries.sealed import SealedColumn, sealed_columns
from app.seal import CannotOpen, Ring, key_id, place_in

BATCH = 200
"""Rows in one transaction: a few milliseconds of SQLite's one lock for writing."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one batch came to. `last` is the id of its last row, "" when there was none; `closed` are the places of
    texts that no key opens, or whose index no key made: they stay as they are."""

    last: str
    changed: int
    closed: tuple[str, ...]


def tables() -> list[list[SealedColumn]]:
    """The sealed columns, table by table."""
    return [list(columns) for _name, columns in groupby(sealed_columns(), key=lambda each: each.table.name)]


def reseal(session: Session, columns: Sequence[SealedColumn], after: str, keys: Ring, batch: int = BATCH) -> Step:
    """Seal the texts of one table again, in the next rows after an id, and make their blind indexes again.

    Rows that are right already are left alone, so that it may be stopped at any moment and run again. A row that
    somebody changes in between keeps that change: it was sealed with the key that writes.
    """
    table = columns[0].table
    names = [name for each in columns for name in (each.column, each.index) if name]
    rows = session.execute(
        select(table.c.id, *(table.c[name] for name in names))
        .where(table.c.id > after)
        .order_by(table.c.id)
        .limit(batch)
    ).all()
    closed: list[str] = []
    changes = [change for row in rows if (change := _change(row, columns, keys, closed))]
    if changes:
        as_it_was = [
            table.c[name].is_not_distinct_from(bindparam(f"old_{name}", type_=table.c[name].type)) for name in names
        ]
        renewed = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
        statement = update(table).where(table.c.id == bindparam("row_id"), *as_it_was).values(renewed)
        session.connection().execute(statement, changes)
    return Step(rows[-1].id if rows else "", len(changes), tuple(closed))


def _change(row: Row[Any], columns: Sequence[SealedColumn], keys: Ring, closed: list[str]) -> dict[str, Any]:
    """The columns of a row as they were and as they are to be; nothing if they are right."""
    old = {name: value for name, value in row._mapping.items() if name != "id"}
    new = dict(old)
    for each in columns:
        place = place_in(each.table.name, each.column, row.id)
        try:
            new |= _renewed(old, each, place, keys)
        except CannotOpen:
            closed.append(place)
    if new == old:
        return {}
    told = {f"old_{name}": value for name, value in old.items()} | {f"new_{name}": value for name, value in new.items()}
    return told | {"row_id": row.id}


def _renewed(old: dict[str, Any], each: SealedColumn, place: str, keys: Ring) -> dict[str, Any]:
    """What is to be different in one column and its index. Raises `CannotOpen`."""
    envelope, index = old[each.column], old.get(each.index)
    if not envelope:
        return {}
    text = keys.open(envelope, place)
    renewed: dict[str, Any] = {}
    if index:
        known = keys.indexes(text, each.sort)
        if index not in known:
            raise CannotOpen(f"The index of what is sealed at {place} is of another text or key.")
        renewed[each.index] = known[0]
    if key_id(envelope) != keys.writes_with:
        renewed[each.column] = keys.seal(text, place)
    return renewed
