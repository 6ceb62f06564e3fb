"""Never meeting somebody again: blocks that people make, pairs that staff keep apart, and forgetting them."""

from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.concerns.models import Block, Exclusion
from app.concerns.queries.whither import roles_of
from app.concerns.rules.apart import CannotKeepApart, check_exclusion
from app.kernel.access import Warrant
from app.kernel.speech import _
from app.people.models import Person
from app.seal import new_id

LONGEST_NAME = 80


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
    check_exclusion(pair, reason, are_ours=all(roles_of(session, each, organisation_id) for each in pair))
    first, second = sorted(pair)
    made = Exclusion(
        id=new_id(), organisation_id=organisation_id, first_id=first, second_id=second, set_by=by.actor.person_id,
        made_at=now,
    )  # fmt: skip
    made.reason = reason.strip()
    session.add(made)
    session.flush()
    record(session, Entry.of(by, "exclusion", made.id, outcome="set"))
    return made


def end_exclusion(session: Session, by: Warrant, exclusion: Exclusion, now: datetime) -> None:
    """It holds no longer."""
    exclusion.ended_at, exclusion.ended_by = now, by.actor.person_id
    session.flush()
    record(session, Entry.of(by, "exclusion", exclusion.id, outcome="ended"))


def forget_pairs(session: Session, person_id: str) -> None:
    """Somebody's account ends: what kept others away from them goes too."""
    session.execute(delete(Block).where(or_(Block.by_id == person_id, Block.against_id == person_id)))
    session.execute(delete(Exclusion).where(or_(Exclusion.first_id == person_id, Exclusion.second_id == person_id)))


def _name_of(session: Session, person_id: str) -> str:
    person = session.get(Person, person_id)
    return person.name if person else ""
