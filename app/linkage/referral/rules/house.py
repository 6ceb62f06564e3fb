"""What an organisation chose for itself about requests for company, and what holds where it chose nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time, timedelta
from enum import StrEnum
from typing import Any, Self

from app.kernel.speech import marked


class Asking(StrEnum):
    """Who decides which champion is asked."""

    COORDINATOR = "coordinator"
    ITSELF = "itself"
    NEWCOMER = "newcomer"


ASKED_BY = {
    Asking.COORDINATOR: marked("A coordinator chooses whom to ask"),
    Asking.ITSELF: marked("The site asks one after another by itself"),
    Asking.NEWCOMER: marked("The newcomer chooses from up to three cards without names"),
}
MOST_A_MILE = 45
"""Pence. What HMRC lets volunteer drivers have for a mile in their own car without tax, for the first 10,000 in a year:
https://www.gov.uk/hmrc-internal-manuals/employment-income-manual/eim71155 (look there again each April)."""

WITHIN: Mapping[str, range] = {
    "offer_hours": range(1, 9),
    "hours_from": range(7, 13),
    "hours_until": range(17, 22),
    "caseload": range(5, 101),
    "mileage": range(MOST_A_MILE + 1),
}
"""By name the numbers that may be chosen."""


@dataclass(frozen=True, slots=True)
class House:
    """`asking`: who decides whom to ask; `sees_first`: a person looks at each request before anybody is asked;
    `offer_hours` that a question is open, counted from `hours_from` to `hours_until` o'clock; `caseload`: requests that
    one coordinator holds at most; `relay`: may the two write to one another in their own words;
    `mileage`: pence that a champion gets back for a mile, 0 for none."""

    asking: Asking = Asking.COORDINATOR
    sees_first: bool = True
    offer_hours: int = 4
    hours_from: int = 8
    hours_until: int = 21
    caseload: int = 30
    relay: bool = False
    mileage: int = MOST_A_MILE

    @classmethod
    def of(cls, chosen: Mapping[str, Any] | None) -> Self:
        """That of an organisation. What is no value of that sort is as if nothing had been chosen."""
        found = {each.name: _value(each.name, (chosen or {}).get(each.name), each.default) for each in fields(cls)}
        return cls(**found)

    @property
    def window(self) -> timedelta:
        """How long a question to one champion is open."""
        return timedelta(hours=self.offer_hours)

    @property
    def day(self) -> tuple[time, time]:
        """From when to when people are asked; outside of it no question's time passes."""
        return time(self.hours_from), time(self.hours_until)


def _value(name: str, given: Any, usual: Any) -> Any:
    if isinstance(usual, Asking):
        return Asking(given) if isinstance(given, str) and given in set(Asking) else usual
    if isinstance(usual, bool):
        return given if isinstance(given, bool) else usual
    is_number = isinstance(given, int) and not isinstance(given, bool)
    return given if is_number and given in WITHIN[name] else usual
