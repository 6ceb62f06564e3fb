"""Two processes that mind the clock: one does, the other takes over when the first is frozen or killed (SR-113)."""

import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.clockwork.models import JobState, Lease
from app.kernel.clock import running
from app.places.models import Area
from tests.clockwork.processes import PATIENCE, Process, begin, wait_for

LEASE = 3.0
LONG_LEASE = 30.0
SECONDS = 15.0
"""Within which another takes over from one that was killed, however long its lease."""

Start = Callable[..., Process]


@pytest.fixture
def start(database: Engine, tmp_path: Path) -> Iterator[Start]:
    """Start one that minds the clock of the test's database, or waits to; all are gone at the end."""
    started: list[Process] = []

    def one(lease: float = LEASE) -> Process:
        order = ("-m", "tests.clockwork.minding", str(tmp_path), str(lease))
        started.append(begin(database, tmp_path / "log", *order))
        return started[-1]

    yield one
    for each in started:
        each.kill()
        each.wait()


def minder(engine: Engine) -> int | None:
    """The process that holds the lease."""
    with Session(engine) as session:
        held = session.scalar(select(Lease.holder))
    return int(held.partition("-")[0]) if held else None


def written(engine: Engine) -> Counter[int]:
    """How many rows each process has written."""
    with Session(engine) as session:
        rows = session.execute(select(Area.name, func.count()).group_by(Area.name))
        return Counter({int(name): count for name, count in rows})


def test_sr_113_one_that_was_frozen_and_wakes_after_another_took_over_does_nothing(
    database: Engine, start: Start, tmp_path: Path
) -> None:
    leader = start()
    wait_for((tmp_path / f"at-gate-{leader.pid}").exists)
    leader.send_signal(signal.SIGSTOP)
    other = start()
    wait_for(lambda: minder(database) == other.pid)
    (tmp_path / "gate").touch()
    wait_for(lambda: written(database)[other.pid] > 2)

    leader.send_signal(signal.SIGCONT)
    wait_for(lambda: f"process {leader.pid} waits" in (tmp_path / "log").read_text())
    before = written(database)[other.pid]
    wait_for(lambda: written(database)[other.pid] > before + 2)

    assert written(database)[leader.pid] == 0
    with Session(database) as session:
        assert (session.scalars(select(Lease.fence)).one(), minder(database)) == (2, other.pid)


def test_sr_113_another_takes_over_within_seconds_of_a_kill(database: Engine, start: Start, tmp_path: Path) -> None:
    (tmp_path / "gate").touch()
    leader = start(LONG_LEASE)
    wait_for(lambda: written(database)[leader.pid])
    other = start(LONG_LEASE)
    wait_for(lambda: f"Process {other.pid} waits" in (tmp_path / "log").read_text())
    leader.kill()
    leader.wait()

    wait_for(lambda: written(database)[other.pid], SECONDS)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("hours", [2, -2])
def test_sr_116_a_jump_of_the_clock_stops_nobody(database: Engine, start: Start, tmp_path: Path, hours: int) -> None:
    (tmp_path / "gate").touch()
    leader = start()
    wait_for(lambda: written(database)[leader.pid] > 1)

    (tmp_path / "jump").write_text(str(hours * 3600))
    before = written(database)[leader.pid]
    wait_for(lambda: written(database)[leader.pid] > before + 3, SECONDS)

    with Session(database) as session:
        assert session.scalars(select(Lease.fence)).one() == 1


def test_ending_finishes_the_job_in_hand_and_lets_the_next_one_begin_at_once(
    database: Engine, start: Start, tmp_path: Path
) -> None:
    leader = start(LONG_LEASE)
    wait_for((tmp_path / f"at-gate-{leader.pid}").exists)
    leader.terminate()
    with pytest.raises(subprocess.TimeoutExpired):
        leader.wait(1.5)
    (tmp_path / "gate").touch()

    assert leader.wait(PATIENCE) == 0
    assert written(database)[leader.pid] == 1
    with Session(database) as session:
        assert session.scalars(select(Lease.until)).one() <= running()
        assert session.scalars(select(JobState.failures)).one() == 0
