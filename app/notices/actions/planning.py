"""Making the box agree with what is wanted now: what is missing is added, what has moved is moved, what nobody wants
any more is taken back, and what was sent is left alone. Done twice, the second time changes nothing."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from app.notices.rules.planning import Planned, Wanted
from app.post.actions import put
from app.post.actions.box import written
from app.post.actions.sending import WAITING
from app.post.models import Letter
from app.post.rules import Message
from app.seal import CannotOpen

FREE = Letter.claimed_until.is_(None)
"""Not in the hands of a sender at this moment."""


def reconcile(session: Session, kinds: Collection[str], wanted: Iterable[Wanted], now: datetime) -> Planned:
    """Make the planned messages of these kinds those that are wanted, and answer what changed. `wanted` is all that
    the present state of things wants; what is too late by `now`, people's time, is passed over. Raises `CannotSend`."""
    live = {each.key: each for each in wanted if each.ends_at > now}
    mine = (Letter.kind.in_(kinds), Letter.planned)
    known = set(session.scalars(select(Letter.key).where(*mine)))
    waiting = session.scalars(select(Letter).where(*mine, WAITING, FREE)).all()
    added = sum(put(session, _message(each), now, planned=True) for each in live.values() if each.key not in known)
    moved = sum(_move(session, letter, live[letter.key]) for letter in waiting if letter.key in live)
    gone = [letter.id for letter in waiting if letter.key not in live and letter.ends_at > now]
    back = delete(Letter).where(Letter.id.in_(gone), WAITING, FREE).execution_options(synchronize_session=False)
    taken = session.scalars(back.returning(Letter.id)).all() if gone else []
    session.expire_all()
    return Planned(added, moved, len(taken))


def add(session: Session, wanted: Iterable[Wanted], now: datetime) -> int:
    """Put at once what cannot wait for its planner, which finds it put and leaves it; how many were new. Raises
    `CannotSend`."""
    return sum(put(session, _message(each), now, planned=True) for each in wanted if each.ends_at > now)


def take_back(session: Session, kinds: Collection[str], subject: str) -> int:
    """Take back at once what is planned of these kinds about one subject and was not sent; how many. A planner that
    wants it still would put it again."""
    about = or_(*(Letter.key.startswith(f"{kind}:{subject}:", autoescape=True) for kind in kinds))
    back = delete(Letter).where(Letter.planned, about, WAITING, FREE).execution_options(synchronize_session=False)
    return len(session.scalars(back.returning(Letter.id)).all())


def _message(each: Wanted) -> Message:
    person = each.person_id
    return Message(each.key, each.kind, each.channel, "", each.values, each.ends_at, person, each.due_at)


def _move(session: Session, letter: Letter, each: Wanted) -> bool:
    """Give a waiting message its new moment or values. One that waits for a better hour is left to wait."""
    if (letter.set_for, letter.ends_at, _values(letter)) == (each.due_at, each.ends_at, dict(each.values)):
        return False
    letter_again = Letter(id=letter.id)
    letter_again.values = written(each.values)
    due = {} if letter.set_for == each.due_at else {"due_at": each.due_at, "rests_until": None}
    changed = update(Letter).where(Letter.id == letter.id, WAITING, FREE)
    changed = changed.values(
        set_for=each.due_at, ends_at=each.ends_at, values_sealed=letter_again.values_sealed, **due
    ).execution_options(synchronize_session=False)
    return session.scalars(changed.returning(Letter.id)).first() is not None


def _values(letter: Letter) -> dict[str, str | int] | None:
    """None where its key is not at hand: then it is written anew."""
    try:
        values: dict[str, str | int] = json.loads(letter.values)
    except CannotOpen:
        return None
    return values
