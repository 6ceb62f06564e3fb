"""Writing into the record who did or looked at what: in the transaction of the thing itself, as its very last step."""

from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import event, func, insert, select
from sqlalchemy.orm import Session, SessionTransaction

from app.audit.models import AuditEvent
from app.audit.queries import head
from app.audit.rules import Entry, Head, Marks, chained, check_entry
from app.kernel.clock import running
from app.seal import ring

WAITING = "alongside.audit"
SORT = "audit chain"
LOCK = 0x4175646974
"""The number of the chain's lock in PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry that will be written when its transaction commits, and the savepoints that it stands inside."""

    entry: Entry
    inside: tuple[SessionTransaction, ...]


def record(session: Session, entry: Entry) -> None:
    """Have an entry written at the commit; nothing is left of it if that is rolled back or never comes. Raises
    `NotAnEntry`.

    The moment that is written is the running clock's, at the commit: the chain is locked only then, so that nobody
    waits for a lock while holding it. On SQLite the session's engine is one for writing (`db.writing`). A view that
    only reads has no commit: it records in a transaction of its own, before it shows anything:

        with db.unit_of_work() as apart:
            record(apart, Entry.of(by, "person", person.id, subject_id=person.id))
    """
    check_entry(entry)
    if not session.in_transaction():
        session.begin()
    session.info.setdefault(WAITING, []).append(Waiting(entry, _savepoints(session)))


def note_head(session: Session, file: Path) -> int:
    """Append the record's number and mark as they are now to a file that is kept elsewhere too; 0 if it is empty."""
    seq, mark = head(session)
    if not seq:
        return 0
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as opened:
        opened.write(f"{Head(running(), seq, mark)}\n")
    return 1


def marks() -> Marks:
    """The marks of a text under this installation's keys."""
    return partial(ring().indexes, sort=SORT)


def _savepoints(session: Session) -> tuple[SessionTransaction, ...]:
    found, each = [], session.get_nested_transaction()
    while each is not None:
        found.append(each)
        each = each.parent
    return tuple(found)


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    """Chain what is waiting to the end of the record. Everything else is flushed before, so that this lock is the last
    that the transaction takes; PostgreSQL gives it back after others can see the commit."""
    if session.in_nested_transaction() or not session.info.get(WAITING):
        return
    session.flush()
    waiting: list[Waiting] = session.info.pop(WAITING)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    made = chained((each.entry for each in waiting), running(), head(session), marks())
    rows = [{"seq": each.seq, "at": each.at, "mark": each.mark, **asdict(each.entry)} for each in made]
    session.execute(insert(AuditEvent), rows)


@event.listens_for(Session, "after_soft_rollback")
def _forget_savepoint(session: Session, undone: SessionTransaction) -> None:
    waiting: list[Waiting] = session.info.get(WAITING, [])
    waiting[:] = [each for each in waiting if undone not in each.inside]


@event.listens_for(Session, "after_transaction_end")
def _forget_all(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        session.info.pop(WAITING, None)
