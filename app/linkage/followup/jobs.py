"""Asking after people, again and again."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.speech import _
from app.linkage.followup.actions.asking import ask_due
from app.linkage.followup.actions.courses import settle
from app.linkage.followup.models import CheckUp, Course
from app.linkage.followup.queries.courses import SILENT
from app.linkage.followup.rules.schedule import LET_BE, REPEATED
from app.linkage.followup.rules.words import ASKS, ASKS_AGAIN, KIND
from app.linkage.referral.models import Linkage
from app.notices.actions.planning import reconcile
from app.notices.jobs import site_address
from app.notices.rules.planning import Span, Wanted, by_both_roads
from app.web.request import settings


def ask_after(session: Session, now: datetime) -> int:
    """The job: begin with whoever agreed, ask what is due, repeat it once, and let it be."""
    return settle(session, now) + ask_due(session, now)


def check_ups(session: Session, now: datetime) -> int:
    """The planner: the questions that stand."""
    return reconcile(session, [KIND], _wanted(session, site_address(settings())), now).changes


def _wanted(session: Session, site: str) -> Iterator[Wanted]:
    standing = select(CheckUp, Linkage).join(Course, Course.id == CheckUp.course_id)
    standing = standing.join(Linkage, Linkage.id == Course.linkage_id).where(
        CheckUp.asked_at.is_not(None), CheckUp.over_at.is_(None), Course.muted_at.is_(None),
        Linkage.state.not_in(sorted(SILENT)),
    )  # fmt: skip
    for each, linkage in session.execute(standing):
        if each.asked_at is None:
            continue
        link = f"{site}/mine/{linkage.page}/check-ups"
        times = [(each.asked_at, REPEATED, ASKS)]
        if each.repeated_at:
            times.append((each.repeated_at, LET_BE - REPEATED, ASKS_AGAIN))
        for number, (at, lasts, words) in enumerate(times, 1):
            about = f"{each.course_id}:{each.number}/{each.day}/{number}"
            span = Span(at, at + lasts)
            yield from by_both_roads(KIND, about, linkage.person_id, span, {"link": link, "said": _(words)})
