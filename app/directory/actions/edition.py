"""The edition: one row that says whether anything that calendars tell of listings may have changed."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.models import Edition
from app.seal import new_id


def move_on(session: Session, now: datetime) -> None:
    """Begin another edition, in the transaction of the change itself. Its name is random, not a count: a backup that is
    put back must not give an old name to new content."""
    row = session.get(Edition, 1) or Edition(id=1)
    row.name, row.begun_at = new_id(), now
    session.add(row)
    session.flush()
