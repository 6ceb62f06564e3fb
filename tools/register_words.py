"""The plain words of the register of data, for `make words`: what the privacy page says of each column."""

import tomllib
from collections.abc import Collection, Iterator
from typing import BinaryIO


def register_words(
    table: BinaryIO, _keywords: object, _comment_tags: Collection[str], options: dict[str, str]
) -> Iterator[tuple[int, str, str, list[str]]]:
    """How long each table of people is kept and what each of its columns is, for Babel."""
    for row in tomllib.load(table).values():
        if "group" in row:
            yield from ((0, "_", words, []) for words in dict.fromkeys([row["kept"], *row["says"].values()]))
