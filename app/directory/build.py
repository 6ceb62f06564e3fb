"""A card's unchanging HTML, with places kept for the time, the distance and today's tags."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader

from app.directory.rules.shown import CardFacts, Html, When
from app.kernel.speech import teach

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
CARD, WHEN = "directory/card.html", "directory/when.html"

SLOT = "\x1e"
"""Stands on both sides of a place's name; control characters never come out of a listing's own words."""
WHEN_SLOT, FAR_SLOT, TAGS_SLOT = (f"{SLOT}{name}{SLOT}" for name in ("when", "far", "tags"))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment: Any = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    teach(environment)
    return cast(Environment, environment)


@lru_cache(maxsize=1)
def mark() -> str:
    """Names the present content of the card's template."""
    return hashlib.blake2b((TEMPLATES / CARD).read_bytes(), digest_size=6).hexdigest()


def filled(html: str, when: When) -> str:
    """A stored card with its open places filled."""
    return put(html, *parts(when), far_html(when.far))


def parts(when: When) -> tuple[str, str]:
    """The time and the tags of a card as HTML."""
    tags = when.tags or when.note
    return _part("when_part", when), _part("tags_part", when) if tags else ""


@lru_cache(maxsize=4096)
def far_html(far: str) -> str:
    """A distance as HTML, from its words."""
    return _part("far_part", When("", "", "", far=far)) if far else ""


def put(html: str, when: str, tags: str, far: str) -> str:
    """A stored card with HTML in its open places."""
    return html.replace(WHEN_SLOT, when).replace(FAR_SLOT, far).replace(TAGS_SLOT, tags)


def together(cards: Iterable[str]) -> Html:
    """Filled cards one after the other, as they stand on a page."""
    return Html("".join([f"{card}\n" for card in cards]))


def card_html(facts: CardFacts) -> str:
    """The card with its open places; none for a distance when the address is withheld, as it would mislead."""
    html = _environment().get_template(CARD).render(card=facts)
    if facts.is_withheld:
        html = html.replace(FAR_SLOT, "")
    return "".join(line.strip(" ") + "\n" for line in html.split("\n") if line.strip(" "))


def _part(macro: str, when: When) -> str:
    module: Any = _environment().get_template(WHEN).module
    return str(getattr(module, macro)(when)).strip("\n")
