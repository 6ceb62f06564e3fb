"""What is due, and when: rows, each claimed once. Whatever is due and has nobody who knows what to do about it becomes
a task, so that a request is never in nobody's hands."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.kernel.days import LONDON, local_day
from app.linkage.referral.actions import tasks
from app.linkage.referral.models import Linkage, Timer
from app.linkage.referral.rules.timing import REPEATS, after, span_of
from app.places.models import Nation
from app.places.queries import bank_holidays

WHEN_DUE: dict[str, Callable[[Session, Linkage, Timer, datetime], None]] = {}
"""By kind, what is done when a timer is over; the factory fills it. Others become a task of the timer's kind."""

AT_ONCE = 200
"""How many are looked after in one transaction."""


def begin(
    session: Session, linkage: Linkage, kind: str, now: datetime, *, due_at: datetime | None = None, subject: str = ""
) -> Timer:
    """Begin a timer about the linkage, or about another thing whose id is `subject`. Without `due_at` it takes as long
    as its kind does. An open one of the same kind and subject gives way."""
    about = subject or linkage.id
    mine = (Timer.linkage_id == linkage.id, Timer.kind == kind, Timer.subject == about)
    session.execute(update(Timer).where(*mine, Timer.done_at.is_(None)).values(done_at=now))
    cycle = session.scalars(select(func.coalesce(func.max(Timer.cycle), 0)).where(*mine)).one() + 1
    due_at = due_at or due(linkage, kind, now)
    made = Timer(linkage_id=linkage.id, subject=about, kind=kind, cycle=cycle, due_at=due_at)
    session.add(made)
    session.flush()
    return made


def due(linkage: Linkage, kind: str, now: datetime) -> datetime:
    """When something is over that begins now and takes as long as a timer of this kind."""
    is_urgent = linkage.discharge_on is not None and linkage.discharge_on <= local_day(now, LONDON)
    span = span_of(kind, linkage.organisation.constants, is_urgent=is_urgent)
    return after(now, span, bank_holidays(Nation.ENGLAND_AND_WALES))


def end(session: Session, linkage: Linkage, kinds: Collection[str], now: datetime) -> None:
    """End the open timers of these kinds."""
    mine = (Timer.linkage_id == linkage.id, Timer.kind.in_(kinds), Timer.done_at.is_(None))
    session.execute(update(Timer).where(*mine).values(done_at=now))


def end_all(session: Session, linkage: Linkage, now: datetime, *, but: Collection[str] = ()) -> None:
    """End every open timer of a linkage, but those of some kinds."""
    mine = (Timer.linkage_id == linkage.id, Timer.kind.not_in(but), Timer.done_at.is_(None))
    session.execute(update(Timer).where(*mine).values(done_at=now))


def run_due(session: Session, now: datetime) -> int:
    """The job: see to every timer that is over, each once; how many. Linkages are taken in the order of their ids, so
    that two who hold several at once never wait for each other."""
    over = (Timer.done_at.is_(None), Timer.due_at <= now)
    found = session.execute(select(Timer.id, Timer.linkage_id).where(*over).order_by(Timer.due_at).limit(AT_ONCE)).all()
    done = 0
    for timer_id, linkage_id in sorted(found, key=lambda row: row.linkage_id):
        linkage = session.scalars(
            select(Linkage).where(Linkage.id == linkage_id).with_for_update().execution_options(populate_existing=True)
        ).one()
        claimed = update(Timer).where(Timer.id == timer_id, *over).values(done_at=now).returning(Timer.id)
        if session.scalars(claimed).first():
            _over(session, linkage, session.get_one(Timer, timer_id, populate_existing=True), now)
            done += 1
    return done


def _over(session: Session, linkage: Linkage, timer: Timer, now: datetime) -> None:
    WHEN_DUE.get(timer.kind, _becomes_a_task)(session, linkage, timer, now)
    if timer.kind in REPEATS and timer.due_at <= now and linkage.is_live:
        begin(session, linkage, timer.kind, now, subject=timer.subject)
    session.flush()


def _becomes_a_task(session: Session, linkage: Linkage, timer: Timer, now: datetime) -> None:
    tasks.give(session, linkage, timer.kind, now)
