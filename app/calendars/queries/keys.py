"""Links to personal calendars: whose one is, and whether it still leads anywhere."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.calendars.models import FeedKey
from app.calendars.rules.personal import Wording
from app.people.models import Holding, Person

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Held:
    """A link that somebody came by, and since when it leads nowhere: it was switched off, or its person may not come in
    any more. None while it is good."""

    key: FeedKey
    off_since: datetime | None


def by_token(session: Session, token_hash: str) -> Held | None:
    """The link with this hash. Asking costs the same whether there is one or not."""
    mine = Holding.person_id == Person.id
    live = select(Holding.id).where(mine, Holding.ended_at.is_(None), Holding.suspended_at.is_(None)).exists()
    left = select(func.max(func.coalesce(Holding.ended_at, Holding.suspended_at))).where(mine).scalar_subquery()
    found = select(FeedKey, Person.suspended_at, live.label("live"), left.label("left")).join(
        Person, Person.id == FeedKey.person_id
    )
    row = session.execute(found.where(FeedKey.token_hash == token_hash)).first()
    if row is None:
        return None
    key, suspended_at, is_live, left_at = row
    return Held(key, key.revoked_at or suspended_at or (None if is_live else left_at or _NEVER))


def of(session: Session, person_id: str) -> list[FeedKey]:
    """A person's links that are good, the oldest first."""
    mine = select(FeedKey).where(FeedKey.person_id == person_id, FeedKey.revoked_at.is_(None))
    return list(session.scalars(mine.order_by(FeedKey.made_at, FeedKey.id)))


def own(session: Session, person_id: str, key_id: str) -> FeedKey | None:
    """One of a person's own links that are good."""
    key = session.get(FeedKey, key_id)
    return key if key and key.person_id == person_id and key.revoked_at is None else None


def wording(key: FeedKey) -> Wording:
    """What a link tells, and how."""
    return Wording(key.id, key.manner, key.word, key.alarm, key.changes, key.worded_at)
