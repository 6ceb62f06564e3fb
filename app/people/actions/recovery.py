"""Codes on paper for when all else is lost: a set of ten, each good once, kept as keyed hashes."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.people.models import Person, RecoveryCode
from app.people.rules.recovery import SET, as_kept, as_printed, new_code
from app.seal import ring

SORT = "recovery code"


def make_codes(session: Session, person: Person, present: datetime) -> list[str]:
    """Ten new codes as they are printed; they are shown now and never again. Earlier ones stop working."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = [new_code() for _number in range(SET)]
    session.add_all(
        RecoveryCode(person_id=person.id, code_hash=ring().index(code, SORT), made_at=present) for code in codes
    )
    session.flush()
    return [as_printed(code) for code in codes]


def whose_code(session: Session, typed: str) -> Person | None:
    """Whose unused code this is; looking does not use it up."""
    code = as_kept(typed)
    found = session.scalars(
        select(RecoveryCode).where(
            RecoveryCode.code_hash.in_(ring().indexes(code, SORT)), RecoveryCode.spent_at.is_(None)
        )
    ).first() if code else None  # fmt: skip
    return session.get(Person, found.person_id) if found else None


def spend_code(session: Session, typed: str, present: datetime, person: Person | None = None) -> Person | None:
    """Spend a code: whose it is, or None where it is wrong, used, replaced, or of somebody who may not come in. With
    `person`, only theirs counts. Of two that come at once with the same code, one is right."""
    code = as_kept(typed)
    if not code:
        return None
    mine = select(RecoveryCode).where(RecoveryCode.code_hash.in_(ring().indexes(code, SORT)))
    found = session.scalars(mine).first()
    whose = session.get(Person, found.person_id) if found else None
    if found is None or whose is None or not whose.live_holdings or (person and person.id != whose.id):
        return None
    claim = update(RecoveryCode).where(RecoveryCode.id == found.id, RecoveryCode.spent_at.is_(None))
    claimed = session.scalars(
        claim.values(spent_at=present).returning(RecoveryCode.id).execution_options(synchronize_session=False)
    ).all()
    return whose if claimed else None
