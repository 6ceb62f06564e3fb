"""A card's unchanging HTML, with places kept for the time, the distance and today's tags."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader

from app.directory.rules.shown import CardFacts

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
CARD = "directory/card.html"

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
    environment.install_null_translations(newstyle=True)
    return cast(Environment, environment)


@lru_cache(maxsize=1)
def mark() -> str:
    """Names the present content of the card's template."""
    return hashlib.blake2b((TEMPLATES / CARD).read_bytes(), digest_size=6).hexdigest()


def card_html(facts: CardFacts) -> str:
    """The card with its open places."""
    html = _environment().get_template(CARD).render(card=facts)
    return "".join(line.strip() + "\n" for line in html.splitlines() if line.strip())
