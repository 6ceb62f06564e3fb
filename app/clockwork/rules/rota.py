"""The order in which jobs come up while one process minds the clock."""

from collections.abc import Mapping
from datetime import datetime

from app.clockwork.rules.due import wait
from app.clockwork.rules.job import Job, Ran


class Rota:
    """When each job is due, counted in seconds of a clock that nobody sets."""

    def __init__(self, jobs: Mapping[str, Job]) -> None:
        self.jobs = jobs
        self.due: dict[str, float] = {}

    def plan(self, name: str, ran: Ran | None, present: datetime, steady: float) -> None:
        """Set when a job is due next, from how it last ran."""
        self.due[name] = steady + wait(ran, self.jobs[name].every, present).total_seconds()

    def next(self, steady: float) -> str | None:
        """The job that has been due longest; None when none is."""
        first = min(self.due, key=lambda name: self.due[name], default=None)
        return first if first is not None and self.due[first] <= steady else None
