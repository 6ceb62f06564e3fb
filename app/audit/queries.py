"""What is asked of the record: who looked at somebody's things, what an organisation's people did, how it ends."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, String, cast, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.audit.rules import FIRST, SHAPES, START, Entry, Event

PAGE = 50
BATCH = 1000
UNREADABLE = datetime(1, 1, 1, tzinfo=UTC)
"""Stands for a moment that somebody has made into something else."""


def about(session: Session, subject_id: str, before: int | None = None, limit: int = PAGE) -> list[Event]:
    """What anybody did with, or saw of, one person's record, newest first; `before` a number, for the next page."""
    return _newest(session, AuditEvent.subject_id == subject_id, before, limit)


def by_people_of(session: Session, organisation_id: str, before: int | None = None, limit: int = PAGE) -> list[Event]:
    """What people did in their seats at an organisation, newest first: for its privacy lead. What the same people did
    in another organisation's name is not here."""
    return _newest(session, AuditEvent.organisation_id == organisation_id, before, limit)


def head(session: Session) -> tuple[int, str]:
    """The number and the mark of the last event; of an empty record, what comes before the first."""
    last = select(AuditEvent.seq, AuditEvent.mark).order_by(AuditEvent.seq.desc()).limit(1)
    row = session.execute(last).one_or_none()
    return (row.seq, row.mark) if row else (FIRST - 1, START)


def events(session: Session) -> Iterator[Event]:
    """The whole record in order, also where somebody has spoilt it: a row that the database cannot read comes with
    nothing in it, and is the last. From SQLite row by row, so that it is known which one that is."""
    fields = [getattr(AuditEvent, field) for field in SHAPES]
    columns = select(AuditEvent.seq, cast(AuditEvent.at, String), AuditEvent.mark, *fields).order_by(AuditEvent.seq)
    batch = 1 if session.get_bind().dialect.name == "sqlite" else BATCH
    seq = FIRST - 1
    try:
        for seq, at, mark, *values in session.execute(columns, execution_options={"yield_per": batch}):
            yield Event(seq, _moment(at), Entry(*values), mark)
    except DatabaseError as error:
        if error.connection_invalidated:
            raise
        yield Event(seq + 1, UNREADABLE, Entry("", "", "", ""), "")


def _newest(session: Session, wanted: ColumnElement[bool], before: int | None, limit: int) -> list[Event]:
    found = select(AuditEvent).where(wanted).order_by(AuditEvent.seq.desc()).limit(limit)
    if before is not None:
        found = found.where(AuditEvent.seq < before)
    return [_event(row) for row in session.scalars(found)]


def _event(row: AuditEvent) -> Event:
    return Event(row.seq, row.at, Entry(*(getattr(row, field) for field in SHAPES)), row.mark)


def _moment(text: str) -> datetime:
    """The moment in a database's own words; SQLite takes any words, so only those that we would have written count."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return UNREADABLE
    if moment.tzinfo is None and moment.isoformat(" ", "microseconds") == text:
        return moment.replace(tzinfo=UTC)
    return moment if moment.tzinfo else UNREADABLE
