"""A message on its way, why it may not have arrived, and whether and when it is tried again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.kernel.speech import marked
from app.post.rules.message import Channel
from app.post.rules.wording import OwnWords

LEASE = timedelta(minutes=2)
"""How long one sender has a message for itself: longer than a slow mail server takes over all its answers."""

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=4)
"""Short enough that a message is sent within five minutes of the mail server's return."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that one sender has for itself until `claimed_until`, on try number `tries`. `stop` is the address at
    which its person stops such messages ("" for none); `is_plain`: they chose plain words. `own` are discreet
    words in place of ours."""

    id: str
    kind: str
    channel: str
    to: str = field(repr=False)
    values: Mapping[str, str | int] = field(repr=False)
    made_at: datetime
    tries: int
    claimed_until: datetime
    person_id: str | None = None
    stop: str = field(default="", repr=False)
    is_plain: bool = False
    own: OwnWords | None = None


class Trouble(StrEnum):
    """Why a message has not left, or may not have."""

    UNREACHABLE = "unreachable"
    LATER = "later"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    LATE = "late"
    GONE = "gone"
    NOBODY = "nobody"
    NO_ROAD = "no_road"
    NOT_WANTED = "not_wanted"
    INSIDE = "inside"


SAID: Mapping[Trouble, str] = {
    Trouble.UNREACHABLE: marked("The mail or text service could not be reached in time."),
    Trouble.LATER: marked("The mail or text service was busy until it was too late."),
    Trouble.REFUSED: marked("The mail or text service does not know this address."),
    Trouble.UNKNOWN: marked("The service took it but did not answer. It may have arrived."),
    Trouble.LATE: marked("There was no good time to send it before it was too late."),
    Trouble.NO_ROAD: marked("We have no address for the way that they chose."),
}
"""What staff read of a message that somebody may still want to send."""

CARRIES_CODE = frozenset({"sign_in_code", "contact_code", "invitation"})
"""Kinds that let somebody in: they are wiped as soon as they are given up, and never sent again by hand."""


class NotSent(Exception):
    """A message was not taken, or nobody knows. `why` is for the log: it names no recipient and holds no words."""

    def __init__(self, trouble: Trouble, why: str) -> None:
        super().__init__(f"{trouble}: {why}")
        self.trouble = trouble


def may_try_again(channel: str, trouble: Trouble) -> bool:
    """Is another try harmless? An e-mail that comes twice has one Message-ID, a push message one topic; a text that
    comes twice is two texts. Where a phone is gone, its person may have another road."""
    if trouble is Trouble.GONE:
        return channel == Channel.PUSH
    if trouble is Trouble.UNKNOWN:
        return channel != Channel.TEXT
    return trouble in (Trouble.UNREACHABLE, Trouble.LATER)


def wait(tries: int, chance: float) -> timedelta:
    """How long after this many tries before the next: twice as long each time, up to a limit; `chance`, from 0 to 1,
    takes up to half of it off, so that many messages do not come back at the same moment."""
    doubled = FIRST_WAIT * (1 << min(tries - 1, 10))
    return min(doubled, LONGEST_WAIT) * (1 - chance / 2)
