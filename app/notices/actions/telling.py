"""Telling somebody something at once: by the road that they wish for, and inside the site."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.notices.rules.planning import Span, by_both_roads
from app.post.actions import put
from app.post.rules import Message

WORTH_SAYING = timedelta(days=2)


def tell(
    session: Session, person_id: str, kind: str, about: str, *, values: Mapping[str, str | int], now: datetime
) -> bool:
    """Put a message for somebody, in the transaction of its cause. `about` is `subject:cycle`, under which it is said
    once; a `link` may be a path of ours. False where it was said before. Raises `CannotSend`."""
    span = Span(now, now + WORTH_SAYING)
    both = by_both_roads(kind, about, person_id, span, values)
    messages = [
        Message(each.key, kind, each.channel, "", each.values, each.ends_at, person_id, each.due_at) for each in both
    ]
    return any([put(session, message, now) for message in messages])
