"""What a yes that is taken back would end, by name: told by whoever knows of it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

RUNNING: list[Callable[[Session, str, datetime], list[str]]] = []
"""For a person: each thing that goes on by their yes to `REQUEST`, in words. Filled by the factory."""


def running(session: Session, person_id: str, now: datetime) -> list[str]:
    """All of it."""
    return [said for tell in RUNNING for said in tell(session, person_id, now)]
