"""Earlier requests of the same person at the same organisation: when, and what came of them. Who is the same person is
what they showed themselves, by a code that came back; nobody is taken for somebody by their name or their words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.directory.rules.words import day_name
from app.kernel.days import LONDON, local_day
from app.kernel.speech import _, counted, marked
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.rules.said import STATES
from app.linkage.referral.rules.states import MOVED_ON, State

ELSEWHERE = marked("Another organisation looks after it since")
TOLD = (State.RECEIVED, State.SIGNPOSTED, State.ATTENDED, State.CLOSED, State.REENGAGING, State.WITHDRAWN)
"""What of a history is told beside a later request; what was said or noted then is not."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """One of them. `link` is "" for one that was taken back: of that nothing more is shown. `steps` in order."""

    asked: str
    stands: str
    went: str
    link: str
    steps: tuple[tuple[str, str], ...]


def earlier(session: Session, linkage: Linkage, now: datetime) -> list[Earlier]:
    """All others, newest first."""
    same = (Linkage.person_id == linkage.person_id, Linkage.organisation_id == linkage.organisation_id)
    others = select(Linkage).where(*same, Linkage.id != linkage.id, Linkage.state != State.DRAFT)
    found = session.scalars(others.order_by(Linkage.asked_at.desc(), Linkage.id)).all()
    went = _went(session, [each.id for each in found])
    return [_told(session, each, went.get(each.id, 0), now) for each in found]


def _told(session: Session, each: Linkage, went: int, now: datetime) -> Earlier:
    is_gone = each.state is State.WITHDRAWN
    return Earlier(
        asked=_day(each.asked_at, now),
        stands=_(ELSEWHERE if is_gone and each.reason == MOVED_ON else STATES[each.state]),
        went=counted("They went together once.", "They went together {count} times.", went) if went else "",
        link="" if is_gone else f"/requests/{each.id}",
        steps=() if is_gone else _steps(session, each.id, now),
    )


def _steps(session: Session, linkage_id: str, now: datetime) -> tuple[tuple[str, str], ...]:
    moves = select(Happening.at, Happening.went_to).where(
        Happening.linkage_id == linkage_id, Happening.went_to.in_([state.value for state in TOLD])
    )
    found = session.execute(moves.order_by(Happening.number)).all()
    return tuple((_day(at, now), _(STATES[State(went_to)])) for at, went_to in found)


def _went(session: Session, ids: Sequence[str]) -> dict[str, int]:
    went = select(Plan.linkage_id, func.count()).where(Plan.linkage_id.in_(ids), Plan.outcome == Outcome.ATTENDED)
    return {linkage_id: count for linkage_id, count in session.execute(went.group_by(Plan.linkage_id))}


def _day(moment: datetime, now: datetime) -> str:
    return day_name(local_day(moment, LONDON), local_day(now, LONDON))
