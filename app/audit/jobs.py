"""What is done with the record again and again."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.audit import actions
from app.web.request import settings

HEADS = "audit-heads.txt"
"""The file of heads in the instance folder; whoever runs the site copies it to a second place."""


def note_head(session: Session, now: datetime) -> int:
    """Note how the record ends, by the running clock; the number of lines written."""
    return actions.note_head(session, settings().instance / HEADS)
