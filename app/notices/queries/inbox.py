"""What waits for somebody inside the site."""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.notices.models import InboxNote
from app.post.rules.wording import INSIDE, as_note
from app.seal import CannotOpen

MOST = 100


@dataclass(frozen=True, slots=True)
class Note:
    """One message in its words. `link` is where it leads, on this site."""

    id: str
    title: str
    words: str
    link: str
    made_at: datetime
    is_read: bool


def notes(session: Session, person_id: str) -> list[Note]:
    """The last messages of somebody, what is unread first, newest first."""
    mine = select(InboxNote).where(InboxNote.person_id == person_id)
    rows = session.scalars(mine.order_by(InboxNote.read_at.is_not(None), InboxNote.made_at.desc()).limit(MOST))
    return [note for row in rows if (note := _in_words(row))]


def note(session: Session, person_id: str, note_id: str) -> Note | None:
    """One of somebody's own."""
    row = session.get(InboxNote, note_id)
    return _in_words(row) if row and row.person_id == person_id else None


def unread(session: Session, person_id: str) -> int:
    """How many somebody has not read."""
    mine = (InboxNote.person_id == person_id, InboxNote.read_at.is_(None), InboxNote.kind.in_(INSIDE))
    return session.scalars(select(func.count()).select_from(InboxNote).where(*mine)).one()


def _in_words(row: InboxNote) -> Note | None:
    """None where its kind has no words any more, or its key is not at hand."""
    try:
        values = json.loads(row.values or "{}")
    except CannotOpen:
        return None
    if row.kind not in INSIDE:
        return None
    title, words = as_note(row.kind, values)
    return Note(row.id, title, words, urlsplit(str(values.get("link", ""))).path, row.made_at, row.read_at is not None)
