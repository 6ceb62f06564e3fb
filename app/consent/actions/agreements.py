"""Saying yes to one purpose, and taking it back."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.consent.models import Consent
from app.consent.queries.agreements import agreements, history
from app.consent.rules.texts import HOW, TEXTS
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.speech import _

ON_WITHDRAWN: list[Callable[[Session, str, str, datetime], None]] = []
"""What ends, in the same transaction, when a yes is taken back. Each gets the session, the person's id, the purpose and
the moment. Filled by the factory, called in order."""


ACT = "consent.use"


class CannotAgree(Refused):
    """There is nothing of that name to agree to."""


def agree(session: Session, by: Warrant, person_id: str, purpose: str, now: datetime, *, how: str = "page") -> Consent:
    """Keep a yes to one purpose in the words of today. A second yes changes nothing. Raises `CannotAgree`."""
    if purpose not in TEXTS or how not in HOW:
        raise CannotAgree(_("There is nothing like that to agree to."))
    held = agreements(session, person_id).get(purpose)
    if held:
        return held
    made = Consent(
        person_id=person_id,
        purpose=purpose,
        version=TEXTS[purpose].version,
        how=how,
        taken_by=None if by.actor.person_id == person_id else by.actor.person_id,
        given_at=now,
    )
    session.add(made)
    session.flush()
    record(session, Entry.of(by, "consent", made.id, person_id, outcome="given", reason=purpose))
    return made


def use_up(session: Session, person_id: str, purpose: str, now: datetime) -> None:
    """A yes that was for one time is over, since that time is; nobody took it back. Nothing hangs on it any more."""
    for each in history(session, person_id):
        if each.purpose == purpose and not each.withdrawn_at:
            each.withdrawn_at = now
            record(session, Entry("", "", "", ACT, "consent", each.id, person_id, "used", purpose))
    session.flush()


def withdraw(session: Session, by: Warrant | None, person_id: str, purpose: str, now: datetime) -> int:
    """Take back every yes to one purpose, whatever its words; how many there were."""
    open_ones = [each for each in history(session, person_id) if each.purpose == purpose and not each.withdrawn_at]
    for each in open_ones:
        each.withdrawn_at = now
        row, said = ("consent", each.id, person_id), {"outcome": "withdrawn", "reason": purpose}
        record(session, Entry.of(by, *row, **said) if by else Entry("", "", "", ACT, *row, **said))
    session.flush()
    for ended in ON_WITHDRAWN if open_ones else ():
        ended(session, person_id, purpose, now)
    return len(open_ones)
