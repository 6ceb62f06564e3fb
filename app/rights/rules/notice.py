"""The privacy page, made from the register: by occasion, what is held, why, for how long, and who sees it."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.kernel.speech import _
from app.rights.rules.register import Entry, register

WORDS = Path(__file__).parent.parent / "data" / "privacy.toml"


@dataclass(frozen=True, slots=True)
class Held:
    """Things that are held for one length of time: the sentence that says how long, and each thing in plain words."""

    kept: str
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Occasion:
    """One part of the page: a heading, why, on what basis, who sees it, and what is held."""

    key: str
    heading: str
    why: str
    basis: tuple[str, ...]
    seen_by: str
    held: tuple[Held, ...]


def occasions() -> list[Occasion]:
    """The parts of the page in the present language, in their order."""
    words = _words()
    bases = {row["key"]: row["says"] for row in words["basis"]}
    return [_occasion(row, bases, [each for each in register() if each.is_of_people]) for row in words["group"]]


def groups() -> list[str]:
    """The keys of the parts that the page has."""
    return [row["key"] for row in _words()["group"]]


def headings() -> dict[str, str]:
    """The heading of each part by its key, in the present language."""
    return {row["key"]: _(row["heading"]) for row in _words()["group"]}


def leaves() -> dict[str, str]:
    """What goes of each part with an account, by its key, in the present language."""
    return {row["key"]: _(row["goes"]) for row in _words()["group"] if "goes" in row}


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def _occasion(row: dict[str, str], bases: dict[str, str], entries: Iterable[Entry]) -> Occasion:
    ours = [entry for entry in entries if entry.group == row["key"]]
    heading, why, seen_by = (_(row[word]) for word in ("heading", "why", "seen_by"))
    basis = dict.fromkeys(_(bases[entry.basis]) for entry in ours)
    kept = dict.fromkeys(entry.kept for entry in ours)
    held = tuple(Held(_(words), _things(entry for entry in ours if entry.kept == words)) for words in kept)
    return Occasion(row["key"], heading, why, tuple(basis), seen_by, held)


def _things(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Each thing once: several columns may be one thing to a person."""
    return tuple(dict.fromkeys(_(entry.says) for entry in entries if entry.says))
