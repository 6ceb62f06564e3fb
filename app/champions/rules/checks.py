"""Which check may be asked for what: activity to level, as data, with the reason in words. What is kept is a decision,
never a certificate or what stood on it."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from app.champions.rules.words import Kind
from app.kernel.errors import Refused
from app.kernel.speech import _, marked

TABLE = Path(__file__).parent.parent / "data" / "checks.toml"
ACCOMPANY = "accompany"
"""Going with somebody: without a decision on it, nobody is asked to."""


class Level(StrEnum):
    """How far a check goes. `NONE`: the organisation decided by references and conversation alone."""

    NONE = "none"
    BASIC = "basic"
    STANDARD = "standard"
    ENHANCED = "enhanced"
    ENHANCED_BARRED = "enhanced_barred"


LEVELS: Mapping[Level, str] = {
    Level.NONE: marked("no criminal record check: references and conversation"),
    Level.BASIC: marked("basic"),
    Level.STANDARD: marked("standard"),
    Level.ENHANCED: marked("enhanced, without a barred list"),
    Level.ENHANCED_BARRED: marked("enhanced, with the adults’ barred list"),
}


class NotEligible(Refused):
    """This check may not be asked for; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that champions do: the kinds that do it, the levels that may be asked for it, and why no other."""

    code: str
    says: str
    kinds: frozenset[Kind]
    levels: frozenset[Level]
    why: str


@cache
def activities() -> Mapping[str, Activity]:
    """Every activity by its code, in the order of the table."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["activity"]
    return {row["code"]: _activity(row) for row in rows}


def needed(kinds: Collection[Kind]) -> set[str]:
    """The activities on which somebody of these kinds needs a decision."""
    return {activity.code for activity in activities().values() if not activity.kinds.isdisjoint(kinds)}


def check_eligible(activity: str, level: Level) -> None:
    """Raise `NotEligible` if a check of this level may not be asked for this activity."""
    row = activities()[activity]
    if level not in row.levels:
        raise NotEligible(_(row.why))


def _activity(row: Mapping[str, Any]) -> Activity:
    kinds, levels = frozenset(map(Kind, row["kinds"])), frozenset(map(Level, row["levels"]))
    return Activity(row["code"], row["says"], kinds, levels, row["why"])
