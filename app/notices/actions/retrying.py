"""Sending again by hand what did not arrive."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.notices.rules.undelivered import check_retry
from app.post.actions import PUT
from app.post.models import Letter


def retry(
    session: Session, by: Warrant, letter: Letter, present: datetime, now: datetime, *, sure: bool = False
) -> None:
    """Put it back into the box; when and where it leaves is asked again as for any other. Raises `CannotRetry`, and
    `MayHaveArrived` where somebody must be `sure` first."""
    clock = now if letter.set_for else present
    is_kept = letter.values_sealed is not None
    check_retry(letter.trouble, letter.road, letter.ends_at, clock, sure=sure, is_kept=is_kept)
    letter.given_up_at = letter.rests_until = letter.claimed_until = None
    letter.trouble = letter.road = ""
    letter.tries = 0
    session.info[PUT] = True
    record(session, Entry.of(by, "letter", letter.id, letter.person_id or "", outcome="retried"))
    session.flush()
