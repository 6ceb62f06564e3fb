"""Names of places folded to plain words, so that case, accents, hyphens, apostrophes and "Saint" make no difference."""

import re
import unicodedata

_DROPPED = re.compile(r"['’‘`´.]")
_BREAKS = re.compile(r"[^a-z0-9]+")
_SAINT = re.compile(r"\bsaint\b")

SHORT_WORDS = {
    "beds": "bedfordshire",
    "berks": "berkshire",
    "bucks": "buckinghamshire",
    "cambs": "cambridgeshire",
    "derbys": "derbyshire",
    "e": "east",
    "glos": "gloucestershire",
    "gtr": "greater",
    "hants": "hampshire",
    "herts": "hertfordshire",
    "lancs": "lancashire",
    "leics": "leicestershire",
    "lincs": "lincolnshire",
    "middx": "london",
    "n": "north",
    "ni": "northern ireland",
    "northants": "northamptonshire",
    "northumb": "northumberland",
    "notts": "nottinghamshire",
    "oxon": "oxfordshire",
    "s": "south",
    "salop": "shropshire",
    "staffs": "staffordshire",
    "w": "west",
    "warks": "warwickshire",
    "wilts": "wiltshire",
    "worcs": "worcestershire",
    "yorks": "yorkshire",
}
"""Everyday short forms of counties, understood after a name ("Bradford, W Yorks")."""

SAYS_NOTHING = frozenset(
    {"uk", "gb", "great", "britain", "united", "kingdom", "greater", "co", "county", "near", "of", "and"}
    | {"town", "city", "village", "centre", "center", "area", "station"}
)
"""Words after a name that leave open which of its namesakes is meant."""

LEADS_IN = frozenset({"near", "nr", "in", "at", "around", "by", "the"})
"""Words before a name that are no part of it."""


def fold(text: str) -> str:
    """Lower-case words of a to z and 0 to 9 with single spaces: "St. Mary's-in-the-Lôn" is "st marys in the lon"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("&", " and ")
    words = _BREAKS.sub(" ", _DROPPED.sub("", plain)).strip()
    return _SAINT.sub("st", words)


def slugged(text: str) -> str:
    """Folded words joined by hyphens, for an address."""
    return fold(text).replace(" ", "-")


def written_out(words: str) -> str:
    """Folded words with short forms of counties written out: "w yorks" is "west yorkshire"."""
    return " ".join(SHORT_WORDS.get(word, word) for word in words.split())


def telling_words(text: str) -> frozenset[str]:
    """The words of a county, authority, nation or nearby town, short forms written out, empty words left out."""
    return frozenset(written_out(fold(text)).split()) - SAYS_NOTHING
