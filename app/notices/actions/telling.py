"""Telling somebody something at once: by the road that they wish for, and inside the site."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.notices.actions.planning import FREE
from app.notices.rules.planning import Span, by_both_roads
from app.post.actions import put
from app.post.actions.sending import WAITING
from app.post.models import Letter
from app.post.rules import Channel, Message

WORTH_SAYING = timedelta(days=2)


def is_waiting(session: Session, kind: str, person_id: str) -> bool:
    """Has a message of this kind for somebody not left the site yet?"""
    theirs = (Letter.kind == kind, Letter.person_id == person_id, Letter.channel == Channel.WISHED)
    return session.scalars(select(Letter.id).where(*theirs, WAITING).limit(1)).first() is not None


def untell(session: Session, kind: str, subject: str) -> None:
    """What was answered is said no more, where it has not left yet."""
    about = Letter.key.startswith(f"{kind}:{subject}:", autoescape=True)
    free = (WAITING, Letter.claimed_until.is_(None), Letter.channel == Channel.WISHED)
    session.execute(delete(Letter).where(about, *free).execution_options(synchronize_session=False))


def tell(
    session: Session, person_id: str, kind: str, about: str, *, values: Mapping[str, str | int], now: datetime,
    after: timedelta = timedelta(0),
) -> bool:  # fmt: skip
    """Put a message for somebody, in the transaction of its cause. `about` is `subject:cycle`, under which it is said
    once; a `link` may be a path of ours. It rests for as long as what it tells may be taken back. False where it was
    said before. Raises `CannotSend`."""
    span = Span(now + after, now + after + WORTH_SAYING)
    both = by_both_roads(kind, about, person_id, span, values)
    messages = [
        Message(each.key, kind, each.channel, "", each.values, each.ends_at, person_id, each.due_at) for each in both
    ]
    return any([put(session, message, now) for message in messages])


def unsay(session: Session, kind: str, about: str) -> int:
    """Take back what was put so and has not left; how many."""
    mine = Letter.key.startswith(f"{kind}:{about}:", autoescape=True)
    back = delete(Letter).where(mine, WAITING, FREE).execution_options(synchronize_session=False)
    return len(session.scalars(back.returning(Letter.id)).all())
