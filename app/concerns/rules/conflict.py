"""Who must not read a concern because it names them."""

import re
import unicodedata
from collections.abc import Mapping

WORD = re.compile(r"[^\W\d_]+")


def named(text: str, names: Mapping[str, str], *, only_capitals: bool = False) -> set[str]:
    """The ids of those whose name stands in a text, however it is written: as whole words, without accents, in small
    letters. A name of several words counts by its first one, as people are spoken of. `only_capitals`: in a long text
    a name counts where it begins with a capital, since some names are words as well ("will", "grace")."""
    found = {word.casefold() for word in _words(text) if not only_capitals or word[0].isupper()}
    return {who for who, name in names.items() if found.intersection(word.casefold() for word in _words(name)[:1])}


def shut_out(
    about: str, words: str, leads: Mapping[str, str], others: Mapping[str, str], *, of_staff: bool
) -> set[str]:
    """Whose name stands where it says whom it is about, or anywhere if that is somebody who works here: leads however
    it is written, `others` who act for the organisation by a capital."""
    anywhere = named(words, {**others, **leads}, only_capitals=True) if of_staff else set[str]()
    return named(about, leads) | named(about, others, only_capitals=True) | anywhere


def _words(text: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return WORD.findall(re.sub(r"['’][sS]\b", "", plain))
