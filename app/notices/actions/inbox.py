"""Keeping a message inside the site for its person, and noting that it was read."""

import json
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.notices.models import InboxNote
from app.post.rules.letter import Outgoing


def keep(session: Session, letter: Outgoing) -> None:
    """Keep a message; the same one twice is there once."""
    if session.get(InboxNote, letter.id):
        return
    note = InboxNote(id=letter.id, person_id=letter.to, kind=letter.kind, made_at=letter.made_at)
    note.values = json.dumps(dict(letter.values))
    with session.begin_nested():
        session.add(note)


def read(session: Session, person_id: str, present: datetime, note_id: str | None = None) -> None:
    """Note that somebody read one of their messages, or all of them."""
    mine = update(InboxNote).where(InboxNote.person_id == person_id, InboxNote.read_at.is_(None))
    if note_id is not None:
        mine = mine.where(InboxNote.id == note_id)
    session.execute(mine.values(read_at=present))
