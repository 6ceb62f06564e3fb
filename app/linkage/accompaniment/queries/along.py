"""Who comes along with two who go together: the part above knows, and the factory says who asks it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.rules.along import Along

ALONG: list[Callable[[Session, Pair, str, datetime], Along | None]] = []
"""Whoever comes along or would like to, as one of the two may see it. Filled by the factory."""


def along(session: Session, pair: Pair, person_id: str, now: datetime) -> Along | None:
    """For the newcomer or the champion; None where nobody comes along, or the reader is not asked yet."""
    return next((found for found in (ask(session, pair, person_id, now) for ask in ALONG) if found), None)
