"""Beginning and ending to ask after somebody. It hangs on their agreement, not on where a request stands."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.consent.rules.texts import FOLLOW_UP
from app.kernel.days import LONDON, local_day
from app.linkage.followup.models import CheckUp, Course
from app.linkage.followup.queries import courses
from app.linkage.followup.rules.schedule import next_day
from app.linkage.followup.rules.words import KIND, TASKS
from app.linkage.referral.actions import tasks
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.linkages import held
from app.notices.actions.planning import take_back


def settle(session: Session, now: datetime) -> int:
    """The job: whoever agreed is asked after by their newest request, from the right day on; how many changed."""
    agree, hanging = courses.who_agree(session), courses.hanging(session)
    changed = 0
    for person_id, linkage_id in agree.items():
        if hanging.get(linkage_id, True):
            changed += begin(session, person_id, linkage_id, now)
    return changed


def begin(session: Session, person_id: str, linkage_id: str, now: datetime) -> bool:
    """Ask after somebody by this request: the course that they have goes on there. Nothing changes where all is so
    already."""
    linkage = held(session, linkage_id)
    if linkage is None or linkage.person_id != person_id or linkage.state in courses.GONE:
        return False
    mine = courses.of_person(session, person_id)
    for other in mine[1:]:
        session.delete(other)
    session.flush()
    course = mine[0] if mine else Course(linkage_id=linkage_id, since=courses.first_day(session, linkage))
    was_asked = any(each.asked_at for each in course.check_ups)
    since = course.since if was_asked else courses.first_day(session, linkage)
    if mine and (course.linkage_id, course.since) == (linkage_id, since):
        return False
    course.linkage_id, course.since = linkage_id, since
    session.add(course)
    if not was_asked:
        course.check_ups.clear()
    session.flush()
    plan_next(session, course, now)
    return True


def plan_next(session: Session, course: Course, now: datetime) -> CheckUp | None:
    """Set the day of the next question, unless one is open; None when it is all over."""
    if course.open_one is None:
        day = next_day(course.since, course.past, local_day(now, LONDON), course.months)
        if day is not None:
            course.check_ups.append(CheckUp(number=len(course.check_ups) + 1, day=day))
    session.flush()
    return course.open_one


def over(session: Session, check_up: CheckUp, now: datetime) -> None:
    """A question is over, with or without an answer, and the next one is set."""
    check_up.over_at = now
    session.flush()
    plan_next(session, check_up.course, now)


def taken_back(session: Session, person_id: str, purpose: str, now: datetime) -> None:
    """Without a yes nothing of it stays, and nothing is sent. For `consent.actions.agreements.ON_WITHDRAWN`."""
    if purpose == FOLLOW_UP:
        for course in courses.of_person(session, person_id):
            _forget(session, course, course.linkage, now)


def end(session: Session, linkage: Linkage, now: datetime) -> None:
    """Nobody asks after them any more for this request; for another of theirs it goes on."""
    course = courses.of_linkage(session, linkage.id)
    if course:
        _forget(session, course, linkage, now)


def _forget(session: Session, course: Course, linkage: Linkage, now: datetime) -> None:
    take_back(session, [KIND], course.id)
    tasks.finish(session, linkage, now, kinds=TASKS)
    session.delete(course)
    session.flush()
