"""Giving up ways in, never so that somebody's roles are left without one."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.people.models import Passkey, Person, RecoveryCode
from app.people.queries.factors import factors_of
from app.people.queries.people import actor
from app.people.rules.factors import Factors, check_stays_enough


def remove_passkey(session: Session, person: Person, passkey_id: str) -> None:
    """Take a passkey away. Raises LookupError if it is not theirs, or `TooWeak`."""
    mine = delete(Passkey).where(Passkey.id == passkey_id, Passkey.person_id == person.id).returning(Passkey.id)
    _check_without(session, person, lambda had: replace(had, passkeys=had.passkeys - 1))
    if not session.scalars(mine).all():
        raise LookupError("No such passkey of this person.")


def remove_password(session: Session, person: Person) -> None:
    """Take the password away. Raises `TooWeak`."""
    _check_without(session, person, lambda had: replace(had, has_password=False))
    person.password_hash = ""
    session.flush()


def remove_totp(session: Session, person: Person) -> None:
    """Take the app away. Raises `TooWeak`."""
    _check_without(session, person, lambda had: replace(had, has_totp=False))
    person.totp, person.totp_step = "", 0
    session.flush()


def clear(session: Session, person: Person) -> None:
    """Take everything away, after two others agreed that the person has to begin anew. Nobody gives them a password:
    their next way in is an invitation or a code."""
    person.password_hash = person.word_hash = person.totp = ""
    person.totp_step = 0
    for kept in (Passkey, RecoveryCode):
        session.execute(delete(kept).where(kept.person_id == person.id))
    session.flush()


def _check_without(session: Session, person: Person, less: Callable[[Factors], Factors]) -> None:
    """Raise `TooWeak` if too little would be left. Two that remove at once come one after the other."""
    session.flush()
    session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    check_stays_enough(less(factors_of(session, person)), actor(person).roles)
