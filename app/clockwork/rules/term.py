"""Who may mind the clock. One process does; its lease is short, and each new holder has a higher fence.

The lease ends by the time of day, which somebody may set: one that ends further ahead than any lease lasts was written
by another time, and counts as ended. If that is wrong, two believe for a moment that it is theirs; only the one with
the higher fence can do anything.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

LEASE = timedelta(seconds=30)
RENEWALS = 6
"""How often a lease is renewed before it would end."""

ASKEW = 2
"""So many leases ahead is what the clocks of two machines may differ."""

UNMINDED = timedelta(minutes=2)
"""How long after the end of the last lease somebody should look."""


@dataclass(frozen=True, slots=True)
class Term:
    """One stretch of minding the clock: whose, and the number that no other has."""

    holder: str
    fence: int


class Superseded(Exception):
    """Somebody else minds the clock now."""


def has_ended(until: datetime, present: datetime, length: timedelta = LEASE) -> bool:
    """Is a lease over that was to end at that moment?"""
    return not present < until <= present + ASKEW * length


def is_unminded(until: datetime, present: datetime) -> bool:
    """Has nobody minded the clock for a while, the last lease having been to that moment?"""
    return has_ended(until, present) and not until <= present < until + UNMINDED
