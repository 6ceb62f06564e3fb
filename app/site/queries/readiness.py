"""Whether this process may be sent visitors."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.clockwork.queries import lease
from app.clockwork.rules.term import is_unminded
from app.directory.models import DiarySpan
from app.kernel.days import LONDON, local_day
from app.post.queries import overdue_since, waiting_since

MIGRATIONS = Path(__file__).parent.parent.parent.parent / "migrations"


LATE = timedelta(minutes=15)
"""How long a message may wait before somebody has to look: a code that is sent lasts ten minutes."""


def faults(engine: Engine, now: datetime, present: datetime, *, is_public: bool) -> list[str]:
    """What is wrong, each in a sentence; nothing when all is well. `now` is people's time, `present` of the running
    clock. A site that is not public may do without somebody who minds the clock, as long as there never was one."""
    try:
        with Session(engine) as session:
            held = MigrationContext.configure(session.connection()).get_current_revision()
            if held != newest_revision():
                return [f"The database is at revision {held}, this version needs {newest_revision()}: run alembic."]
            wrong = [*_diary(session, local_day(now, LONDON)), *_box(session, now, present)]
            return [*wrong, *_clock(session, present, is_public)]
    except SQLAlchemyError as error:
        return [f"The database does not answer ({type(error).__name__})."]


def _diary(session: Session, today: date) -> list[str]:
    span = session.get(DiarySpan, 1)
    return [] if span is None or span.last > today else ["The diary has run out: run the job diary."]


def _box(session: Session, now: datetime, present: datetime) -> list[str]:
    waits = ((waiting_since(session), present), (overdue_since(session, now), now))
    is_late = any(since is not None and clock - since > LATE for since, clock in waits)
    return ["A message has waited for more than 15 minutes: see that ALONGSIDE_SMTP_URL works."] if is_late else []


def _clock(session: Session, present: datetime, is_public: bool) -> list[str]:
    held = lease(session)
    is_wrong = is_unminded(held.until, present) if held else is_public
    return ["Nobody minds the clock: see that run-jobs runs."] if is_wrong else []


@cache
def newest_revision() -> str | None:
    """The revision that the models of this version describe."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()
