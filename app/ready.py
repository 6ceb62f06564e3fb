"""A statement made ready once: afterwards only its values change, and asking costs little more than the database does.

SQLAlchemy words the statement and says how values are written and read. What it does at each execution is left out: for
statements as small as those of a results page it took as long as the database.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.engine import Dialect

Turn = Callable[[Any], Any]


class Ready:
    """A statement in the words of one database."""

    def __init__(self, statement: Select[*tuple[Any, ...]], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._text, self._places, self._fixed = str(compiled), compiled.positiontup, compiled.params
        self._columns = [column.type.dialect_impl(dialect) for column in statement.selected_columns]
        self._dialect = dialect
        types = {name: bind.type.dialect_impl(dialect) for bind, name in compiled.bind_names.items()}
        self._writers = _turns({name: each.bind_processor(dialect) for name, each in types.items()})
        self._readers: list[tuple[int, Turn]] | None = None

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[list[Any]]:
        """Every row of the answer, for the values of the statement by their names. Errors are the driver's own."""
        given = {**self._fixed, **values}
        for name, turn in self._writers:
            given[name] = turn(given[name])
        cursor = connection.connection.cursor()
        cursor.execute(self._text, [given[name] for name in self._places] if self._places else given)
        rows = [list(row) for row in cursor.fetchall()]
        if self._readers is None:
            self._readers = self._readers_of(cursor.description)
        for place, turn in self._readers:
            for row in rows:
                row[place] = turn(row[place])
        return rows

    def _readers_of(self, description: Sequence[Any]) -> list[tuple[int, Turn]]:
        """How each column is read, which the driver's own name of its type decides; the same for every answer."""
        kinds = [described[1] for described in description]
        turns = [each.result_processor(self._dialect, kind) for each, kind in zip(self._columns, kinds, strict=True)]
        return _turns(dict(enumerate(turns)))


@lru_cache(maxsize=512)
def ready(statement: Select[*tuple[Any, ...]], dialect: Dialect) -> Ready:
    """A statement made ready for a database, once; the statement itself has to be a lasting one."""
    return Ready(statement, dialect)


def _turns(found: Mapping[Any, Turn | None]) -> list[tuple[Any, Turn]]:
    return [(key, turn) for key, turn in found.items() if turn]
