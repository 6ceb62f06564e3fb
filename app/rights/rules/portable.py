"""Values of a table as JSON that both databases read alike: what JSON has no word for is an object of one word."""

import base64
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

WORDS: tuple[tuple[str, type, Callable[[Any], Any], Callable[[Any], Any]], ...] = (
    ("bytes", bytes, lambda value: base64.b64encode(value).decode(), base64.b64decode),
    ("moment", datetime, datetime.isoformat, datetime.fromisoformat),
    ("day", date, date.isoformat, date.fromisoformat),
    ("time", time, time.isoformat, time.fromisoformat),
    ("json", dict, lambda value: value, lambda value: value),
    ("json", list, lambda value: value, lambda value: value),
)
"""The word, the kind of value, and how it is written and read. A moment is a date too, so it stands before it."""

READERS = {word: read for word, _kind, _write, read in WORDS}
PLAIN = (str, int, float, bool, type(None))


def line(values: Iterable[Any]) -> str:
    """One row as a line of JSON. Raises TypeError for a value of another kind."""
    return json.dumps([_packed(value) for value in values], ensure_ascii=False, separators=(",", ":"))


def row(packed: Iterable[Any]) -> list[Any]:
    """The values of a row that was read from its line."""
    return [_unpacked(value) for value in packed]


def _packed(value: Any) -> Any:
    for word, kind, write, _read in WORDS:
        if isinstance(value, kind):
            return {word: write(value)}
    if not isinstance(value, PLAIN):
        raise TypeError(f"A backup has no word for {type(value).__name__}.")
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict):
        ((word, inner),) = value.items()
        return READERS[word](inner)
    return value
