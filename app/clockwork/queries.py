"""Who minds the clock, and how the jobs are."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clockwork.models import JobState, Lease

MINDER = "minder"


def lease(session: Session) -> Lease | None:
    """The lease of whoever minds the clock, or did so last."""
    return session.get(Lease, MINDER, populate_existing=True)


def states(session: Session) -> dict[str, JobState]:
    """Each job that ever ran."""
    found = session.scalars(select(JobState).execution_options(populate_existing=True))
    return {state.name: state for state in found}
