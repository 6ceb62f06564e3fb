"""Who minds the clock, and how each job last ran. Nothing here is about a person."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from app.clockwork.rules.job import Ran
from app.model import Model


class Lease(Model):
    """The one process that minds the clock, until a moment of the running clock unless it renews. `holder` is a name
    that it gave itself, `fence` counts the holders, `since` is when this one began."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    fence: Mapped[int]
    since: Mapped[datetime]
    until: Mapped[datetime]


class JobState(Model):
    """The last run of a job, by the running clock. `good_at` is when one last ended well, `touched` how many rows that
    one touched. `trouble` is a word of `Trouble`, `failures` counts runs since the last good one: a run that has begun
    counts as failed until it has ended, so that one that is killed does too."""

    __tablename__ = "job_state"

    name: Mapped[str] = mapped_column(primary_key=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    good_at: Mapped[datetime | None]
    touched: Mapped[int]
    trouble: Mapped[str]
    failures: Mapped[int]

    @property
    def ran(self) -> Ran:
        """What decides when it is due."""
        return Ran(self.began_at, self.ended_at, self.failures)
