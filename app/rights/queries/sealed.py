"""Which columns are sealed: found by the models themselves, so that none is forgotten."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary, Table, func, inspect, select
from sqlalchemy.orm import Session

from app.model import Model
from app.seal import ID_BYTES, VERSION, CannotOpen, Ring, Sealed, place_in


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column that holds envelopes, and the column of its blind index ("" for none), whose sort is `sort`."""

    table: Table
    column: str
    index: str
    sort: str


def sealed_columns() -> list[SealedColumn]:
    """Every sealed column of every table that is loaded, table by table in order of their names."""
    found = [each for mapper in Model.registry.mappers for each in _of_model(mapper.class_)]
    return sorted(found, key=lambda each: (each.table.name, each.column))


def _of_model(model: type[Any]) -> list[SealedColumn]:
    table = inspect(model).local_table
    return [
        SealedColumn(table, text.column, text.index_column if text.index_column in table.columns else "", text.name)
        for text in vars(model).values()
        if isinstance(text, Sealed)
    ]


def counts(session: Session, each: SealedColumn) -> dict[bytes, int]:
    """How many envelopes of a column each key has sealed, by key id, known or not."""
    column = each.table.c[each.column]
    name = func.substr(column, len(VERSION) + 1, ID_BYTES, type_=LargeBinary)
    rows = session.execute(select(name, func.count()).where(column.is_not(None)).group_by(name).order_by(name))
    return {bytes(key): count for key, count in rows}


def index_counts(session: Session, each: SealedColumn, keys: Ring) -> dict[bytes, int]:
    """How many blind indexes of a column each index key has made, by key id; b"" for those that no key has made, or
    whose text does not open. Every text is opened for it: an index does not say whose it is."""
    table = each.table
    rows = session.execute(
        select(table.c.id, table.c[each.column], table.c[each.index]).where(table.c[each.index].is_not(None)),
        execution_options={"yield_per": 1000},
    )
    return Counter(_made_by(keys, each, row_id, envelope, index) for row_id, envelope, index in rows)


def _made_by(keys: Ring, each: SealedColumn, row_id: str, envelope: bytes | None, index: str) -> bytes:
    try:
        text = keys.open(envelope or b"", place_in(each.table.name, each.column, row_id))
    except CannotOpen:
        return b""
    return dict(zip(keys.indexes(text, each.sort), keys.indexes_with, strict=True)).get(index, b"")


def open_samples(session: Session, keys: Ring, many: int) -> int:
    """Open up to so many texts of each sealed column, by chance; how many they were. Raises `CannotOpen`."""
    opened = 0
    for each in sealed_columns():
        column = each.table.c[each.column]
        chosen = select(each.table.c.id, column).where(column.is_not(None)).order_by(func.random()).limit(many)
        for row_id, envelope in session.execute(chosen):
            keys.open(envelope, place_in(each.table.name, each.column, row_id))
            opened += 1
    return opened
