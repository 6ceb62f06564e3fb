"""Forgetting in time: what the register gives an end is deleted when it is there, table by table, in one way.

Rows that need more than deletion have their steps in `MORE`; this is where a feature adds its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, Date, Integer, Table, delete, func, select
from sqlalchemy.orm import Session

from app.model import Model
from app.rights.actions import dormant
from app.rights.queries.dormant import to_ask, to_end
from app.rights.queries.unproved import to_forget
from app.rights.rules.register import Entry, register

NEVER = frozenset({"audit_event"})
"""The record refuses to be deleted from (docs/decisions/0011-rights.md)."""


@dataclass(frozen=True, slots=True)
class Where:
    """What the steps need to know: the ledger of erasures, and the address at which somebody signs in."""

    ledger: Path
    sign_in: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is due for rows of a table: how many there are, and doing it; both answer how many."""

    says: str
    count: Callable[[Session, datetime], int]
    do: Callable[[Session, Where, datetime], int]


MORE: Mapping[str, tuple[Step, ...]] = {
    "person": (
        Step(
            "person, ended",
            lambda session, present: len(to_end(session, present)),
            lambda session, where, present: dormant.end(session, where.ledger, present),
        ),
        Step(
            "person, asked",
            lambda session, present: len(to_ask(session, present)),
            lambda session, where, present: dormant.ask(session, where.sign_in, present),
        ),
        Step(
            "person, never proved",
            lambda session, present: len(to_forget(session, present)),
            lambda session, where, present: dormant.forget_unproved(session, where.ledger, present),
        ),
    ),
}
"""Table to steps, in their order."""


def steps() -> list[Step]:
    """Everything that has an end, rows that point at others first. Before those, what needs more than deletion."""
    ends = {entry.table: entry for entry in register() if entry.days and entry.table not in NEVER}
    tables = [table for table in reversed(Model.metadata.sorted_tables) if table.name in ends]
    more = [step for table in tables for step in MORE.get(table.name, ())]
    return more + [_deletion(table, ends[table.name]) for table in tables if table.name not in MORE]


def due(session: Session, present: datetime) -> dict[str, int]:
    """How many rows are beyond their limit, step by step; nothing changes."""
    return {step.says: step.count(session, present) for step in steps()}


def forget_in_time(session: Session, where: Where, present: datetime) -> dict[str, int]:
    """Take every step. `present` is of the running clock. How many rows each touched."""
    return {step.says: step.do(session, where, present) for step in steps()}


def beyond(table: Table, entry: Entry, present: datetime) -> ColumnElement[bool]:
    """The rows of a table that are kept no longer: those whose end lies more than the register's days back."""
    column, edge = table.c[entry.after], present - timedelta(days=entry.days or 0)
    if isinstance(column.type, Integer):
        return column < int(edge.timestamp())
    return column < (edge.date() if isinstance(column.type, Date) else edge)


def _deletion(table: Table, entry: Entry) -> Step:
    def count(session: Session, present: datetime) -> int:
        wanted = select(func.count()).select_from(table).where(beyond(table, entry, present))
        return session.scalars(wanted).one()

    def do(session: Session, _where: Where, present: datetime) -> int:
        touched = count(session, present)
        session.execute(delete(table).where(beyond(table, entry, present)))
        return touched

    return Step(table.name, count, do)
