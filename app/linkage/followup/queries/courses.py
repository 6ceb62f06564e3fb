"""Finding how somebody is asked after."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.consent.models import Consent
from app.consent.rules.texts import FOLLOW_UP, TEXTS
from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.rules.asking import APART, ASKED
from app.linkage.followup.models import CheckUp, Course
from app.linkage.followup.rules.schedule import moment_of
from app.linkage.referral.models import Entry, Happening, Linkage
from app.linkage.referral.queries.tallies import CAME
from app.linkage.referral.rules.states import ASIDE, State

GONE = frozenset({State.DRAFT, State.WITHDRAWN})
SILENT = GONE | ASIDE
"""States in which nobody is asked."""


def of_linkage(session: Session, linkage_id: str) -> Course | None:
    """How the person of a request is asked after, if it hangs there."""
    return session.scalars(_courses().where(Course.linkage_id == linkage_id)).first()


def of_person(session: Session, person_id: str) -> list[Course]:
    """All of somebody; there is one, but for the moment in which two accounts have become one."""
    mine = _courses().join(Linkage, Linkage.id == Course.linkage_id).where(Linkage.person_id == person_id)
    return list(session.scalars(mine.order_by(Course.since, Course.id)).unique())


def who_agree(session: Session) -> dict[str, str]:
    """Whoever agrees to be asked after, in the words of today, and has a request: person to the newest request."""
    agree = select(Consent.person_id).where(
        Consent.purpose == FOLLOW_UP, Consent.version == TEXTS[FOLLOW_UP].version, Consent.withdrawn_at.is_(None)
    )
    theirs = select(Linkage.person_id, Linkage.id).where(
        Linkage.person_id.in_(agree), Linkage.state.not_in(sorted(GONE))
    )
    return {person_id: linkage_id for person_id, linkage_id in session.execute(theirs.order_by(Linkage.asked_at))}


def hanging(session: Session) -> dict[str, bool]:
    """Every request on which a course hangs; True where it is still counted from the day of asking though they went
    together meanwhile, and nobody was asked yet."""
    asked = select(CheckUp.course_id).where(CheckUp.asked_at.is_not(None))
    rows = select(Course.linkage_id, Course.since, func.min(Happening.at)).outerjoin(
        Happening, and_(
            Happening.linkage_id == Course.linkage_id, Happening.went_to == State.ATTENDED, Course.id.not_in(asked)
        ),
    )  # fmt: skip
    found = session.execute(rows.group_by(Course.linkage_id, Course.since))
    return {linkage_id: went is not None and local_day(went, LONDON) != since for linkage_id, since, went in found}


def first_day(session: Session, linkage: Linkage) -> date:
    """The day of the first time together; until then the day on which they asked."""
    went = select(func.min(Happening.at)).where(Happening.linkage_id == linkage.id, Happening.went_to == State.ATTENDED)
    return local_day(session.scalars(went).one() or linkage.asked_at, LONDON)


def is_asked_about_then(session: Session, linkage: Linkage, now: datetime) -> bool:
    """Is a check-up of theirs asked, repeated or due within two days of this moment?"""
    found = next(iter(of_person(session, linkage.person_id)), None)
    if found is None or found.muted_at is not None or linkage.state in SILENT:
        return False
    moments = [
        moment for each in found.check_ups for moment in (each.asked_at or moment_of(each.day), each.repeated_at)
    ]
    return any(moment is not None and abs(moment - now) <= APART for moment in moments)


def asked_lately(session: Session, linkage: Linkage, now: datetime) -> bool:
    """Were they asked something else within the last two days?"""
    mine = (Happening.linkage_id == linkage.id, Happening.what.in_(ASKED), Happening.at >= now - APART)
    return session.scalars(select(Happening.id).where(*mine).limit(1)).first() is not None


def said(session: Session, linkage_id: str) -> Sequence[CheckUp]:
    """The answers of somebody that hang on this request, latest first; of one that came from another organisation those
    since then: what they told there is not told here."""
    mine = select(CheckUp).join(Course).join(Linkage, Linkage.id == Course.linkage_id).where(
        Course.linkage_id == linkage_id, CheckUp.reply.is_not(None),
        or_(Linkage.entry != Entry.TRANSFER, CheckUp.over_at >= CAME),
    )  # fmt: skip
    return session.scalars(mine.order_by(CheckUp.number.desc())).all()


def _courses() -> Select[Course]:
    person = joinedload(Course.linkage).options(joinedload(Linkage.person), joinedload(Linkage.organisation))
    return select(Course).options(person, selectinload(Course.check_ups))
