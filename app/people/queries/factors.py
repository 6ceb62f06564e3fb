"""Which ways in a person has."""

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from app.people.models import Passkey, Person, RecoveryCode
from app.people.rules.factors import Factors


def factors_of(session: Session, person: Person) -> Factors:
    """What the person can show, as it stands in the database now."""
    kept = session.execute(
        select(
            Person.password_hash,
            Person.totp_sealed,
            Person.word_hash,
            _count(Passkey, Passkey.person_id == person.id),
            _count(RecoveryCode, RecoveryCode.person_id == person.id, RecoveryCode.spent_at.is_(None)),
        ).where(Person.id == person.id)
    ).one()
    password, totp, word, passkeys, codes = kept
    return Factors(passkeys, bool(password), bool(totp), bool(word), codes)


def passkeys_of(session: Session, person: Person) -> list[Passkey]:
    """A person's passkeys, oldest first."""
    return list(
        session.scalars(select(Passkey).where(Passkey.person_id == person.id).order_by(Passkey.made_at, Passkey.id))
    )


def _count(model: type[Passkey | RecoveryCode], *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(model).where(*conditions).scalar_subquery()
