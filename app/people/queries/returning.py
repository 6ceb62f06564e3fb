"""Ways back: by their token, and those that wait for a second person."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.people.models import WayBack
from app.seal import ring

SORT = "way back"
"""The sort of blind index that tokens are kept under."""


def by_token(session: Session, token: str, present: datetime) -> WayBack | None:
    """The way back of a token that still works."""
    hashes = ring().indexes(token[:100], SORT)
    mine = select(WayBack).where(WayBack.token_hash.in_(hashes), WayBack.spent_at.is_(None), WayBack.ends_at > present)
    return session.scalars(mine.options(joinedload(WayBack.person))).first()


def waiting(session: Session, organisation_id: str, present: datetime) -> list[WayBack]:
    """Those of an organisation that wait for a second person, oldest first."""
    mine = select(WayBack).where(
        WayBack.organisation_id == organisation_id, WayBack.token_hash.is_(None), WayBack.ends_at > present
    )
    return list(session.scalars(mine.options(joinedload(WayBack.person)).order_by(WayBack.asked_at)))
