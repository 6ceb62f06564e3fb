"""What a newcomer asked for, in words: for their own page, and what of it whoever goes with them plans by."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from app.directory.rules.describing import language_name
from app.kernel.speech import _, counted
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.meetings import Named, meeting_of
from app.linkage.referral.rules.said import ACCESSES, GENDERS, JOURNEYS, LIKENESSES
from app.linkage.referral.rules.wishes import Likeness
from app.places.queries import names_of

UNSAID = frozenset({Likeness.METHADONE_OR_BUPRENORPHINE})
"""It would tell of a prescription, so it stands beside no name."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """In words; `help` is their own, for staff and, after a yes, for whoever goes with them. `only_open`: of their
    meeting only dates for anybody. `shared`: of the company that they wish for, what a champion is told with a name."""

    meeting: Named | None
    company: str
    needs: str
    avoids: str
    only_open: bool
    way: str
    help: str = field(repr=False)
    languages: str = ""
    shared: str = ""


def asked_for(session: Session, linkage: Linkage, now: datetime) -> AskedFor:
    """What they wish for now. Raises `CannotOpen` while a key is not at hand."""
    wishes = linkage.wishes
    languages = [language_name(code) for code in wishes.languages]
    company = ", ".join([_(GENDERS[wishes.gender]), *(_(LIKENESSES[each]) for each in wishes.likeness), *languages])
    shared = ", ".join(_(LIKENESSES[each]) for each in wishes.likeness if each not in UNSAID)
    needs = ", ".join(_(ACCESSES[each]) for each in wishes.access)
    most = counted("{count} minute at most", "{count} minutes at most", wishes.minutes)
    way = ", ".join(
        [_(JOURNEYS[wishes.journey]), most, *([_("from {place}", place=wishes.place)] if wishes.place else [])]
    )
    avoids, meeting = ", ".join(names_of(session, wishes.avoid)), meeting_of(session, linkage, now)
    return AskedFor(
        meeting,
        company,
        needs,
        avoids,
        meeting is not None and not wishes.belongs,
        way,
        wishes.help,
        ", ".join(languages),
        shared,
    )
