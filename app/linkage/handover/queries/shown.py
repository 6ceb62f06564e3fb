"""What each side sees of a question to another organisation."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.rules.describing import language_name
from app.kernel.speech import _
from app.linkage.handover.models import Handover
from app.linkage.handover.queries import handovers
from app.linkage.handover.rules.handover import Ending
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.meetings import meeting_of
from app.linkage.referral.rules.said import ACCESSES, GENDERS, LIKENESSES, when


@dataclass(frozen=True, slots=True)
class Going:
    """For the newcomer and for who has the request: who is asked, by when they answer, or what they answered. `reason`
    is for staff alone. `next_page` names the newcomer's page where it goes on."""

    organisation: str
    due: str
    is_open: bool
    is_late: bool
    is_no: bool
    may_ask: bool
    next_page: str = ""
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Arriving:
    """For who is asked: what the agreement covers, and nothing else. `meeting` and `dates` are those that they wished
    for, empty where they move."""

    id: str
    name: str = field(repr=False)
    sender: str
    due: str
    is_late: bool
    how: str
    place: str
    meeting: str
    company: str
    languages: str
    needs: str
    help: str = field(repr=False)


def elsewhere(session: Session, linkage: Linkage, now: datetime) -> Going:
    """Where a move to another organisation stands."""
    found = handovers.latest(session, linkage.id)
    may_ask = handovers.may_ask(linkage) and (found is None or found.ended_at is not None)
    if found is None:
        return Going("", "", is_open=False, is_late=False, is_no=False, may_ask=may_ask)
    moved = handovers.moved_to(session, linkage)
    return Going(
        organisation=found.organisation.name,
        due=when(found.due_at, now),
        is_open=found.ended_at is None,
        is_late=found.ended_at is None and found.due_at <= now,
        is_no=found.ending is Ending.DECLINED,
        may_ask=may_ask,
        next_page=moved.page if moved else "",
        reason=found.reason,
    )


def arriving(session: Session, found: Handover, now: datetime) -> Arriving:
    """One that waits for an answer. Raises `CannotOpen` while a key is not at hand."""
    linkage, near = found.linkage, handovers.place_of(found.near)
    wishes = linkage.wishes
    meeting = None if near else meeting_of(session, linkage, now)
    return Arriving(
        id=found.id,
        name=linkage.name,
        sender=linkage.organisation.name,
        due=when(found.due_at, now),
        is_late=found.due_at <= now,
        how=found.how,
        place=near.label if near else wishes.place,
        meeting=meeting.name if meeting else "",
        company=", ".join([_(GENDERS[wishes.gender]), *(_(LIKENESSES[each]) for each in wishes.likeness)]),
        languages=", ".join(language_name(code) for code in wishes.languages),
        needs=", ".join(_(ACCESSES[each]) for each in wishes.access),
        help=wishes.help,
    )
