"""Minding the clock: a process that keeps the lease and does each job when it is due.

APScheduler only ticks here: three times over, with nothing in store, so that a tick that comes late or not at all loses
nothing. What is due stands in the database, and is counted by a clock that nobody sets.
"""

import logging
import os
import secrets
import signal
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import FrameType

from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import db
from app.clockwork import actions, queries
from app.clockwork.rules.job import Job, Ran, Trouble
from app.clockwork.rules.rota import Rota
from app.clockwork.rules.term import LEASE, RENEWALS, Superseded, Term, has_ended
from app.kernel.clock import running, steady
from app.web.request import now

TICK = 1.0
TICKS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
SAME_MACHINE = ("/proc/sys/kernel/random/boot_id", "/proc/self/ns/pid")


def do(session: Session, name: str, job: Job, term: Term | None = None) -> int:
    """Do one job now, noting how it went; how many rows it touched. Raises what the job raises, and `Superseded`."""
    actions.begin(session, name, running(), term)
    session.commit()
    try:
        touched = actions.run_one(session, job, name, running, now=now(), term=term)
        session.commit()
    except Exception as error:
        session.rollback()
        if not isinstance(error, Superseded):
            trouble = Trouble.DATABASE if isinstance(error, DBAPIError) else Trouble.ERROR
            actions.note_trouble(session, name, trouble, running(), term)
            session.commit()
        raise
    return touched


class Minder:
    """One process that minds the clock for an application, or waits until it may. `beside` is the process that started
    it and without which it ends; `say` is told when it begins and when it has to stop."""

    def __init__(
        self,
        app: Flask,
        jobs: Mapping[str, Job],
        say: Callable[[str], None],
        length: timedelta = LEASE,
        beside: int | None = None,
    ) -> None:
        self.app, self.jobs, self.say, self.length, self.beside = app, jobs, say, length, beside
        self.holder = f"{os.getpid()}-{secrets.token_hex(4)}-{_machine()}"
        self.term: Term | None = None
        self.rota = Rota(jobs)
        self.tick = min(TICK, length.total_seconds() / RENEWALS)
        self.is_ending = False
        self.at_work = threading.Lock()
        self.scheduler = BlockingScheduler(timezone="UTC", job_defaults=TICKS)

    def run(self) -> None:
        """Mind the clock until SIGTERM or Ctrl-C; the job in hand is brought to its end. Whoever it runs beside ends
        too."""
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self._end)
        self.say(f"Process {os.getpid()} waits for the clock.")
        renewal = self.length.total_seconds() / RENEWALS
        ticks = ((self._watch, self.tick), (self.hold, renewal), (self.work, self.tick))
        for what, seconds in ticks:
            self.scheduler.add_job(self._safely, "interval", [what], seconds=seconds)
        self._safely(self.hold)
        threading.Thread(target=self._go_on, name="ticks", daemon=True).start()
        self.scheduler.start()
        self._safely(self._leave)
        if self.beside is not None and os.getppid() == self.beside:
            os.kill(self.beside, signal.SIGTERM)

    def hold(self) -> None:
        """Keep the lease, or take it if it is free."""
        with self.app.app_context():
            if self.term and not self._renewed(self.term):
                self._superseded(self.term)
            if not self.term and not self.is_ending:
                self._take()

    def work(self) -> None:
        """Do what is due, one job after the other, while the lease is ours."""
        if self.at_work.acquire(blocking=False):
            try:
                while (term := self.term) and not self.is_ending and (name := self.rota.next(steady())):
                    self._do(name, term)
            finally:
                self.at_work.release()

    def _do(self, name: str, term: Term) -> None:
        """One job in a session of its own. Whatever goes wrong with it does not stop the others."""
        self.rota.plan(name, Ran(running(), None, failures=1), running(), steady())
        with self.app.app_context():
            try:
                do(db.session(), name, self.jobs[name], term)
            except Superseded:
                self._superseded(term)
                return
            except Exception as error:
                self.app.logger.error("The job %s did not end well: %s.", name, _what(error))
            self._plan(name)

    def _renewed(self, term: Term) -> bool:
        with Session(db.writing(db.engine())) as session:
            is_ours = actions.renew(session, term, running(), self.length)
            session.commit()
        return is_ours

    def _take(self) -> None:
        with Session(db.engine()) as reading:
            seen = queries.lease(reading)
        if seen and not has_ended(seen.until, running(), self.length) and not _is_gone(seen.holder):
            return
        with Session(db.writing(db.engine())) as session:
            is_ours = actions.take(session, self.holder, seen, running(), self.length)
            session.commit()
        if is_ours:
            self._plan(*self.jobs)
            self.term = Term(self.holder, seen.fence + 1 if seen else 1)
            self.say(f"Process {os.getpid()} minds the clock now.")

    def _plan(self, *names: str) -> None:
        """Set when these jobs are due next, from what the database says of their last run."""
        with Session(db.engine()) as reading:
            states = queries.states(reading)
        for name in names:
            self.rota.plan(name, states[name].ran if name in states else None, running(), steady())

    def _superseded(self, term: Term) -> None:
        if self.term == term:
            self.term = None
        self.say(f"Another process minds the clock now; process {os.getpid()} waits.")

    def _leave(self) -> None:
        if self.term:
            with self.app.app_context(), Session(db.writing(db.engine())) as session:
                actions.leave(session, self.term, running())
                session.commit()

    def _watch(self) -> None:
        """End when that was asked for, or when the process beside is gone; the lease is kept until the job in hand has
        ended."""
        if self.beside is not None and os.getppid() != self.beside:
            self.is_ending = True
        if self.is_ending and self.at_work.acquire(blocking=False):
            self.scheduler.shutdown(wait=False)

    def _go_on(self) -> None:
        """APScheduler looks at the time of day for its next tick: when that is put back by an hour, it would be silent
        for an hour. Whoever looks at both clocks sees it and has it tick again."""
        before = _ahead()
        while True:
            time.sleep(self.tick)
            if abs(_ahead() - before) > self.tick:
                before = _ahead()
                for each in self.scheduler.get_jobs():
                    each.modify(next_run_time=running())

    def _end(self, _sign: int, _frame: FrameType | None) -> None:
        self.is_ending = True

    def _safely(self, do_it: Callable[[], None]) -> None:
        """A database that is away for a while is no reason to stop."""
        try:
            do_it()
        except Exception as error:
            self.app.logger.error("The clock is not minded: %s.", _what(error))


def _ahead() -> float:
    """How far the time of day is ahead of the clock that nobody sets; only a change of it means anything."""
    return running().timestamp() - steady()


def _what(error: Exception) -> str:
    """The kind of an error and where it was raised; its words may repeat what somebody typed."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(at.filename).name}, line {at.lineno}"


def _machine() -> str:
    """What processes have in common that can see one another; "" where this system does not tell."""
    try:
        boot, space = Path(SAME_MACHINE[0]).read_text().strip(), Path(SAME_MACHINE[1]).readlink()
    except OSError:
        return ""
    return f"{boot}-{space}"


def _is_gone(holder: str) -> bool:
    """Is that a process of this machine that has ended? Then nobody need wait for the end of its lease."""
    process, _token, machine = holder.split("-", 2)
    if not machine or machine != _machine():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
