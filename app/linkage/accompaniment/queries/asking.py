"""Whether a question to a newcomer stands: what a message announces is on their page, and nothing else is announced."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.linkage.accompaniment.queries.pairs import last
from app.linkage.accompaniment.rules.asking import (
    AGAIN,
    ASKED,
    GETTING_ON,
    HELPS,
    HOW_OFTEN,
    SOON_AGAIN,
    has_more_to_say,
    is_resting,
)
from app.linkage.referral.models import Happening, Linkage, Task
from app.linkage.referral.rules.states import State

ASKED_IN = frozenset({State.ATTENDED, State.FOLLOWING})
"""States in which these questions come."""


@dataclass(frozen=True, slots=True)
class Asked:
    """“How are you getting on?” on their page: is it open; else whether they wished for a person, and by when one gets
    in touch, if that is still to come. `rests`: they wished not to be asked; `may_rest`: they may still wish so."""

    is_open: bool
    wished: bool
    by: datetime | None
    rests: bool = False
    may_rest: bool = False
    answers: ClassVar[Mapping[str, str]] = GETTING_ON


def stands(session: Session, linkage: Linkage, question: Happening) -> bool:
    """Is it the latest one, and have they done nothing on their page since?"""
    return question.number == _newest(session, linkage) > _heard(session, linkage)


def getting_on(session: Session, linkage: Linkage, now: datetime) -> Asked:
    """For their page."""
    newest = select(Happening.what).where(
        Happening.linkage_id == linkage.id, Happening.number == _newest(session, linkage)
    )
    is_open = linkage.state is State.FOLLOWING and session.scalars(newest).first() == AGAIN
    is_open = is_open and _newest(session, linkage) > _heard(session, linkage)
    helps = select(func.min(Task.due_at, type_=Task.due_at.type)).where(
        Task.linkage_id == linkage.id, Task.kind.in_(HELPS.values()), Task.done_at.is_(None)
    )
    by = None if is_open else session.scalars(helps).one()
    is_asked, rests = linkage.state in ASKED_IN, rest_from_asking(session, linkage, now)
    soon = by if by and by > now else None
    return Asked(is_open, by is not None, soon, is_asked and rests, is_asked and not rests)


def rest_from_asking(session: Session, linkage: Linkage, now: datetime) -> bool:
    """Do they wish not to be asked at this moment?"""
    mine = (Happening.linkage_id == linkage.id, Happening.what.in_(HOW_OFTEN))
    said = select(Happening.what, Happening.at).where(*mine).order_by(Happening.number.desc()).limit(1)
    return any(is_resting(what, at, now) for what, at in session.execute(said))


def may_ask_how(session: Session, linkage: Linkage) -> bool:
    """Is there an outing of which they have not said all three things?"""
    plan = last(session, linkage.id)
    return plan is not None and plan.outcome is not None and has_more_to_say(plan.newcomer_says, plan.felt, plan.again)


def asked_lately(session: Session, linkage: Linkage, now: datetime) -> bool:
    """Was anything asked within the last day?"""
    mine = (Happening.linkage_id == linkage.id, Happening.what.in_(ASKED), Happening.at > now - SOON_AGAIN)
    return session.scalars(select(Happening.id).where(*mine).limit(1)).first() is not None


def _newest(session: Session, linkage: Linkage) -> int:
    asked = select(func.coalesce(func.max(Happening.number), 0))
    return session.scalars(asked.where(Happening.linkage_id == linkage.id, Happening.what.in_(ASKED))).one()


def _heard(session: Session, linkage: Linkage) -> int:
    heard = select(func.coalesce(func.max(Happening.number), 0))
    return session.scalars(
        heard.where(Happening.linkage_id == linkage.id, Happening.actor_id == linkage.person_id)
    ).one()
