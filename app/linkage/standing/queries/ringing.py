"""Whether a newcomer who would rather be rung can be: who has their number, and whom they asked to ring them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.queries.asking import coordinators
from app.linkage.referral.rules.said import by_when
from app.linkage.standing.rules.ringing import TO_RING
from app.notices.queries.reach import reach_of
from app.notices.rules.reach import Wish


@dataclass(frozen=True, slots=True)
class Ringing:
    """Is a number of theirs known; would sharing show it, by what they chose of how we reach them; and does whoever
    goes with them have it already?"""

    is_known: bool
    would_show: bool
    has_it: bool


def ringing(session: Session, pair: Pair, *, is_shared: bool) -> Ringing:
    """For the two; raises `CannotOpen` while a key is not at hand."""
    person, reach = pair.newcomer, reach_of(session, pair.newcomer.id)
    hides = reach.do_not_contact or reach.wish is Wish.INSIDE or (reach.wish is Wish.EMAIL and bool(person.email))
    is_known = bool(person.phone)
    has_it = sees_anyway(session, pair) or (is_shared and not hides)
    return Ringing(is_known, is_known and not hides, is_known and has_it)


def sees_anyway(session: Session, pair: Pair) -> bool:
    """Does whoever goes with them look after requests there, and so sees how to reach them?"""
    return pair.walk.as_staff and pair.champion.id in coordinators(session, pair.linkage.organisation_id)


def rung_by(session: Session, linkage: Linkage, now: datetime) -> str:
    """By when staff ring them, as they asked; "" where they did not, or it was done."""
    mine = (Task.linkage_id == linkage.id, Task.kind == TO_RING, Task.done_at.is_(None))
    due_at = session.scalars(select(Task.due_at).where(*mine)).first()
    return by_when(due_at, now) if due_at and due_at > now else ""
