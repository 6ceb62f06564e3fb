"""What waits for those who look after champions, and for champions themselves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.queries.champions import Seen, all_of, how_many_applied, of_organisation
from app.champions.rules.words import Standing
from app.kernel.access import Actor
from app.kernel.roles import Role
from app.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Champions:
    """The champions of one organisation: how many are ready, how many would like to help and wait for an answer, and
    about how many something waits to be done."""

    name: str
    slug: str
    ready: int
    applied: int
    waiting: int


def champions_of(session: Session, actor: Actor, now: datetime) -> list[Champions]:
    """Of each organisation that somebody coordinates, by name."""
    mine = {seat.organisation_id for seat in actor.seats if seat.role is Role.COORDINATOR}
    found = session.scalars(select(Organisation).where(Organisation.id.in_(mine)).order_by(Organisation.name))
    return [_counted(session, each, now) for each in found]


def own(session: Session, actor: Actor, now: datetime) -> list[Seen]:
    """Somebody as a champion, in each organisation where they are one."""
    return all_of(session, actor.person_id, now) if Role.CHAMPION in actor.roles else []


def _counted(session: Session, at: Organisation, now: datetime) -> Champions:
    seen = of_organisation(session, at.id, now)
    return Champions(
        at.name,
        at.slug,
        sum(1 for each in seen if each.standing is Standing.READY and not each.needs),
        how_many_applied(session, at.id),
        sum(1 for each in seen if each.waiting),
    )
