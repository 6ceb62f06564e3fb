"""What the box holds."""

from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.post.models import Letter
from app.post.rules import Channel


def waiting_since(asked: Session | Connection) -> datetime | None:
    """When the oldest message that has not left yet was put into the box; None when nothing waits."""
    oldest = select(func.min(Letter.made_at)).where(
        Letter.sent_at.is_(None), Letter.given_up_at.is_(None), Letter.channel != Channel.NONE
    )
    return asked.execute(oldest).scalar_one()
