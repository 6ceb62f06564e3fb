"""Who must not read a concern because it names them."""

import re
import unicodedata
from collections.abc import Mapping

WORD = re.compile(r"[^\W\d_]+")


def named(text: str, names: Mapping[str, str]) -> set[str]:
    """The ids of those whose name stands in a text, however it is written: as whole words, without accents, in small
    letters. A name of several words counts by its first one, as people are spoken of."""
    found = set(_words(text))
    return {who for who, name in names.items() if found.intersection(_words(name)[:1])}


def _words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return WORD.findall(re.sub(r"['’]s\b", "", plain))
