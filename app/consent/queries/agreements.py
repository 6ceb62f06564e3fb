"""What somebody agreed to, in the words of today."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.models import Consent
from app.consent.rules.texts import TEXTS


def agreements(session: Session, person_id: str) -> dict[str, Consent]:
    """Purpose to the yes that holds now. A yes to other words than today's does not hold."""
    given = session.scalars(
        select(Consent).where(Consent.person_id == person_id, Consent.withdrawn_at.is_(None)).order_by(Consent.given_at)
    )
    return {
        each.purpose: each for each in given if each.purpose in TEXTS and each.version == TEXTS[each.purpose].version
    }


def agrees(session: Session, person_id: str, purpose: str) -> bool:
    """Does the person's yes to this purpose hold now?"""
    return purpose in agreements(session, person_id)


def agreeing(session: Session, people: Collection[str], purpose: str) -> set[str]:
    """Those of some people whose yes to this purpose holds now."""
    mine = select(Consent.person_id).where(Consent.person_id.in_(people), Consent.withdrawn_at.is_(None))
    return set(session.scalars(mine.where(Consent.purpose == purpose, Consent.version == TEXTS[purpose].version)))


def history(session: Session, person_id: str) -> list[Consent]:
    """Every yes of a person, the latest first."""
    every = select(Consent).where(Consent.person_id == person_id).order_by(Consent.given_at.desc(), Consent.id)
    return list(session.scalars(every))
