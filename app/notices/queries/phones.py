"""The phones that somebody asked us to tell."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.notices.models import PushPhone
from app.seal import ring


def phones_of(session: Session, person_id: str) -> list[PushPhone]:
    """Somebody's phones, the one first that was seen last: it is the one that is told."""
    mine = select(PushPhone).where(PushPhone.person_id == person_id)
    return list(session.scalars(mine.order_by(PushPhone.seen_on.desc(), PushPhone.made_at.desc(), PushPhone.id)))


def known(session: Session, subscription: str) -> PushPhone | None:
    """The phone of this subscription, whoever's it is."""
    indexes = ring().indexes(subscription, "subscription")
    return session.scalars(select(PushPhone).where(PushPhone.subscription_index.in_(indexes))).first()
