"""One granian process with one worker and one thread, and how much processor time its requests take."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

from config import ROOT

HERE = "127.0.0.1"
TICK = os.sysconf("SC_CLK_TCK")
PATIENCE = 30.0


class Server:
    """A server that runs, and the processes that it is made of."""

    def __init__(self, port: int, process: subprocess.Popen[bytes]) -> None:
        self.port, self.process = port, process

    def cpu(self) -> float:
        """Seconds of processor time that the server and its workers have used so far."""
        return sum(_seconds(pid) for pid in (self.process.pid, *_children(self.process.pid)))


@contextmanager
def serving(target: str, port: int, settings: Mapping[str, str]) -> Iterator[Server]:
    """Serve `module:factory` on a port, with one worker and one thread on the last processor where that can be said."""
    options = ["--interface", "wsgi", "--factory", "--host", HERE, "--port", str(port), "--log-level", "critical"]
    options += ["--workers", "1", "--blocking-threads", "1", "--runtime-threads", "1", "--no-ws", "--backlog", "256"]
    command = [sys.executable, "-W", "ignore", "-m", "granian", *options, target]
    environment = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _await(port, process)
        pin(process.pid, -1)
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def pin(pid: int, which: int) -> None:
    """Keep a process and its children on one processor, the first (0) or the last (-1); where there are two."""
    processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    if len(processors) < 2:
        return
    for each in (pid, *_children(pid)):
        for task in Path(f"/proc/{each}/task").glob("*"):
            with suppress(OSError):
                os.sched_setaffinity(int(task.name), {processors[which]})


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            connection = HTTPConnection(HERE, port, timeout=PATIENCE)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        time.sleep(0.1)
    raise SystemExit(f"The server on port {port} did not start.")


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task").glob("*/children")
    direct = [int(child) for file in found for child in file.read_text().split()]
    return [each for child in direct for each in (child, *_children(child))]


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK
