"""What people of an organisation are called where its staff choose among them, or read of them."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.days import LONDON, local_day
from app.kernel.roles import Role
from app.kernel.speech import _
from app.kernel.words import month
from app.people.models import Holding
from app.people.rules.labels import told_apart
from app.people.rules.roles import NAMES

Mark = Callable[[Session, str, Collection[str]], Mapping[str, str]]
MARKS: list[Mark] = []
"""By what those who ask an organisation for company are told apart, in words that its staff see anyway, by person: when
they asked and from where, and where that is not enough, at what time. A feature above knows; the factory fills it."""


def labels(
    session: Session, organisation_id: str, names: Mapping[str, str], of: Collection[Role] = tuple(Role)
) -> dict[str, str]:
    """The same names, for staff of this organisation who see the roles `of`. Who shares one gets a second mark:
    newcomers when they asked and from where, others their role, and if need be since when. Raises `CannotOpen` while a
    key is not at hand."""

    def first(same: Collection[str]) -> Mapping[str, str]:
        held = _held(session, organisation_id, same, of)
        roles = {who: _(NAMES[each.role]) for who, each in held.items()}
        return {**roles, **_asked(session, held, organisation_id, 0)}

    def second(same: Collection[str]) -> Mapping[str, str]:
        held = _held(session, organisation_id, same, of)
        since = {who: _day(each.since) for who, each in held.items()}
        return {**since, **_asked(session, held, organisation_id, 1)}

    return told_apart(names, first, second)


def _asked(session: Session, held: Mapping[str, Holding], organisation_id: str, level: int) -> Mapping[str, str]:
    """Of those who are here as newcomers alone."""
    newcomers = [who for who, each in held.items() if each.role is Role.NEWCOMER]
    return MARKS[level](session, organisation_id, newcomers) if newcomers and level < len(MARKS) else {}


def _held(session: Session, organisation_id: str, same: Collection[str], of: Collection[Role]) -> dict[str, Holding]:
    """What each is or was here: what is held now before what has ended, any other role before a newcomer's."""
    theirs = select(Holding).where(Holding.organisation_id == organisation_id, Holding.person_id.in_(same))
    order = (Holding.ended_at.is_(None), Holding.role != Role.NEWCOMER, Holding.since, Holding.id)
    found = session.scalars(theirs.where(Holding.role.in_(of)).order_by(*order))
    return {each.person_id: each for each in found}


def _day(moment: datetime) -> str:
    day = local_day(moment, LONDON)
    return _("since {day} {month} {year}", day=day.day, month=month(day.month), year=day.year)
