"""A sender that is killed again and again: `python -m tests.post.killed DATABASE FILE KILLS`.

Each child begins where the one before was killed, two minutes later by its clock. Its roads write who they carried at
the end of FILE, in one go. The last child is left to finish. SQLite does not wait for the disk here: what a killed
process wrote is with the system, which lives on.
"""

import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from flask import Flask
from sqlalchemy import event

from app import create_app, db
from app.post.jobs import send_due
from app.post.rules.letter import LEASE, Outgoing
from config import Settings
from tests.post.letters import PRESENT

LONGEST_LIFE = 0.02
SLOW = 0.001
PAST_THE_LEASE = LEASE + timedelta(seconds=1)


class Kept:
    """A road that ends in a file, a little slowly."""

    def __init__(self, path: str) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def carry(self, letter: Outgoing) -> None:
        """Write down who was carried."""
        time.sleep(SLOW)
        os.write(self.file, f"{letter.channel} {letter.id}\n".encode())
        time.sleep(SLOW)


def send(site: Flask, path: str, number: int) -> None:
    """Send all there is, as the child of that number, over connections of its own."""
    site.extensions[db.KEY].dispose(close=False)
    road, at = Kept(path), PRESENT + PAST_THE_LEASE * number
    with site.app_context():
        send_due(db.session(), {"email": road, "text": road}, lambda: at, lambda: at)


def hurry(connection: Any, _record: object) -> None:
    """Do not wait for the disk."""
    if hasattr(connection, "create_function"):
        connection.execute("PRAGMA synchronous = OFF")


def child(site: Flask, path: str, number: int) -> int:
    """Begin a child; its process."""
    process = os.fork()
    if process == 0:
        send(site, path, number)
        os._exit(0)
    return process


def main(database: str, path: str, kills: int) -> None:
    """Kill that many children at random moments, then let one finish; says how many were still at it."""
    site = create_app(Settings(env="test", secret_key="k" * 40, database_url=database, instance=Path(mkdtemp())))
    event.listen(site.extensions[db.KEY], "connect", hurry)
    chance, hit = random.Random(4), 0
    for number in range(kills):
        process, before = child(site, path, number), Path(path).stat().st_size
        while Path(path).stat().st_size == before and not os.waitpid(process, os.WNOHANG)[0]:
            time.sleep(SLOW)
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        os.kill(process, signal.SIGKILL)
        hit += os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
    os.waitpid(child(site, path, kills), 0)
    sys.stdout.write(f"{hit}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
