"""Words that tell somebody over a shoulder what this site is about: in what others wrote, and in words for messages.

The lists stand in `app/post/data/telling.toml`. Messages are looked at more closely, since somebody may wish to get a
word past the list: without accents, across gaps, with digits for letters, and inside longer words.
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

LISTS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "telling.toml").read_text(encoding="utf-8")
)
GAP, LETTERS = "[-, ]*", r"\w*"
ENDING = "(?:s|y|ies|e|es|ed|er|ers|ing|ism|ic|ics|ion|ive)?"
"""What may come after the beginning of a word where its parts stand apart: any letters would find too much there
("so be ready")."""

SHORT = 3
"""A name this short is found across gaps only where each letter stands alone, as in "N. A."."""

LONG = 7
"""Words from this length on are found inside others."""

LONGEST = 45
"""Letters of words that are read together."""

WORD = re.compile(r"[^\W_]+")
SPELT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
DIGITS = [str.maketrans("013457", f"o{one}east") for one in "li"]


@dataclass(frozen=True, slots=True)
class _Sought:
    """The lists as patterns: as they stand, of one word, of words read together, and inside of one."""

    standing: re.Pattern[str]
    whole: re.Pattern[str]
    apart: re.Pattern[str]
    inside: re.Pattern[str]


def tells(text: str) -> bool:
    """May these words, which others wrote, give away what a person goes to? Errs on the side of yes."""
    return bool(_standing().search(text))


def telling_word(text: str, names: frozenset[str] = frozenset()) -> str:
    """The first word of a message that gives it away, in small letters; "" where none does. `names` are sought besides
    the lists."""
    sought, plain = _sought(names), folded(text)
    found = sought.standing.search(plain)
    if found:
        return found[0]
    return next(_hidden(WORD.findall(plain), sought), "")


def folded(text: str) -> str:
    """Small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(SPELT))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _hidden(words: list[str], sought: _Sought) -> Iterator[str]:
    for first, word in enumerate(words):
        for spelt in _spellings(word):
            if sought.whole.fullmatch(spelt) or sought.inside.search(spelt):
                yield spelt
        together = word
        for last in range(first + 1, len(words)):
            together += words[last]
            if len(together) > LONGEST:
                break
            are_letters = all(len(each) == 1 for each in words[first : last + 1])
            if len(together) > SHORT or are_letters:
                yield from (spelt for spelt in _spellings(together) if sought.apart.fullmatch(spelt))


def _spellings(word: str) -> Iterator[str]:
    """The word, and what it says where digits stand for letters."""
    yield word
    if not word.isdigit():
        yield from {word.translate(table) for table in DIGITS} - {word}


@cache
def _standing() -> re.Pattern[str]:
    return _pattern(LISTS["telling"], GAP, LETTERS, r"\b(?:{})\b")


@lru_cache(maxsize=8)
def _sought(names: frozenset[str]) -> _Sought:
    every = [*LISTS["telling"], *LISTS["in_messages"], *sorted(filter(None, map(_as_listed, names)))]
    bare = [each.replace(" ", "") for each in every if not each.startswith("*")]
    long = [each.replace("*", "") for each in bare if len(each.replace("*", "")) >= LONG]
    return _Sought(
        _pattern(every, GAP, LETTERS, r"\b(?:{})\b"),
        _pattern([each.replace(" ", "") for each in every], "", LETTERS, "{}"),
        _pattern([*bare, "anonymous"], "", ENDING, "{}"),
        _pattern([*long, "anonymous"], "", "", "{}"),
    )


def _as_listed(name: str) -> str:
    return " ".join(WORD.findall(folded(name)))


def _pattern(words: Collection[str], gap: str, letters: str, frame: str) -> re.Pattern[str]:
    """One pattern for words of the lists. They hold letters, digits, spaces and * alone."""
    parts = [[part.replace("*", letters) for part in word.split(" ")] for word in words]
    made = [gap.join(part) for part in parts]
    return re.compile(frame.format("|".join(made)), re.IGNORECASE)
