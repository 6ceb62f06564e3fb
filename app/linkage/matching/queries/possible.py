"""Who could be asked about a request at this moment, and who not and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.errors import Refused
from app.linkage.matching.queries.checks import check_may_ask
from app.linkage.matching.queries.offers import Load, champions_of, loads
from app.linkage.referral.models import Linkage


@dataclass(frozen=True, slots=True)
class Possible:
    """A champion, what they carry, and why they cannot be asked ("" if they can)."""

    person_id: str
    name: str
    load: Load
    why_not: str


def possible(session: Session, linkage: Linkage, now: datetime) -> list[Possible]:
    """Every champion of the organisation: first those who can be asked, with the fewest people to walk with."""
    champions = [each for each in champions_of(session, linkage.organisation_id) if each.id != linkage.person_id]
    carried = loads(session, [each.id for each in champions], now)
    found = [
        Possible(each.id, each.name, carried.get(each.id, Load()), _why_not(session, linkage, each.id, now))
        for each in champions
    ]
    return sorted(found, key=lambda each: (bool(each.why_not), each.load.active, each.name))


def _why_not(session: Session, linkage: Linkage, champion_id: str, now: datetime) -> str:
    try:
        check_may_ask(session, linkage, champion_id, now)
    except Refused as refused:
        return str(refused)
    return ""
