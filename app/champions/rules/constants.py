"""The numbers that an organisation may choose for its champions, and what holds where it chose none."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import timedelta
from typing import Any, Self

INDUCTION = ("induction", "safeguarding")
"""The courses that somebody does before they go with anybody."""


AT_LEAST_ONE = frozenset({"active", "week", "supervision_days"})


@dataclass(frozen=True, slots=True)
class Constants:
    """`active`: people whom one champion walks with at a time; `week`: new ones in a week; `rest_hours` after a first
    meeting; supervision every so many days, and so many more before it stops new offers; a check is told of so many
    days before it ends; `first_walk`: is one wanted with somebody experienced; `courses` wanted."""

    active: int = 2
    week: int = 1
    rest_hours: int = 72
    supervision_days: int = 28
    supervision_grace: int = 14
    check_notice_days: int = 30
    first_walk: bool = True
    courses: tuple[str, ...] = INDUCTION

    @classmethod
    def of(cls, chosen: Mapping[str, Any] | None) -> Self:
        """Those of an organisation: kept by name, with `champion_` before it. What is no number of that sort is as if
        nothing had been chosen."""
        found: dict[str, Any] = {}
        for each in fields(cls):
            value, usual = (chosen or {}).get(f"champion_{each.name}"), each.default
            if isinstance(usual, bool):
                found |= {each.name: value} if isinstance(value, bool) else {}
            elif isinstance(usual, int):
                is_number = (
                    isinstance(value, int) and not isinstance(value, bool) and value >= (each.name in AT_LEAST_ONE)
                )
                found |= {each.name: value} if is_number else {}
            elif isinstance(value, list | tuple) and all(isinstance(course, str) for course in value):
                found[each.name] = tuple(value)
        return cls(**found)

    @property
    def rest(self) -> timedelta:
        """How long somebody rests after a first meeting."""
        return timedelta(hours=self.rest_hours)

    @property
    def supervision(self) -> timedelta:
        """From one supervision to when the next is due."""
        return timedelta(days=self.supervision_days)

    @property
    def grace(self) -> timedelta:
        """From then to when new offers stop."""
        return timedelta(days=self.supervision_grace)

    @property
    def check_notice(self) -> timedelta:
        """How long before a check ends it is told."""
        return timedelta(days=self.check_notice_days)
