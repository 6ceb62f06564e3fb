"""Taking and keeping the lease; doing one job, so that whoever has lost the lease meanwhile changes nothing.

Everything that a job writes, and the word that it ended, is one transaction, at whose end the fence is looked at and
held still until the commit. Nobody takes over in between, and nobody commits after having been taken over from.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Update, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.clockwork.models import JobState, Lease
from app.clockwork.queries import MINDER
from app.clockwork.rules.job import Job, Trouble
from app.clockwork.rules.term import LEASE, Superseded, Term

LONGEST_SILENCE = "30s"
"""Then PostgreSQL ends a transaction in which nothing happens: a process that was frozen holds no lock longer."""

Clock = Callable[[], datetime]


def take(session: Session, holder: str, seen: Lease | None, present: datetime, length: timedelta = LEASE) -> bool:
    """Take a lease that is free: `seen` is how it stood when that was found. False if somebody else was quicker."""
    mine = {"holder": holder, "since": present, "until": present + length}
    if seen is None:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        first = dialect.insert(Lease).values(name=MINDER, fence=1, **mine)
        return session.scalar(first.on_conflict_do_nothing().returning(Lease.fence)) is not None
    still = _free_of_locks().where(Lease.fence == seen.fence, Lease.until == seen.until)
    return session.scalar(still.values(fence=seen.fence + 1, **mine).returning(Lease.fence)) is not None


def renew(session: Session, term: Term, present: datetime, length: timedelta = LEASE) -> bool:
    """Keep the lease for longer. False if somebody else has it."""
    mine = _changed_lease().where(Lease.holder == term.holder, Lease.fence == term.fence)
    return session.scalar(mine.values(until=present + length).returning(Lease.fence)) is not None


def leave(session: Session, term: Term, present: datetime) -> None:
    """Give the lease back, so that the next one need not wait for its end."""
    renew(session, term, present, timedelta())


def begin(session: Session, name: str, present: datetime, term: Term | None) -> None:
    """Note that a job begins. Raises `Superseded`. Without a term somebody has asked for the job by hand."""
    check_term(session, term)
    began = {"began_at": present, "ended_at": None, "trouble": Trouble.BROKEN_OFF.value}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    first = dialect.insert(JobState).values(name=name, touched=0, failures=1, **began)
    session.execute(
        first.on_conflict_do_update(index_elements=["name"], set_={**began, "failures": JobState.failures + 1})
    )


def run_one(session: Session, job: Job, name: str, clock: Clock, *, now: datetime, term: Term | None) -> int:
    """Do a job that has begun, `now` by people's time, and note that it ended well; how many rows it touched. Raises
    `Superseded` and whatever the job raises: then nothing of it may stay. A job that commits by itself keeps what it
    has done: each piece of that was its own."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SET LOCAL idle_in_transaction_session_timeout = '{LONGEST_SILENCE}'"))
    touched = job.run(session, now)
    present = clock()
    done = {"ended_at": present, "good_at": present, "touched": touched, "trouble": "", "failures": 0}
    session.flush()
    session.execute(_changed_state(name).values(**done))
    check_term(session, term)
    return touched


def note_trouble(session: Session, name: str, trouble: Trouble, present: datetime, term: Term | None) -> None:
    """Note that a job ended badly. Raises `Superseded`."""
    check_term(session, term)
    session.execute(_changed_state(name).values(ended_at=present, trouble=trouble.value))


def check_term(session: Session, term: Term | None) -> None:
    """Raise `Superseded` unless the lease is still that of this term; and it stays so until this transaction ends."""
    if term is None:
        return
    held = select(Lease.holder, Lease.fence).where(Lease.name == MINDER).with_for_update(read=True)
    row = session.execute(held).one_or_none()
    if row is None or (row.holder, row.fence) != (term.holder, term.fence):
        raise Superseded


def _free_of_locks() -> Update:
    """The lease, unless somebody is just committing under it: then there is nothing to wait for."""
    free = select(Lease.name).where(Lease.name == MINDER).with_for_update(skip_locked=True)
    return update(Lease).where(Lease.name.in_(free)).execution_options(synchronize_session=False)


def _changed_lease() -> Update:
    return update(Lease).where(Lease.name == MINDER).execution_options(synchronize_session=False)


def _changed_state(name: str) -> Update:
    return update(JobState).where(JobState.name == name).execution_options(synchronize_session=False)
