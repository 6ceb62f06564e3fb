"""A language that nobody speaks: our own sentences in brackets, to see what on a page is not one of them."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from xml.etree.ElementTree import Element
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing, OneOff, Organisation
from app.kernel.speech import Speech
from app.model import Model
from app.places.models import Area, Venue, VenueClosure
from tools.words import catalogue

LANGUAGE = "en-XA"
PLACEHOLDER = re.compile(r"(\{\w+\}|%\(\w+\)s)")
OURS = re.compile(r"⟦[^⟦⟧]*⟧")
LETTERS = re.compile(r"[^\W\d_]")
ADDRESS = re.compile(r"https?://\S+|\blocalhost\S*|\bgeo:\S+")
SPOKEN = ("alt", "title", "aria-label", "placeholder", "data-wait", "data-fail", "data-done")
"""Attributes that a person sees or hears."""

UNSEEN = ("script", "style", "textarea")
TYPED: dict[type[Model], str] = {
    Listing: "name room join_url join_phone join_note summary note children pets cost booking website facts "
    "contact_email contact_phone status_note confirmed_by",
    OneOff: "note",
    Organisation: "name",
    Area: "name",
    Venue: "name address town postcode directions door_sign transport",
    VenueClosure: "reason",
}
"""What people type, and lists of meetings bring."""


def speech(without: Collection[str] = ()) -> Speech:
    """The pseudo-language. It knows only the sentences of the template for translators, but for those left out; then
    it is another language, since made sentences are kept by language."""
    known = sentences() - set(without)

    def sentence(text: str) -> str:
        return bracketed(text) if text in known else text

    language = f"{LANGUAGE}-x-{crc32(repr(without).encode()):x}" if without else LANGUAGE
    return Speech(language, sentence, lambda one, many, count: sentence(one if count == 1 else many))


@cache
def sentences() -> frozenset[str]:
    """Every sentence of the template for translators, both forms of those with a count."""
    found = [message.id for message in catalogue()]
    return frozenset(text for each in found for text in ([each] if isinstance(each, str) else each))


def bracketed(text: str) -> str:
    """A sentence in brackets, its values outside of them, so that they have to answer for themselves."""
    return "".join(f"⟦{piece}⟧" if LETTERS.search(piece) and not PLACEHOLDER.fullmatch(piece) else piece
                   for piece in PLACEHOLDER.split(text))  # fmt: skip


def data(session: Session) -> set[str]:
    """Every text that somebody typed, or that came with a list of meetings."""
    found: set[str] = set()
    for model, names in TYPED.items():
        for row in session.execute(select(*(getattr(model, name) for name in names.split()))):
            found.update(text for value in row for text in _texts(value))
    return found


def unspoken(tree: Element, allowed: Collection[str]) -> list[str]:
    """What a page shows that is neither a sentence in brackets nor data."""
    words = "|".join(re.escape(each) for each in sorted(allowed, key=len, reverse=True))
    is_data = re.compile(rf"(?<!\w)(?<!\w )(?:{words})(?!\w)(?:(?<=[.!?:])|(?! \w))")
    rests = (is_data.sub("", OURS.sub("⟦⟧", ADDRESS.sub("", " ".join(text.split())))) for text in _shown(tree))
    return [rest.strip() for rest in rests if LETTERS.search(rest)]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
    elif isinstance(value, str) and LETTERS.search(value):
        yield " ".join(value.split())


def _shown(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        if element.tag not in UNSEEN:
            yield element.text or ""
        yield element.tail or ""
        yield from (element.get(name, "") for name in SPOKEN)
