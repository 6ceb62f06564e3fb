"""What kind of thing somebody typed: a point, a postcode, or words."""

import re
from dataclasses import dataclass

from app.kernel import postcode
from app.places.rules.words import LEADS_IN, fold, telling_words, written_out

LONGEST = 200
"""Characters of what was typed that are looked at."""

_POINT = re.compile(r"\s*([+-]?[0-9]{1,3}(?:\.[0-9]*)?)\s*[, ]\s*([+-]?[0-9]{1,3}(?:\.[0-9]*)?)\s*")


@dataclass(frozen=True)
class Point:
    """A position rounded to two decimals, somewhere on Earth."""

    lat: float
    lon: float


@dataclass(frozen=True)
class Code:
    """An outcode, and the sector in our spelling ("HX1-1"), empty when only the outcode was typed."""

    outcode: str
    sector: str


@dataclass(frozen=True)
class Reading:
    """One way to read words: a folded name, and the words that tell which of its namesakes is meant."""

    name: str
    telling: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Words:
    """Everything that was typed, and as folded words."""

    text: str
    whole: str

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The ways to read it, most literal first."""
        return (Reading(self.whole), *_readings(self.text, self.whole))


def read(typed: str) -> Point | Code | Words:
    """What somebody typed. Of a full postcode only its sector is kept, wherever it stands in the text."""
    text = typed[:LONGEST].replace("\x00", " ").strip()
    if point := _point(text):
        return point
    whole = postcode.find_in(text)
    outcode = postcode.outcode_of(text) or postcode.outcode_of(whole)
    if outcode:
        return Code(outcode, postcode.sector_of(text) or postcode.sector_of(whole))
    return Words(text, fold(text))


def _point(text: str) -> Point | None:
    found = _POINT.fullmatch(text)
    if not found:
        return None
    lat, lon = round(float(found[1]), 2) + 0.0, round(float(found[2]), 2) + 0.0
    return Point(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _readings(text: str, whole: str) -> tuple[Reading, ...]:
    """Without what leads in; before and after the first comma; then each way to cut the words in two."""
    words = _without_lead(whole.split())
    found = [Reading(" ".join(words)), Reading(written_out(" ".join(words)))]
    name, comma, telling = text.partition(",")
    if comma and fold(name):
        found.append(Reading(" ".join(_without_lead(fold(name).split())), telling_words(telling)))
    for cut in range(len(words) - 1, 0, -1):
        found.append(Reading(" ".join(words[:cut]), telling_words(" ".join(words[cut:]))))
    return tuple(found)


def _without_lead(words: list[str]) -> list[str]:
    start = next((at for at, word in enumerate(words) if word not in LEADS_IN), 0)
    return words[start:]
