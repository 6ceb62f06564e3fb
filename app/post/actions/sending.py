"""Taking messages out of the box one at a time, each for one sender only, and writing down what became of them.

Whatever becomes of a message, in the end its recipient and its values are taken out; what stays is which kind of
message left when. None of these commits: whoever sends does, before and after each step, so that nothing is held while
a mail server takes its time.
"""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, case, or_, select, update
from sqlalchemy.orm import Session

from app.post.models import Letter
from app.post.rules import Channel
from app.post.rules.letter import LEASE, Outgoing, Trouble, may_try_again, wait
from app.seal import CannotOpen

WAITING = and_(Letter.sent_at.is_(None), Letter.given_up_at.is_(None))
WIPED: dict[str, Any] = {"to_sealed": None, "values_sealed": None, "claimed_until": None}


def clear_away(session: Session, present: datetime) -> int:
    """Give up what is too late, and a text whose sender was lost on the way, since nobody knows whether it arrived;
    take out what was for nobody. Answers how many."""
    lost = and_(Letter.channel == Channel.TEXT, Letter.claimed_until <= present)
    late = and_(Letter.ends_at <= present, _is_free(present))
    nobody = Letter.channel == Channel.NONE
    why = case(
        (nobody, Trouble.NOBODY.value),
        (lost, Trouble.UNKNOWN.value),
        (Letter.trouble == "", Trouble.LATE.value),
        else_=Letter.trouble,
    )
    hopeless = select(Letter.id).where(WAITING, or_(lost, late, nobody)).with_for_update(skip_locked=True)
    given_up = _changed().where(Letter.id.in_(hopeless)).values(given_up_at=present, trouble=why, **WIPED)
    return len(session.scalars(given_up.returning(Letter.id)).all())


def claim(session: Session, present: datetime, without: Collection[str]) -> Outgoing | None:
    """The message that has been due longest, for this sender alone until the lease ends; None when there is none.
    Roads of `without` are left out. Commit before sending."""
    first = (
        select(Letter.id)
        .where(WAITING, Letter.due_at <= present, Letter.ends_at > present, _is_free(present))
        .where(Letter.channel.in_({Channel.EMAIL, Channel.TEXT} - set(without)))
        .order_by(Letter.due_at, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    claimed = _changed().where(Letter.id == first.scalar_subquery())
    claimed = claimed.values(claimed_until=present + LEASE, tries=Letter.tries + 1)
    letter = session.scalars(claimed.returning(Letter)).one_or_none()
    if letter is None:
        return None
    to, values = _opened(letter)
    until = present + LEASE
    return Outgoing(letter.id, letter.kind, letter.channel, to, values, letter.made_at, letter.tries, until)


def mark_sent(session: Session, letter: Outgoing, present: datetime) -> None:
    """It has left, even if the lease ended meanwhile."""
    left = _changed().where(Letter.id == letter.id, Letter.sent_at.is_(None))
    session.execute(left.values(sent_at=present, given_up_at=None, trouble="", **WIPED))


def mark_trouble(session: Session, letter: Outgoing, trouble: Trouble, present: datetime, chance: float) -> None:
    """It has not left, or nobody knows: due again later where that is harmless, given up where it is not. A sender
    whose lease has ended changes nothing. `chance`, from 0 to 1, spreads the next tries."""
    mine = _changed().where(Letter.id == letter.id, WAITING, Letter.claimed_until == letter.claimed_until)
    if may_try_again(letter.channel, trouble):
        due = present + wait(letter.tries, chance)
        session.execute(mine.values(due_at=due, claimed_until=None, trouble=trouble.value))
    else:
        session.execute(mine.values(given_up_at=present, trouble=trouble.value, **WIPED))


def _opened(letter: Letter) -> tuple[str, dict[str, str | int]]:
    """Whom it goes to and the values of its words. A message sealed with a key that is not at hand comes empty: it
    cannot be sent, but does not stand in the way of the others, and leaves once the key is back."""
    try:
        return letter.to, json.loads(letter.values)
    except CannotOpen:
        return "", {}


def _changed() -> Update:
    return update(Letter).execution_options(synchronize_session=False, populate_existing=True)


def _is_free(present: datetime) -> ColumnElement[bool]:
    return or_(Letter.claimed_until.is_(None), Letter.claimed_until <= present)
