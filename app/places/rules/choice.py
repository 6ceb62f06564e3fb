"""Which of several places of one name somebody means."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

TIMES_LARGER = 10
"""A place is gone to at once when it is so many times larger than its next namesake."""

MOST_CHOICES = 12

STAND_INS = {
    "county": 200_000,
    "district": 50_000,
    "city": 30_000,
    "town": 3_000,
    "suburb": 1_000,
    "village": 300,
    "settlement": 100,
    "hamlet": 30,
}
"""People counted for a place whose population no list gives.

The population list names places of 1,500 people or more, so what it leaves out is mostly small: a town or suburb may
win over a hamlet of its name, but never at once over a town that is counted. These figures are never shown.
"""


class Sized(Protocol):
    """Anything with a kind and perhaps a population."""

    @property
    def kind(self) -> str:
        """City, town, suburb and so on."""

    @property
    def population(self) -> int | None:
        """People living there, None where unknown."""


S = TypeVar("S", bound=Sized)


def weight(place: Sized) -> int:
    """The population, or the stand-in of its kind where that is unknown."""
    return place.population or STAND_INS.get(place.kind, 0)


def largest_first(places: Sequence[S]) -> list[S]:
    """By weight; among equals the order given stays."""
    return sorted(places, key=weight, reverse=True)


def outright(ranked: Sequence[S]) -> S | None:
    """The first of places sorted largest first, if it stands alone or is ten times larger than the second."""
    if not ranked:
        return None
    if len(ranked) == 1 or weight(ranked[0]) >= TIMES_LARGER * weight(ranked[1]):
        return ranked[0]
    return None
