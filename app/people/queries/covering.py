"""Who acts for whom while somebody of the staff is away; a feature above knows."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

STANDS_IN: list[Callable[[Session, str, datetime], Mapping[str, str]]] = []
"""In an organisation at a moment: each who is away, with who acts for them. The factory fills it."""


def stand_ins(session: Session, organisation_id: str | None, now: datetime) -> dict[str, str]:
    """Each who is away at a moment, with who acts for them; by their ids."""
    found: dict[str, str] = {}
    for known in STANDS_IN:
        found |= known(session, organisation_id or "", now)
    return found
