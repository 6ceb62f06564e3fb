"""Requests that go by themselves, minute by minute, for tests."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.matching.actions import driving
from app.linkage.matching.models import Offer
from app.linkage.referral.actions import timers
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from tests.linkage.cast import NOW, asked, hub, person

MORNING = NOW.replace(hour=9) + timedelta(days=1)
"""Tuesday: a window of four hours is over at one o'clock."""


def released(session: Session, name: str = "Nia", now: datetime = MORNING, **given: object) -> Linkage:
    """A request that a coordinator has looked at and let go by itself."""
    hub(session).constants = {"asking": "itself"}
    linkage = asked(session, person(session, name), State.TRIAGE, **given)
    driving.release(session, None, linkage, now)
    session.commit()
    return linkage


def tick(session: Session, now: datetime) -> None:
    """What the scheduler does each minute."""
    timers.run_due(session, now)
    driving.drive(session, now)
    session.commit()


def open_ones(session: Session) -> list[Offer]:
    return list(session.scalars(select(Offer).where(Offer.answered_at.is_(None)).order_by(Offer.id)))
