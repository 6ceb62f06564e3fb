"""A plan follows its meeting: what becomes of it when the listing says something else than both know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from app.directory.rules.timetable import Occurrence, State
from app.saved.rules.reminders import name_of, state_of


class Turn(StrEnum):
    """As known; held otherwise; not held."""

    SAME = "same"
    MOVED = "moved"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a plan's date, and the date as it is now."""

    turn: Turn
    date: Occurrence | None = None


def turned(occasion: str, held_as: str, dates: Sequence[Occurrence]) -> Verdict:
    """What became of the date that is called `occasion` and was known to be held as `held_as`. Where a list from
    elsewhere has given the same date another name, it is known by when and where it is held."""
    named = [one for one in dates if name_of(one) == occasion]
    alike = [one for one in dates if state_of(one) == held_as and one.state is State.ON]
    found = next((one for one in named if one.state is State.ON), None) or next(iter(alike if not named else []), None)
    if found is None or not found.in_person:
        return Verdict(Turn.OFF)
    return Verdict(Turn.SAME if state_of(found) == held_as else Turn.MOVED, found)


def ends_as(one: Occurrence) -> datetime:
    """The end as an instant."""
    return one.ends.astimezone(UTC)
