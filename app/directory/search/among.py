"""A column's value among several that are given as one, so that a statement is the same however many they are."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, Boolean, ColumnElement, String, bindparam, func, select
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class Several(TypeDecorator[Sequence[Any]]):
    """Numbers or words as one value: an array in PostgreSQL, the same written as JSON in SQLite."""

    impl = String
    cache_ok = True

    def __init__(self, each: TypeEngine[Any]) -> None:
        super().__init__()
        self.each = each

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type that the database itself has for it."""
        return ARRAY(self.each) if dialect.name == "postgresql" else String()

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> Any:
        """What is sent to the database."""
        several = list(value or ())
        return several if dialect.name == "postgresql" else json.dumps(several)


class Among(FunctionElement[bool]):
    """True where a column is one of the values that a parameter of the statement holds."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """As it is: compared with 1, which SQLite's conditions commonly are, it would use no index."""
        return self


def among(column: Any, name: str) -> ColumnElement[bool]:
    """The condition that a column's value is among those given under this name."""
    return Among(column, bindparam(name, type_=Several(column.type)))


@compiles(Among)
def _among(element: Among, compiler: SQLCompiler, **options: Any) -> str:
    column, several = element.clauses
    if compiler.dialect.name == "postgresql":
        return compiler.process(column == func.any(several), **options)
    return compiler.process(column.in_(select(func.json_each(several).table_valued("value").c.value)), **options)
