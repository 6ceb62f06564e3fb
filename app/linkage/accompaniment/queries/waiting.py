"""Whether a word to the other of the two is told to them now, by their own hours and wishes."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.accompaniment.rules.telling import NEWS
from app.linkage.accompaniment.rules.waiting import how_late
from app.notices.queries.reach import contacts_of, reach_of
from app.notices.rules.reach import answer
from app.post.rules import Channel
from app.post.rules.leaving import Drop
from app.post.rules.letter import Trouble
from app.seal import CannotOpen


def waits(session: Session, pair: Pair, person_id: str, now: datetime) -> str:
    """What to know for whoever writes to the other just now; "" where the other is told at once. While a key is not at
    hand nothing leaves, so it counts as later."""
    is_newcomer = pair.is_newcomer(person_id)
    other = pair.champion if is_newcomer else pair.newcomer
    try:
        contacts = contacts_of(session, other.id, has_push=True)
        reach = reach_of(session, other.id)
        found = answer(NEWS, Channel.EMAIL, reach, contacts, now) if contacts else Drop(Trouble.NOT_WANTED)
    except CannotOpen:
        found = Drop(Trouble.NOT_WANTED)
    return how_late(found, other.name, now, says_day=is_newcomer)
