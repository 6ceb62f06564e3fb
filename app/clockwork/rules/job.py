"""What a job is, what is known of its last run, and what came in between."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TABLE = "alongside.jobs"
"""Where the application keeps the table of jobs, for the page that shows it."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing done again and again; `run` answers how many rows it touched. `commits`: it commits by itself, piece
    by piece, each of which it has claimed for itself alone, so that it does no harm beside another."""

    run: "Callable[[Session, datetime], int]"
    every: timedelta
    what: str
    commits: bool = False


@dataclass(frozen=True, slots=True)
class Ran:
    """The last run of a job. `failures` counts the runs since the last good one, the present one too while it goes."""

    began_at: datetime
    ended_at: datetime | None
    failures: int


class Trouble(StrEnum):
    """Why a job did not end well: it never said how it ended, the database did not answer, or something else."""

    BROKEN_OFF = "broken_off"
    DATABASE = "database"
    ERROR = "error"
