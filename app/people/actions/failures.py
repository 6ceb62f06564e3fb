"""Slowing down whoever guesses passwords and words, without locking anybody out for good.

Tries are counted by account and by source, before anything is compared, and a right one is taken back; so however many
come at once, no more are compared than may be. A try that is refused is not counted: guessing on makes no pause longer.
Codes of an app count like passwords. Passkeys and codes on paper cannot be guessed: they are not counted here, and open
during a pause too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.kernel.errors import Refused
from app.kernel.speech import counted

PACE = (
    (timedelta(minutes=15), 5),
    (timedelta(hours=1), 10),
    (timedelta(hours=4), 20),
)
"""So many wrong tries of an account are let through in so much time: who goes on guessing waits longer."""

SOURCE_TIMES = 10
"""A source may hold many people (a mobile network, a hospital), so it may try so many times more."""


class Tries(Protocol):
    """Tries kept in the database under keys that name nobody; the web brings it."""

    def since(self, act: str, whose: str, moment: datetime) -> int:
        """How many were kept after a moment. Whoever else asks for the same waits until this one's commit."""

    def add(self, act: str, whose: str, moment: datetime) -> None:
        """Keep one."""

    def take_back(self, act: str, whose: str, moment: datetime) -> None:
        """Take one of this very moment back; nothing happens where there is none."""


class Paused(Refused):
    """Too many tries that were not right; the sentence says how long to wait. The same for a stranger's account, one's
    own, and none."""


@dataclass(frozen=True, slots=True)
class Counter:
    """What one try is counted under."""

    act: str
    whose: str
    times: int


def begin(tries: Tries, act: str, account: str, source: str, present: datetime) -> Callable[[], None]:
    """Count a try before it is compared. Commit at once, so that it counts whatever happens. The answer takes it back:
    call it when the try was right. `account` is the blind index of the contact as it was typed, known or not, `source`
    where the try comes from, `present` of the running clock. Raises `Paused`."""
    counters = (Counter(f"{act} account", account, 1), Counter(f"{act} source", source, SOURCE_TIMES))
    for counter in counters:
        _check(tries, counter, present)
    for counter in counters:
        tries.add(counter.act, counter.whose, present)

    def take_back() -> None:
        for counter in counters:
            tries.take_back(counter.act, counter.whose, present)

    return take_back


def _check(tries: Tries, counter: Counter, present: datetime) -> None:
    for stretch, most in reversed(PACE):
        if tries.since(counter.act, counter.whose, present - stretch) >= most * counter.times:
            minutes = int(stretch.total_seconds()) // 60
            raise Paused(counted("Too many tries. Wait {count} minute, then try again.",
                                 "Too many tries. Wait {count} minutes, then try again.", minutes))  # fmt: skip
