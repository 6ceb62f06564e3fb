"""What a password or a sign-in word may be: long, and not one that guessers try first. Nothing about its characters
(NIST SP 800-63B-4, 3.1.1.2)."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources
from itertools import pairwise

import brotli

from app.kernel.errors import Refused
from app.kernel.speech import _

SHORTEST, LONGEST = 12, 128
SHORTEST_WORD, LONGEST_WORD = 5, 64
MOST_TYPED = 4 * LONGEST
"""No text of `LONGEST` characters is longer than this however it was typed: one may come in up to four parts."""

SHORTEST_PIECE = 7
"""A piece that is shorter says nothing by being said again."""

OWN_PART = 4
"""Parts of an address or a name shorter than this say nothing."""

REST = 8
"""So many letters and digits must be left when words that belong to the person or the site are taken out."""


class WeakPassword(Refused):
    """Guessers would try this one early; the sentence says what to do."""


def tidy(typed: str) -> str:
    """A password as it is compared: one form for what looks the same (NFC); spaces and capitals count. What is too
    long to be one stays too long."""
    return unicodedata.normalize("NFC", typed[: MOST_TYPED + 1])


def tidy_word(typed: str) -> str:
    """A sign-in word as it is compared: capitals and how it is spaced do not count."""
    return " ".join(unicodedata.normalize("NFKC", typed[: MOST_TYPED + 1].casefold()).split())


def check_password(typed: str, context: Collection[str] = ()) -> None:
    """Raise `WeakPassword` unless it will do. `context` holds what others can know: the site's name, the person's name
    and address, their organisations."""
    password = tidy(typed)
    if len(password) < SHORTEST:
        raise WeakPassword(_("Use {least} characters or more. Three or four words that do not belong together "
                             "make a good password.", least=SHORTEST))  # fmt: skip
    if len(password) > LONGEST:
        raise WeakPassword(_("Use {most} characters or fewer.", most=LONGEST))
    if is_known(password):
        raise WeakPassword(_("Many people use this password or one like it. Choose another: three or four words that "
                             "do not belong together, for example."))  # fmt: skip
    if _is_mostly_own(password, context):
        raise WeakPassword(_("This is mostly your name, your address or the name of this site or your organisation. "
                             "Choose something that nobody connects with you."))  # fmt: skip


def check_word(typed: str, context: Collection[str] = ()) -> None:
    """Raise `WeakPassword` unless it will do as a sign-in word. It stands behind a code that was sent, and five wrong
    ones make a pause, so it may be short."""
    word = tidy_word(typed)
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD:
        raise WeakPassword(_("Use {least} to {most} characters.", least=SHORTEST_WORD, most=LONGEST_WORD))
    if word in listed() or _letters(word) in set(_own_words(context)) or len(set(word)) < 3:
        raise WeakPassword(_("Others would guess this word early. Choose one that nobody connects with you."))


def is_known(password: str) -> bool:
    """Is it one of the most used passwords, one of them with digits or signs around it, or one piece over and over?"""
    text = password.lower()
    stem = text.strip(_not_letters(text))
    return text in listed() or stem in listed() or _is_repeated(text) or _is_a_run(text)


@cache
def listed() -> frozenset[str]:
    """The most used passwords, in small letters: those of 12 characters or more, and of the shorter ones those without
    digits or signs at either end. Where they come from: passwords.md beside this file."""
    packed = resources.files(__package__).joinpath("passwords.txt.br").read_bytes()
    return frozenset(brotli.decompress(packed).decode().split("\n"))


def _not_letters(text: str) -> str:
    return "".join({each for each in text if not each.isalpha()})


def _is_repeated(text: str) -> bool:
    """One short or well known piece over and over: "lalalalalala", "dragon dragon"."""
    text = "".join(text.split())
    period = (text + text).find(text, 1)
    return period < len(text) and (period < SHORTEST_PIECE or is_known(text[:period]))


def _is_a_run(text: str) -> bool:
    """Every sign the next after the one before, up or down, as in "123456789012" or "abcdefghijkl"."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}


def _is_mostly_own(password: str, context: Collection[str]) -> bool:
    left = _letters(password)
    words = sorted(_own_words(context), key=len, reverse=True)
    for word in words:
        left = left.replace(word, "")
    return len(left) < REST and left != _letters(password)


def _own_words(context: Collection[str]) -> Iterator[str]:
    """The telling words of names and addresses, each also as a whole: "calder hub" gives both and "calderhub"."""
    for text in context:
        parts = re.findall(r"\w+", text.casefold())
        yield from (part for part in {*map(_letters, parts), _letters(text)} if len(part) >= OWN_PART)


def _letters(text: str) -> str:
    """Letters and digits only, in small letters."""
    return "".join(each for each in text.casefold() if each.isalnum())
