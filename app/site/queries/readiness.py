"""Whether this process may be sent visitors."""

from datetime import date
from functools import cache
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.directory.models import DiarySpan

MIGRATIONS = Path(__file__).parent.parent.parent.parent / "migrations"


def faults(engine: Engine, today: date) -> list[str]:
    """What is wrong, each in a sentence; nothing when all is well."""
    try:
        with Session(engine) as session:
            held = MigrationContext.configure(session.connection()).get_current_revision()
            if held != newest_revision():
                return [f"The database is at revision {held}, this version needs {newest_revision()}: run alembic."]
            span = session.get(DiarySpan, 1)
            return [] if span is None or span.last > today else ["The diary has run out: run the job diary."]
    except SQLAlchemyError as error:
        return [f"The database does not answer ({type(error).__name__})."]


@cache
def newest_revision() -> str | None:
    """The revision that the models of this version describe."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()
