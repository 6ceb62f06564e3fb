"""A plan of today that was called off: what each of the two reads of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.days import LONDON, local_day
from app.kernel.speech import _
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries.pairs import Pair, happened, last
from app.linkage.accompaniment.queries.waiting import waits
from app.linkage.accompaniment.rules.planning import NOT_THIS_TIME
from app.linkage.accompaniment.rules.telling import CHECK, OFF, OFF_TODAY
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.referral.models import Happening, Task
from app.linkage.referral.rules.said import when
from app.post.models import Letter
from app.post.rules import Channel

ENDINGS = (NOT_THIS_TIME, Outcome.STOOD_DOWN)
TOLD_BY = (OFF_TODAY, "off_today")


@dataclass(frozen=True, slots=True)
class Off:
    """Today is off. `is_mine`: by the reader, `since` when, and `reached` says how far the other has been told;
    `is_rung`: staff are asked to ring the other."""

    is_mine: bool = False
    since: str = ""
    reached: str = ""
    is_rung: bool = False


def is_today(plan: Plan, now: datetime) -> bool:
    """Do they meet on this day, and is it not over?"""
    return local_day(plan.meet_at, LONDON) == local_day(now, LONDON) and now < plan.ends_at


def was_let_go(plan: Plan | None, now: datetime) -> bool:
    """Was what both had agreed to for today called off?"""
    return plan is not None and plan.is_agreed and plan.ending in ENDINGS and is_today(plan, now)


def off_today(session: Session, pair: Pair, person_id: str, now: datetime) -> Off | None:
    """For one of the two, until the time is over; None where nothing of today was called off, or they meet today after
    all."""
    plan = last(session, pair.linkage.id) if pair.plan is None else _before(session, pair.plan)
    if not was_let_go(plan, now) or (pair.plan is not None and is_today(pair.plan, now)):
        return None
    found = next(iter(happened(session, pair.walk, TOLD_BY)), None)
    if found is None or found.actor_id != person_id:
        return Off()
    rung = (Task.linkage_id == pair.linkage.id, Task.kind == "off_today", Task.done_at.is_(None))
    return Off(
        is_mine=True,
        since=when(found.at, now),
        reached=_reached(session, pair, person_id, found, now),
        is_rung=session.scalars(select(Task.id).where(*rung)).first() is not None,
    )


def _before(session: Session, plan: Plan) -> Plan | None:
    earlier = select(Plan).where(Plan.linkage_id == plan.linkage_id, Plan.number < plan.number)
    return session.scalars(earlier.order_by(Plan.number.desc()).limit(1)).first()


def _reached(session: Session, pair: Pair, person_id: str, found: Happening, now: datetime) -> str:
    """How far the word has come; on the doorstep it is another message, that leaves at any hour."""
    other = pair.champion if pair.is_newcomer(person_id) else pair.newcomer
    name = pair.champion.name if pair.is_newcomer(person_id) else pair.linkage.name
    kind = OFF if found.what == OFF_TODAY else CHECK
    about = f"{kind}:{pair.linkage.id}:{found.number}:{other.id}:{Channel.WISHED}"
    letter = session.scalars(select(Letter).where(Letter.key == about)).first()
    if letter and letter.sent_at:
        return _("Our message to {name} has left. Whether it was read, we do not know.", name=name)
    if letter and letter.given_up_at:
        return _("No message from us reaches {name} now: it stands on their page.", name=name)
    late = waits(session, pair, person_id, now) if kind == OFF else ""
    return late or _("Our message to {name} leaves now. Whether it was read, we do not know.", name=name)
