"""Which columns are sealed: found by the models themselves, so that none is forgotten."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, inspect

from app.model import Model
from app.seal import Sealed


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
