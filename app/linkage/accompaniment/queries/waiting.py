"""Whether a word to the other of the two is told to them now, by their own hours and wishes."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.rules.telling import NEWS
from app.linkage.accompaniment.rules.waiting import how_late
from app.notices.queries.reach import contacts_of, reach_of
from app.notices.rules.reach import answer
from app.people.models import Person
from app.post.rules import Channel
from app.post.rules.leaving import Answer, Drop, Leave
from app.post.rules.letter import Trouble
from app.seal import CannotOpen


def waits(session: Session, pair: Pair, person_id: str, now: datetime) -> str:
    """What to know for whoever writes to the other just now; "" where the other is told at once. While a key is not at
    hand nothing leaves, so it counts as later."""
    is_newcomer = pair.is_newcomer(person_id)
    other = pair.champion if is_newcomer else pair.newcomer
    return how_late(_of(session, other, now), other.name, now, says_day=is_newcomer)


def gets_notice(session: Session, pair: Pair, person_id: str, now: datetime) -> str:
    """Does a notice of a word leave for the other of the two: "yes", "no", or "" where a champion is promised nothing,
    since a newcomer's hours and wishes are not theirs to learn. Staff who go along know them."""
    is_newcomer = pair.is_newcomer(person_id)
    found = _of(session, pair.champion if is_newcomer else pair.newcomer, now)
    if isinstance(found, Leave):
        return "yes"
    if not (is_newcomer or pair.walk.as_staff):
        return ""
    return "no" if isinstance(found, Drop) else "yes"


def _of(session: Session, other: Person, now: datetime) -> Answer:
    try:
        contacts = contacts_of(session, other.id, has_push=True)
        reach = reach_of(session, other.id)
        return answer(NEWS, Channel.EMAIL, reach, contacts, now) if contacts else Drop(Trouble.NOT_WANTED)
    except CannotOpen:
        return Drop(Trouble.NOT_WANTED)
