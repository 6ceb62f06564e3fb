"""Entries for tests, and a record of them."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry

CAL, SAM, NIA, OZ = "c" * 32, "5" * 32, "a" * 32, "0" * 32
HUB, OTHER_HUB = "hhhhhhh1", "hhhhhhh2"
NOON = datetime(2026, 12, 21, 12, tzinfo=UTC)


def looked(at: str = NIA, by: str = SAM, act: str = "people.read", where: str = HUB) -> Entry:
    """Somebody looked at a person's record."""
    return Entry(by, "link_worker", "case", act, "person", at, at, organisation_id=where)


def write(session: Session, *entries: Entry) -> None:
    """Each entry in a transaction of its own."""
    for entry in entries:
        record(session, entry)
        session.commit()
