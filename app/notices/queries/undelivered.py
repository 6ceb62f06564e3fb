"""Messages that did not arrive: one by one for who coordinates their people, as numbers for who runs the site."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.kernel.access import Relation
from app.notices.queries.reach import hindrance
from app.notices.rules.undelivered import SHOWN
from app.people.models import Holding, Person
from app.post.models import Letter
from app.seal import CannotOpen

MOST = 100
_GIVEN_UP = (Letter.given_up_at.is_not(None), Letter.sent_at.is_(None), Letter.trouble.in_(SHOWN))


@dataclass(frozen=True, slots=True)
class Undelivered:
    """One message that did not arrive: for whom (the name to use), about what, since when, and why. `may_leave`: sent
    again now it would leave."""

    id: str
    name: str
    kind: str
    trouble: str
    given_up_at: datetime
    may_leave: bool = True


def undelivered(
    session: Session, organisations: Collection[str | None], present: datetime, now: datetime
) -> list[Undelivered]:
    """Those to people of these organisations, the latest first."""
    rows = session.execute(_of(organisations).order_by(Letter.given_up_at.desc(), Letter.id).limit(MOST)).all()
    return [
        Undelivered(letter.id, _name(person), letter.kind, letter.trouble, letter.given_up_at,
                    _may_leave(session, letter, person.id, present, now))
        for letter, person in rows
        if letter.given_up_at
    ]  # fmt: skip


def one(session: Session, letter_id: str) -> Letter | None:
    """One of them, to be sent again."""
    return session.scalars(
        select(Letter).where(Letter.id == letter_id, Letter.person_id.is_not(None), *_GIVEN_UP).with_for_update()
    ).first()


def relations(session: Session, letter: Letter | None, organisation_id: str | None) -> set[Relation]:
    """How a seat in an organisation stands to it: its person holds a role there."""
    person_id = letter.person_id if letter else None
    here = select(Holding.id).where(Holding.person_id == person_id, Holding.organisation_id == organisation_id)
    return {Relation.ORGANISATION} if session.scalars(here.where(Holding.ended_at.is_(None))).first() else set()


def numbers(session: Session) -> list[tuple[str, int]]:
    """How many were given up, by trouble; nothing of anybody."""
    counted = select(Letter.trouble, func.count()).where(*_GIVEN_UP).group_by(Letter.trouble).order_by(Letter.trouble)
    return [(trouble, count) for trouble, count in session.execute(counted)]


def _of(organisations: Collection[str | None]) -> Select[Letter, Person]:
    theirs = select(Holding.person_id).where(Holding.organisation_id.in_(organisations), Holding.ended_at.is_(None))
    return select(Letter, Person).join(Person, Person.id == Letter.person_id).where(*_GIVEN_UP, Person.id.in_(theirs))


def _may_leave(session: Session, letter: Letter, person_id: str, present: datetime, now: datetime) -> bool:
    """Not what is too late, nor for whom there is no road: it would come back at once."""
    if letter.ends_at <= (now if letter.set_for else present) or letter.values_sealed is None:
        return False
    try:
        return hindrance(session, person_id, letter.kind, letter.channel, now) is None
    except CannotOpen:
        return False


def _name(person: Person) -> str:
    try:
        return person.name
    except CannotOpen:
        return ""
