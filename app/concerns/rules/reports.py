"""When offers to somebody rest because two people, apart from one another, told us of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

WITHIN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Report:
    """A concern about somebody: when it came, and a mark of who told us. Each that came without a mark counts as from
    somebody else: a lead, or an account, named the person in it."""

    made_at: datetime
    teller: str


def rests(reports: Iterable[Report], lifted_at: datetime | None) -> bool:
    """Did two different people tell us within 90 days, since a lead last looked at it? It stays so until one does."""
    counted = [each for each in reports if lifted_at is None or each.made_at > lifted_at]
    return any(
        one.teller != other.teller and abs(one.made_at - other.made_at) <= WITHIN
        for one, other in combinations(counted, 2)
    )
