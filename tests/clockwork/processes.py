"""Starting commands as real processes, and waiting for what they bring about."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from config import ROOT

PATIENCE = 120.0

HEARS_CTRL_C = """import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"""
"""What is started in the background is deaf to it, and so would be what that starts."""

Process = subprocess.Popen[bytes]


def wait_for(happened: Callable[[], object], patience: float = PATIENCE) -> None:
    """Come back when it has happened; fail when that takes too long."""
    deadline = time.monotonic() + patience
    while not happened():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.02)


def begin(engine: Engine, log: Path, *order: str, alone: bool = False) -> Process:
    """Start Python with this order on a database; what it says goes into the file. `alone`: in a group of its own."""
    ours = {"DATABASE_URL": engine.url.render_as_string(hide_password=False), "DEMO": "none", "ENV": "test"}
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | {f"ALONGSIDE_{name}": value for name, value in ours.items()}
    with log.open("ab") as opened:
        return subprocess.Popen(
            [sys.executable, "-c", HEARS_CTRL_C, *order],
            cwd=ROOT, env=environment, stdout=opened, stderr=opened, start_new_session=alone,
        )  # fmt: skip


def is_there(process: int) -> bool:
    """Does a process go on? One that has ended and that nobody has asked after does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"
