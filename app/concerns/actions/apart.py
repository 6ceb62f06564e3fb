"""Never meeting somebody again: blocks that people make, pairs that staff keep apart, and forgetting them."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.models import Barred, Block, ConcernPerson, Exclusion, HoldLifted, Stop
from app.concerns.queries.whither import buildings, roles_of
from app.concerns.rules.apart import CannotKeepApart, check_bar, check_exclusion
from app.kernel.access import Warrant
from app.kernel.roles import Role
from app.kernel.speech import _
from app.people.models import Person
from app.seal import new_id

LONGEST_NAME = 80
ON_BARRED: list[Callable[[Session, str, datetime], None]] = []
"""What looks again at what is asked and planned for a person: features above, as the factory says."""

ON_APART: list[Callable[[Session, str, str, datetime], None]] = []
"""What ends when two people are never to meet again; as the factory says."""

ON_EXCLUDED: list[Callable[[Session, str, str, datetime], None]] = []
"""What ends when staff keep two people apart, besides; as the factory says. Whoever blocks ends their own walk."""


def block(session: Session, by_id: str, against_id: str, now: datetime, *, name: str = "") -> Block:
    """From now on these two are never brought together again; the other one is not told, and no reason is asked for.
    `name` is how they knew the other, if it is not the other's own name to use. Done twice it changes nothing. Raises
    `CannotKeepApart` for oneself."""
    if by_id == against_id:
        raise CannotKeepApart(_("You cannot block yourself."))
    made = Block(id=new_id(), by_id=by_id, against_id=against_id, made_at=now)
    made.name = (name or _name_of(session, against_id))[:LONGEST_NAME]
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError:
        return session.scalars(select(Block).where(Block.by_id == by_id, Block.against_id == against_id)).one()
    record(session, Entry(by_id, "", "own", "account.own", "block", made.id, by_id, "set"))
    _tell_apart(session, by_id, against_id, now)
    return made


def unblock(session: Session, by_id: str, block_id: str) -> None:
    """Take it back; nothing happens where it is gone, or somebody else's."""
    gone = delete(Block).where(Block.id == block_id, Block.by_id == by_id).returning(Block.id)
    if session.scalars(gone).first():
        record(session, Entry(by_id, "", "own", "account.own", "block", block_id, by_id, "ended"))


def meet_again(session: Session, by_id: str, against_id: str, made_at: datetime) -> None:
    """Take back a block of that moment: what was said before it holds on."""
    mine = select(Block.id).where(Block.by_id == by_id, Block.against_id == against_id, Block.made_at == made_at)
    for block_id in session.scalars(mine).all():
        unblock(session, by_id, block_id)


def exclude(
    session: Session, by: Warrant, organisation_id: str, now: datetime, *, pair: tuple[str, str], reason: str
) -> Exclusion:
    """Keep two people of an organisation apart, for a reason that neither of them is told. Raises
    `CannotKeepApart`."""
    check_pair(session, organisation_id, pair, reason)
    first, second = sorted(pair)
    made = Exclusion(
        id=new_id(), organisation_id=organisation_id, first_id=first, second_id=second, set_by=by.actor.person_id,
        made_at=now,
    )  # fmt: skip
    made.reason = reason.strip()
    session.add(made)
    session.flush()
    record(session, Entry.of(by, "exclusion", made.id, outcome="set"))
    _tell_apart(session, first, second, now)
    for told in ON_EXCLUDED:
        told(session, first, second, now)
    return made


def check_pair(session: Session, organisation_id: str, pair: tuple[str, str], reason: str) -> None:
    """May this pair be kept apart? Raises `CannotKeepApart`."""
    check_exclusion(pair, reason, are_ours=all(roles_of(session, each, organisation_id) for each in pair))


def end_exclusion(session: Session, by: Warrant, exclusion: Exclusion, now: datetime) -> None:
    """It holds no longer."""
    exclusion.ended_at, exclusion.ended_by = now, by.actor.person_id
    session.flush()
    record(session, Entry.of(by, "exclusion", exclusion.id, outcome="ended"))


def bar(
    session: Session, by: Warrant, organisation_id: str, now: datetime, *, person_id: str, venue_id: str, reason: str
) -> Barred:  # fmt: skip
    """Somebody is not to enter a building, for a reason that nobody but staff reads. What is asked for them follows at
    once. Raises `CannotKeepApart`."""
    is_newcomer = Role.NEWCOMER in roles_of(session, person_id, organisation_id)
    check_bar(reason, is_newcomer=is_newcomer, is_known=venue_id in buildings(session, organisation_id))
    made = Barred(
        id=new_id(), organisation_id=organisation_id, person_id=person_id, set_by=by.actor.person_id, made_at=now
    )
    made.venue, made.reason = venue_id, reason.strip()
    session.add(made)
    session.flush()
    record(session, Entry.of(by, "barred", made.id, outcome="set"))
    for told in ON_BARRED:
        told(session, person_id, now)
    return made


def end_bar(session: Session, by: Warrant, found: Barred, now: datetime) -> None:
    """It holds no longer."""
    found.ended_at, found.ended_by = now, by.actor.person_id
    session.flush()
    record(session, Entry.of(by, "barred", found.id, outcome="ended"))


def forget_pairs(session: Session, person_id: str) -> None:
    """Somebody's account ends: what kept others away from them goes too."""
    session.execute(delete(Block).where(or_(Block.by_id == person_id, Block.against_id == person_id)))
    session.execute(delete(Exclusion).where(or_(Exclusion.first_id == person_id, Exclusion.second_id == person_id)))


def carry_over(session: Session, from_id: str, to_id: str) -> None:
    """Two accounts turn out to be one person: what keeps others away from the one holds for the other."""
    twice = select(Block.against_id).where(Block.by_id == to_id)
    by_both = select(Block.by_id).where(Block.against_id == to_id)
    session.execute(delete(Block).where(Block.by_id == from_id, Block.against_id.in_(twice)))
    session.execute(delete(Block).where(Block.against_id == from_id, Block.by_id.in_(by_both)))
    for column in (Block.by_id, Block.against_id, Exclusion.first_id, Exclusion.second_id, ConcernPerson.person_id,
                   HoldLifted.person_id, Stop.person_id):  # fmt: skip
        session.execute(update(column.class_).where(column == from_id).values({column: to_id}))


def _tell_apart(session: Session, first_id: str, second_id: str, now: datetime) -> None:
    for told in ON_APART:
        told(session, first_id, second_id, now)


def _name_of(session: Session, person_id: str) -> str:
    person = session.get(Person, person_id)
    return person.name if person else ""
