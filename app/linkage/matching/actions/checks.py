"""May this champion be asked about this request, or say yes to it, at this moment?"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.errors import Refused
from app.kernel.roles import Role
from app.kernel.speech import _
from app.linkage.matching.queries.offers import Load, asked_before, load
from app.linkage.referral.models import Linkage
from app.people.models import Holding, Person

ACTIVE, NEW = 2, 1
"""How many people a champion walks with at once, and how many begin in a week, unless the organisation chose otherwise
(`champion_active` and `champion_week` of its constants)."""


class CannotAsk(Refused):
    """This champion cannot be asked about this request now; the sentence says why."""


class NoRoom(Refused):
    """This champion walks with as many people as they may."""


def check_may_ask(session: Session, linkage: Linkage, champion_id: str, now: datetime) -> None:
    """Raise `CannotAsk` or `NoRoom`."""
    if champion_id == linkage.person_id:
        raise CannotAsk(_("Somebody cannot go with themselves."))
    if not _is_champion(session, champion_id, linkage.organisation_id):
        raise CannotAsk(_("This person is no champion of the organisation at present."))
    if champion_id in asked_before(session, linkage.id):
        raise CannotAsk(_("This champion was asked already."))
    carried = load(session, champion_id, now)
    if carried.open_offers:
        raise CannotAsk(_("This champion is being asked about somebody else at this moment."))
    check_room(linkage, carried)


def check_room(linkage: Linkage, carried: Load) -> None:
    """Raise `NoRoom` where one more would be too many."""
    if carried.active >= _constant(linkage, "champion_active", ACTIVE):
        raise NoRoom(_("They walk with as many people as they may."))
    if carried.new >= _constant(linkage, "champion_week", NEW):
        raise NoRoom(_("They began to walk with somebody this week."))


def hold_champion(session: Session, champion_id: str) -> None:
    """Nobody else counts what this champion carries until this transaction ends."""
    session.execute(select(Person.id).where(Person.id == champion_id).with_for_update())


def _is_champion(session: Session, person_id: str, organisation_id: str) -> bool:
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    found = select(Holding.id).join(Person, Person.id == Holding.person_id)
    found = found.where(
        Holding.person_id == person_id, Holding.organisation_id == organisation_id, Holding.role == Role.CHAMPION, *live
    )
    return session.scalars(found).first() is not None


def _constant(linkage: Linkage, name: str, usual: int) -> int:
    chosen = (linkage.organisation.constants or {}).get(name)
    return chosen if isinstance(chosen, int) and chosen > 0 else usual
