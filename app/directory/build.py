"""A card's unchanging HTML, with places kept for the time, the distance and today's tags."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader

from app.directory.rules.shown import CardFacts, Tag, When
from app.kernel.speech import teach

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
CARD, WHEN = "directory/card.html", "directory/when.html"

SLOT = "\x1e"
"""Stands on both sides of a place's name; control characters never come out of a listing's own words."""


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
    return (
        html.replace(f"{SLOT}when{SLOT}", _when(when.big, when.small, when.spoken))
        .replace(f"{SLOT}far{SLOT}", _far(when.far))
        .replace(f"{SLOT}tags{SLOT}", _tags(when.tags, when.note) if when.tags or when.note else "")
    )


def card_html(facts: CardFacts) -> str:
    """The card with its open places; none for a distance when the address is withheld, as it would mislead."""
    html = _environment().get_template(CARD).render(card=facts)
    if facts.is_withheld:
        html = html.replace(f"{SLOT}far{SLOT}", "")
    return "".join(line.strip(" ") + "\n" for line in html.split("\n") if line.strip(" "))


@lru_cache(maxsize=4096)
def _when(big: str, small: str, spoken: str) -> str:
    return _part("when_part", When(big, small, spoken))


@lru_cache(maxsize=4096)
def _far(far: str) -> str:
    return _part("far_part", When("", "", "", far=far))


@lru_cache(maxsize=4096)
def _tags(tags: tuple[Tag, ...], note: str) -> str:
    return _part("tags_part", When("", "", "", tags=tags, note=note))


def _part(macro: str, when: When) -> str:
    module: Any = _environment().get_template(WHEN).module
    return str(getattr(module, macro)(when)).strip("\n")
