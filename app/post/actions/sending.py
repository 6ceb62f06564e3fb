"""Taking messages out of the box one at a time, each for one sender only, and writing down what became of them.

Once a message has left, its recipient and its values are taken out. What was given up keeps them, sealed, until it is
too late to try again by hand; what lets somebody in does not. None of these commits: whoever sends does, before and
after each step, so that nothing is held while a mail server takes its time.
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Update, and_, case, literal, or_, select, update
from sqlalchemy.orm import Session

from app.model import Moment
from app.post.models import Letter
from app.post.rules import Channel
from app.post.rules.leaving import Answer, Drop, Leave, Wait
from app.post.rules.letter import CARRIES_CODE, FIRST_WAIT, LEASE, Outgoing, Trouble, may_try_again, wait
from app.post.rules.message import with_site
from app.seal import CannotOpen

Departing = Callable[[Session, str, str, str, datetime], Answer]
"""Asked about a message for a person at the moment when it would leave: (session, person, kind, channel that was asked
for, people's time)."""

Finishing = Callable[[Session, Mapping[str, str | int], datetime], Answer]
"""The same of a message whose words are found only when it leaves: (session, its values, people's time)."""

ON_GONE: list[Callable[[Session, str], None]] = []
"""Told of a phone that its push service does not know any more: (session, phone as it stood in the letter)."""

WAITING = and_(Letter.sent_at.is_(None), Letter.given_up_at.is_(None))
NOTHING: Mapping[str, Finishing] = {}
WIPED: dict[str, Any] = {"to_sealed": None, "values_sealed": None, "claimed_until": None}
KEPT: dict[str, Any] = {
    "to_sealed": case((Letter.kind.in_(CARRIES_CODE), None), else_=Letter.to_sealed),
    "values_sealed": case((Letter.kind.in_(CARRIES_CODE), None), else_=Letter.values_sealed),
    "claimed_until": None,
}


@dataclass(frozen=True, slots=True)
class Clocks:
    """What the time is: by the running clock, and for people."""

    present: datetime
    now: datetime


def clear_away(session: Session, at: Clocks) -> int:
    """Give up what is too late, and a text whose sender was lost on the way, since nobody knows whether it arrived;
    take out what was for nobody, and what nobody can send again any more. Answers how many it gave up."""
    lost = and_(or_(Letter.channel == Channel.TEXT, Letter.road == Channel.TEXT), Letter.claimed_until <= at.present)
    late = and_(_has_ended(at), _is_free(at.present))
    nobody = Letter.channel == Channel.NONE
    why = case(
        (nobody, Trouble.NOBODY.value),
        (lost, Trouble.UNKNOWN.value),
        (Letter.trouble == "", Trouble.LATE.value),
        else_=Letter.trouble,
    )
    hopeless = select(Letter.id).where(WAITING, or_(lost, late, nobody)).with_for_update(skip_locked=True)
    given_up = _changed().where(Letter.id.in_(hopeless)).values(given_up_at=at.present, trouble=why, **KEPT)
    many = len(session.scalars(given_up.returning(Letter.id)).all())
    over = and_(Letter.given_up_at.is_not(None), or_(_has_ended(at), Letter.channel == Channel.NONE))
    holds = or_(Letter.to_sealed.is_not(None), Letter.values_sealed.is_not(None))
    session.execute(_changed().where(over, holds).values(**WIPED))
    return many


def claim(session: Session, at: Clocks, without: Collection[str]) -> Outgoing | None:
    """The message that has been due longest, for this sender alone until the lease ends; None when there is none.
    Roads of `without` are left out. Whoever gets one for a person asks `depart` next. Commit before sending."""
    first = (
        select(Letter.id)
        .where(WAITING, _is_due(at), ~_has_ended(at), _is_free(at.present))
        .where(or_(Letter.rests_until.is_(None), Letter.rests_until <= at.present))
        .where(Letter.channel.in_(set(Channel) - {Channel.NONE} - set(without)))
        .order_by(Letter.due_at, Letter.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    claimed = _changed().where(Letter.id == first.scalar_subquery())
    claimed = claimed.values(claimed_until=at.present + LEASE, tries=Letter.tries + 1)
    letter = session.scalars(claimed.returning(Letter)).one_or_none()
    if letter is None:
        return None
    to, values = _opened(letter)
    made_at = at.present if letter.set_for else letter.made_at
    until = at.present + LEASE
    return Outgoing(letter.id, letter.kind, letter.channel, to, values, made_at, letter.tries, until, letter.person_id)


def depart(
    session: Session, letter: Outgoing, departing: Departing, at: Clocks, finishing: Mapping[str, Finishing] = NOTHING
) -> Outgoing | None:
    """Ask about a message for a person, or of a kind of `finishing`, now that it would leave: the message with its
    road, address and words, or None when it does not leave now. The rule of this moment counts, not the one of when it
    was put."""
    finish = finishing.get(letter.kind)
    if letter.person_id is None and finish is None:
        return letter
    try:
        if finish:
            answer = finish(session, letter.values, at.now)
        else:
            answer = departing(session, letter.person_id or "", letter.kind, letter.channel, at.now)
    except CannotOpen:
        hold_back(session, letter, at)
        return None
    mine = _mine(letter)
    if isinstance(answer, Leave):
        session.execute(mine.values(road=answer.channel))
        to = letter.to or answer.to
        values = with_site(letter.values if answer.values is None else answer.values, answer.site)
        found = replace(letter, channel=answer.channel, to=to, values=values)
        return replace(found, stop=answer.stop, is_plain=answer.is_plain, own=answer.own)
    if isinstance(answer, Wait):
        ahead = max(answer.until - at.now, FIRST_WAIT)
        due = case((Letter.set_for.is_not(None), _moment(at.now + ahead)), else_=_moment(at.present + ahead))
        session.execute(mine.values(due_at=due, claimed_until=None, tries=Letter.tries - 1))
    elif isinstance(answer, Drop):
        session.execute(mine.values(given_up_at=at.present, trouble=answer.why.value, **KEPT))
    return None


def hold_back(session: Session, letter: Outgoing, at: Clocks) -> None:
    """Put it back for a little while without counting a try: its road is down, or a key is not at hand."""
    rests = at.present + FIRST_WAIT
    session.execute(_mine(letter).values(rests_until=rests, claimed_until=None, road="", tries=Letter.tries - 1))


def mark_sent(session: Session, letter: Outgoing, present: datetime) -> None:
    """It has left, even if the lease ended meanwhile."""
    left = _changed().where(Letter.id == letter.id, Letter.sent_at.is_(None))
    session.execute(left.values(sent_at=present, given_up_at=None, trouble="", **WIPED))


def mark_trouble(session: Session, letter: Outgoing, trouble: Trouble, present: datetime, chance: float) -> None:
    """It has not left, or nobody knows: due again later where that is harmless, given up where it is not. A sender
    whose lease has ended changes nothing. `chance`, from 0 to 1, spreads the next tries. A phone that is gone is
    forgotten, so that the next try takes another road."""
    if trouble is Trouble.GONE:
        for forget in ON_GONE:
            forget(session, letter.to)
    if may_try_again(letter.channel, trouble):
        rests = present + wait(letter.tries, chance)
        session.execute(_mine(letter).values(rests_until=rests, claimed_until=None, trouble=trouble.value, road=""))
    else:
        session.execute(_mine(letter).values(given_up_at=present, trouble=trouble.value, **KEPT))


def _opened(letter: Letter) -> tuple[str, dict[str, str | int]]:
    """Whom it goes to and the values of its words. A message sealed with a key that is not at hand comes empty: it
    cannot be sent, but does not stand in the way of the others, and leaves once the key is back."""
    try:
        return letter.to, json.loads(letter.values)
    except CannotOpen:
        return "", {}


def _changed() -> Update:
    return update(Letter).execution_options(synchronize_session=False, populate_existing=True)


def _mine(letter: Outgoing) -> Update:
    return _changed().where(Letter.id == letter.id, WAITING, Letter.claimed_until == letter.claimed_until)


def _is_free(present: datetime) -> ColumnElement[bool]:
    return or_(Letter.claimed_until.is_(None), Letter.claimed_until <= present)


def _is_due(at: Clocks) -> ColumnElement[bool]:
    return Letter.due_at <= _by_its_clock(at)


def _has_ended(at: Clocks) -> ColumnElement[bool]:
    return Letter.ends_at <= _by_its_clock(at)


def _by_its_clock(at: Clocks) -> ColumnElement[datetime]:
    return case((Letter.set_for.is_not(None), _moment(at.now)), else_=_moment(at.present))


def _moment(at: datetime) -> ColumnElement[datetime]:
    return literal(at, Moment())
