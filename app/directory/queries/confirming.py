"""Who looks after which listing."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.directory.rules.status import Status
from app.kernel.roles import Role
from app.people.models import Holding, Person, Representative


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """A listing that is on, and somebody who represents its group."""

    listing_id: str
    name: str
    confirmed_on: date | None
    person_id: str
    since: datetime


def looked_after(session: Session) -> list[LookedAfter]:
    """Every listing that is on, with each of its representatives."""
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    found = session.execute(
        select(Listing.id, Listing.name, Listing.confirmed_on, Person.id, Holding.since)
        .join(Representative, Representative.listing_id == Listing.id)
        .join(Holding, Holding.id == Representative.holding_id)
        .join(Person, Person.id == Holding.person_id)
        .where(Listing.status == Status.ACTIVE, Holding.role == Role.GROUP_REPRESENTATIVE, *live)
        .order_by(Listing.id, Person.id)
    )
    return [LookedAfter(*row) for row in found]
