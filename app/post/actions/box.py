"""Putting a message into the box, in the same transaction as its cause: both stay, or neither does."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.post.models import Letter
from app.post.rules import Message, check_message
from app.seal import new_id

PUT = "a letter was put"
"""In the `info` of a session that put a letter: once it commits, there may be something to send."""


def put(session: Session, message: Message, present: datetime, *, planned: bool = False) -> bool:
    """Put a message into the box, to leave when it is due and this transaction is committed; False when one with the
    same key has ever been put, and then nothing changes. `present` is of the running clock. A `planned` one may be
    moved or taken back by the planner. Raises `CannotSend`."""
    check_message(message)
    letter = Letter(id=new_id())
    letter.to = message.to
    letter.values = written(message.values)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    made = session.scalars(
        dialect.insert(Letter)
        .values(
            id=letter.id,
            key=message.key,
            kind=message.kind,
            channel=message.channel,
            person_id=message.person_id,
            to_sealed=letter.to_sealed,
            values_sealed=letter.values_sealed,
            made_at=present,
            due_at=message.due_at or present,
            ends_at=message.ends_at,
            set_for=message.due_at,
            planned=planned,
            tries=0,
            trouble="",
            road="",
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(Letter.id)
    ).one_or_none()
    session.info[PUT] = True
    return made is not None


def written(values: Mapping[str, str | int]) -> str:
    """The values of a message as they are sealed."""
    return json.dumps(dict(values))
