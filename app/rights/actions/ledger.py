"""The ledger of erasures: a file outside the database that remembers, under a key, who was erased, so that no backup
brings anybody back. A line holds the moment and a keyed mark of the person's id; nobody can be read from it."""

import os
import re
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from app.seal import ring

LEDGER = "erased.txt"
"""The file in the instance folder: kept with the keys, never with the backups."""

SORT = "erased"
MARK = re.compile(r"[0-9a-f]{64}")
OWNER_ONLY = 0o600


def note(file: Path, person_id: str, present: datetime) -> None:
    """Write an erasure down, once, and be sure that it is on the disk: before the database forgets. Raises OSError."""
    if knows(marks(file), person_id):
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    line = f"\n{present.astimezone(UTC).isoformat(timespec='seconds')} {ring().index(person_id, SORT)}\n"
    opened = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, OWNER_ONLY)
    try:
        os.write(opened, line.encode())
        os.fsync(opened)
    finally:
        os.close(opened)
    _keep_name(file.parent)


def marks(file: Path) -> frozenset[str]:
    """The marks in the file, also where a line was cut short before; none where there is no file."""
    return frozenset(MARK.findall(file.read_text())) if file.exists() else frozenset()


def knows(held: Collection[str], person_id: str) -> bool:
    """Is this person among those marks, whichever index key made them?"""
    return bool(held) and not set(held).isdisjoint(ring().indexes(person_id, SORT))


def _keep_name(folder: Path) -> None:
    """A file that was just made is on the disk only when its folder is."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
