"""Stopping messages by a link, without signing in; and letting them come again."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.notices.models import Stopped


def stop(session: Session, person_id: str, kind: str, now: datetime) -> None:
    """Stop one kind of messages to somebody, or all with "". It counts for what is in the box already, and twice is
    once."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(Stopped).values(person_id=person_id, kind=kind, stopped_at=now)
    session.execute(row.on_conflict_do_nothing(index_elements=["person_id", "kind"]))


def start_again(session: Session, person_id: str) -> None:
    """All messages may come again."""
    session.execute(delete(Stopped).where(Stopped.person_id == person_id))
