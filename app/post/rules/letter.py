"""A message on its way, why it may not have arrived, and whether and when it is tried again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.post.rules.message import Channel

LEASE = timedelta(minutes=2)
"""How long one sender has a message for itself: longer than a slow mail server takes over all its answers."""

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=4)
"""Short enough that a message is sent within five minutes of the mail server's return."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that one sender has for itself until `claimed_until`, on try number `tries`."""

    id: str
    kind: str
    channel: str
    to: str = field(repr=False)
    values: Mapping[str, str | int] = field(repr=False)
    made_at: datetime
    tries: int
    claimed_until: datetime


class Trouble(StrEnum):
    """Why a message has not left, or may not have."""

    UNREACHABLE = "unreachable"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    LATE = "late"
    GONE = "gone"
    NOBODY = "nobody"


class NotSent(Exception):
    """A message was not taken, or nobody knows. `why` is for the log: it names no recipient and holds no words."""

    def __init__(self, trouble: Trouble, why: str) -> None:
        super().__init__(f"{trouble}: {why}")
        self.trouble = trouble


def may_try_again(channel: str, trouble: Trouble) -> bool:
    """Is another try harmless? An e-mail that comes twice has one Message-ID; a text that comes twice is two texts."""
    if trouble is Trouble.UNKNOWN:
        return channel != Channel.TEXT
    return trouble in (Trouble.UNREACHABLE, Trouble.LATER)


def wait(tries: int, chance: float) -> timedelta:
    """How long after this many tries before the next: twice as long each time, up to a limit; `chance`, from 0 to 1,
    takes up to half of it off, so that many messages do not come back at the same moment."""
    doubled = FIRST_WAIT * (1 << min(tries - 1, 10))
    return min(doubled, LONGEST_WAIT) * (1 - chance / 2)
