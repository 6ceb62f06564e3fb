"""Codes on paper for when all else is lost."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.people.models import Person


def make_codes(session: Session, person: Person, present: datetime) -> list[str]:
    """Ten new codes, shown once; earlier ones stop working."""
    raise NotImplementedError


def spend_code(session: Session, typed: str, present: datetime, person: Person | None = None) -> Person | None:
    """Spend a code: whose it is, or None. With `person`, only theirs."""
    raise NotImplementedError
