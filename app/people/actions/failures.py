"""Slowing down whoever guesses, without locking anybody out for good."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from app.kernel.errors import Refused


class Tries(Protocol):
    """Counts tries in the database by keys that name nobody; the web brings it."""

    def since(self, act: str, whose: str, seconds: int, present: datetime) -> int:
        """How many tries were kept in the last so many seconds. Others who ask for the same key wait until commit."""

    def add(self, act: str, whose: str, present: datetime) -> None:
        """Keep one try."""

    def take_back(self, act: str, whose: str, present: datetime) -> None:
        """Take back one try of this very moment."""


class Paused(Refused):
    """Too many tries that were not right; the sentence says how long to wait."""


def begin(tries: Tries, account: str, source: str, present: datetime) -> Callable[[], None]:
    """Count a try before its password or word is looked at; raises `Paused`. The answer takes the try back: call it
    when the password was right. `account` is the contact as typed (its blind index), known or not."""
    raise NotImplementedError
