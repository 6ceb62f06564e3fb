"""What a newcomer asked for, for their own page."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.speech import _
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.meetings import Named, meeting_of
from app.linkage.referral.rules.said import ACCESSES, GENDERS, LIKENESSES


@dataclass(frozen=True, slots=True)
class AskedFor:
    """In words; `help` is their own."""

    meeting: Named | None
    company: str
    needs: str
    help: str = field(repr=False)


def asked_for(session: Session, linkage: Linkage, now: datetime) -> AskedFor:
    """What was sent. Raises `CannotOpen` while a key is not at hand."""
    wishes = linkage.wishes
    company = ", ".join([_(GENDERS[wishes.gender]), *(_(LIKENESSES[each]) for each in wishes.likeness)])
    needs = ", ".join(_(ACCESSES[each]) for each in wishes.access)
    return AskedFor(meeting_of(session, linkage, now), company, needs, wishes.help)
