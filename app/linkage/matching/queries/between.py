"""What stands between two people, whoever looks: kept apart, reported, or stopped until a lead has looked."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from app.concerns.queries.apart import blocked_pairs, held_back
from app.concerns.queries.stops import told_of


def kept_apart(session: Session, person_ids: Collection[str]) -> set[frozenset[str]]:
    """The pairs among these people who are never brought together: one said so, staff know why, or one told us of the
    other and a lead stopped that one."""
    return blocked_pairs(session, person_ids) | told_of(session, person_ids)


def stands_between(session: Session, pair: tuple[str, str], now: datetime) -> bool:
    """Are these two not to be brought together at this moment?"""
    return bool(kept_apart(session, pair) or held_back(session, pair, now))
