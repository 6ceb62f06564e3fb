"""Asking after people when it is due: once, gently once more, and then it is let be."""

from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from app.consent.queries.agreements import agrees
from app.consent.rules.texts import ASK_AFTER, FOLLOW_UP
from app.kernel.days import LONDON, local_day
from app.linkage.followup.actions.courses import over
from app.linkage.followup.models import CheckUp, Course
from app.linkage.followup.queries.courses import SILENT, asked_lately
from app.linkage.followup.rules.schedule import LET_BE, REPEATED, moment_of
from app.linkage.followup.rules.words import QUIET
from app.linkage.referral.actions import tasks
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.linkages import held

AT_ONCE = 200


def ask_due(session: Session, now: datetime) -> int:
    """The job: ask, repeat, and let be; how many questions changed. Each is claimed by a conditional update."""
    asked = _each(session, _open().where(CheckUp.asked_at.is_(None), CheckUp.day <= local_day(now, LONDON)))
    again = _each(session, _open().where(CheckUp.asked_at <= now - REPEATED, CheckUp.repeated_at.is_(None)))
    done = _each(session, _open().where(CheckUp.asked_at <= now - LET_BE))
    return (
        sum(_ask(session, each, now) for each in asked if moment_of(each.day) <= now)
        + sum(_repeat(session, each, now) for each in again if not _is_late(each, now))
        + sum(_let_be(session, each, now) for each in done)
    )


def _ask(session: Session, each: CheckUp, now: datetime) -> bool:
    linkage = _hold(session, each)
    if linkage is None or each.asked_at is not None:
        return False
    if each.course.muted_at is not None or not agrees(session, linkage.person_id, FOLLOW_UP):
        over(session, each, now)
        return True
    if asked_lately(session, linkage, now) or not _claim(session, each, "asked_at", now):
        return False
    note(session, linkage, "check_up_asked", None, now)
    return True


def _repeat(session: Session, each: CheckUp, now: datetime) -> bool:
    if each.course.muted_at is not None or asked_lately(session, each.course.linkage, now):
        return False
    return _claim(session, each, "repeated_at", now)


def _let_be(session: Session, each: CheckUp, now: datetime) -> bool:
    """No answer is an answer too. A person asks after them only if they wished that."""
    linkage = _hold(session, each)
    if linkage is None or each.over_at is not None or not _is_late(each, now):
        return False
    over(session, each, now)
    if each.course.muted_at is None and agrees(session, linkage.person_id, ASK_AFTER):
        tasks.give(session, linkage, QUIET, now)
    return True


def _is_late(each: CheckUp, now: datetime) -> bool:
    return each.asked_at is not None and each.asked_at <= now - LET_BE


def _claim(session: Session, each: CheckUp, column: str, now: datetime) -> bool:
    free = (CheckUp.id == each.id, getattr(CheckUp, column).is_(None), CheckUp.over_at.is_(None))
    claimed = session.scalars(update(CheckUp).where(*free).values({column: now}).returning(CheckUp.id)).first()
    session.refresh(each)
    return claimed is not None


def _hold(session: Session, each: CheckUp) -> Linkage | None:
    """Their request, held; None where nobody is to be asked by now."""
    linkage = held(session, each.course.linkage_id)
    session.refresh(each)
    return linkage if linkage and linkage.state not in SILENT else None


def _open() -> Select[CheckUp]:
    mine = select(CheckUp).join(Course).join(Linkage, Linkage.id == Course.linkage_id)
    return mine.where(CheckUp.over_at.is_(None), Linkage.state.not_in(sorted(SILENT)))


def _each(session: Session, found: Select[CheckUp]) -> list[CheckUp]:
    return list(session.scalars(found.order_by(Course.linkage_id).limit(AT_ONCE)))
