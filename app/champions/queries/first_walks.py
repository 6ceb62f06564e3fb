"""What is arranged for a first walk: the feature that arranges it says so, and the factory fills the list."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.champions.queries.champions import Seen
from app.champions.rules.first_walks import FirstWalk

FIRST_WALKS: list[Callable[[Session, Seen, datetime], FirstWalk | None]] = []
"""For one champion; None where nothing is to be said. Filled by the factory."""


def first_walk(session: Session, seen: Seen, now: datetime) -> FirstWalk | None:
    """What stands of it."""
    return next((found for found in (ask(session, seen, now) for ask in FIRST_WALKS) if found), None)
