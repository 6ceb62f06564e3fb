"""What the box holds."""

from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.post.models import Letter
from app.post.rules import Channel

_WAITS = (Letter.sent_at.is_(None), Letter.given_up_at.is_(None), Letter.channel != Channel.NONE)


def waiting_since(asked: Session | Connection) -> datetime | None:
    """Since when, by the running clock, the oldest message is due that has not left yet and was set for no moment of
    people's time; None when nothing waits."""
    oldest = select(func.min(Letter.due_at)).where(*_WAITS, Letter.set_for.is_(None))
    return asked.execute(oldest).scalar_one()


def overdue_since(asked: Session | Connection, now: datetime) -> datetime | None:
    """The same of messages that are set for a moment, by people's time; None when none of them is due."""
    oldest = select(func.min(Letter.due_at)).where(*_WAITS, Letter.set_for.is_not(None), Letter.due_at <= now)
    return asked.execute(oldest).scalar_one()
