"""`run-jobs` as it is typed, and beside the server that `make run` starts."""

import os
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.clockwork.models import Lease
from app.clockwork.queries import states
from app.kernel.clock import running
from app.schedule import JOBS
from tests.clockwork.processes import PATIENCE, Process, begin, is_there, wait_for

SOON = 15.0
"""Seconds within which the one that is left alone ends."""


def well_ended(engine: Engine) -> set[str]:
    with Session(engine) as session:
        return {name for name, state in states(session).items() if state.good_at and not state.failures}


def minder(engine: Engine) -> int:
    with Session(engine) as session:
        held = session.get(Lease, "minder")
    return int(held.holder.partition("-")[0]) if held else 0


def free_port() -> str:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return str(trial.getsockname()[1])


def answers(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_does_every_job_and_ends_cleanly(database: Engine, tmp_path: Path, sign: signal.Signals) -> None:
    process = begin(database, tmp_path / "log", "-m", "flask", "--app", "app", "run-jobs")
    try:
        wait_for(lambda: well_ended(database) == set(JOBS))
        process.send_signal(sign)
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()

    with Session(database) as session:
        assert session.get_one(Lease, "minder").until <= running()
    assert "Traceback" not in (tmp_path / "log").read_text()


@pytest.fixture
def served(database: Engine, tmp_path: Path) -> Iterator[tuple[Process, str]]:
    """What `make run` starts, once both the server and the minder of the clock are there; nothing stays behind."""
    port = free_port()
    server = begin(database, tmp_path / "log", "tools/serve.py", port, alone=True)
    try:
        wait_for(lambda: minder(database) and answers(port))
        yield server, port
    finally:
        server.kill()
        server.wait()
        if minder(database) and is_there(minder(database)):
            os.kill(minder(database), signal.SIGKILL)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_who_minds_the_clock_ends_with_the_server_however_that_ends(
    database: Engine, served: tuple[Process, str], sign: signal.Signals
) -> None:
    server, _port = served
    if sign == signal.SIGINT:
        os.killpg(server.pid, sign)
    else:
        server.send_signal(sign)
    server.wait(PATIENCE)

    wait_for(lambda: not is_there(minder(database)), SOON)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_server_ends_with_whoever_minds_the_clock(database: Engine, served: tuple[Process, str]) -> None:
    server, port = served
    os.kill(minder(database), signal.SIGTERM)

    server.wait(SOON)

    time.sleep(0.1)
    assert not answers(port)
