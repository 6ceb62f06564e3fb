"""The plain words of the register of data, for `make words`: what the privacy page says of each column."""

import tomllib
from collections.abc import Collection, Iterator
from typing import BinaryIO


def register_words(
    table: BinaryIO, _keywords: object, _comment_tags: Collection[str], options: dict[str, str]
) -> Iterator[tuple[int, str, str, list[str]]]:
    """How long each table of people is kept, what each of its columns is, what a copy does not give, and why something
    outlives its person; for Babel."""
    for row in tomllib.load(table).values():
        if "group" in row:
            told = [row["kept"], *row["says"].values(), *row.get("withheld", {}), row.get("stays", "")]
            yield from ((0, "_", words, []) for words in dict.fromkeys(filter(None, told)))
