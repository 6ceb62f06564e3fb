"""The running clock, moved: sessions, codes and limits live by it."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from app.kernel import clock as kernel


class Moving:
    """Stands where `app.kernel.clock` looks for the time of day, some way ahead of the real one."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def time(self) -> float:
        return time.time() + self.ahead.total_seconds()

    def move(self, **parts: float) -> None:
        """Let so much time pass: `clock.move(minutes=5)`."""
        self.ahead += timedelta(**parts)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Moving]:
    """The running clock of every application in this process."""
    moving = Moving()
    monkeypatch.setattr(kernel, "time", moving)
    yield moving
