"""Whether it is the newcomer's turn to choose, and what they would be glad of while nobody is free."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.matching.models import Answer, Offer
from app.linkage.matching.queries.cards import may_choose
from app.linkage.matching.rules.releasing import OTHERWISE
from app.linkage.referral.models import Linkage, Task

OF_WISHES = "otherwise_"


@dataclass(frozen=True, slots=True)
class Turn:
    """`has_asked`: somebody whom they chose could not; `wished`: what they told us that would help,
    which somebody sees to `by` a moment."""

    is_turn: bool
    has_asked: bool
    wished: frozenset[str]
    by: datetime | None
    otherwise: Mapping[str, str]


def own_turn(session: Session, linkage: Linkage) -> Turn:
    """For the newcomer's own page."""
    is_turn = may_choose(session, linkage)
    no = select(Offer.id).where(Offer.linkage_id == linkage.id, Offer.answer.in_((Answer.DECLINED, Answer.EXPIRED)))
    mine = select(Task).where(Task.linkage_id == linkage.id, Task.done_at.is_(None))
    asks = [each for each in session.scalars(mine) if each.kind.startswith(OF_WISHES)]
    wished, by = {each.kind.removeprefix(OF_WISHES) for each in asks}, max((each.due_at for each in asks), default=None)
    has_asked = is_turn and session.scalars(no.limit(1)).first() is not None
    return Turn(is_turn, has_asked, frozenset(wished), by, OTHERWISE)
