"""What a break touches of what a champion has agreed to: parts above know it, and the factory says who asks them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.champions.models import Champion


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody who would wait for them, in words; `id` is where they say what becomes of it, "" where it is only told:
    a question that is taken back."""

    id: str
    words: str = field(repr=False)


TOUCHED: list[Callable[[Session, str, str, date | None, datetime], Sequence[Touched]]] = []
"""By person and organisation, through a last day, or None for no certain one. Filled by the factory."""

ALL_DAYS: list[Callable[[Session, str, date, date, datetime], Sequence[str]]] = []
"""Whom a person has agreed to meet from one day through another, in words. Filled by the factory."""


def touched(session: Session, champion: Champion, until: date | None, now: datetime) -> list[Touched]:
    """What a break from now through a last day touches."""
    held = champion.holding
    return [each for ask in TOUCHED for each in ask(session, held.person_id, held.organisation_id or "", until, now)]


def agreed_on(session: Session, champion: Champion, first: date, last: date, now: datetime) -> list[str]:
    """Whom they have agreed to meet on days on which they are away."""
    return [each for ask in ALL_DAYS for each in ask(session, champion.holding.person_id, first, last, now)]
