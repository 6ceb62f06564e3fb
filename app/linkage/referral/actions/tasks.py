"""Tasks: what somebody is to see to. One of a kind is open once at a time."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.kernel.days import LONDON, local_day
from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.queries.about import sees_to_it
from app.linkage.referral.rules.timing import TASKS, after, task_span
from app.places.models import Nation
from app.places.queries import bank_holidays


def give(
    session: Session, linkage: Linkage, kind: str, now: datetime, *, due_at: datetime | None = None,
    for_id: str | None = None, but: str = "",
) -> Task:  # fmt: skip
    """Give a task to whoever has the linkage, or to `for_id`; the one that is open already stays as it is. Without
    `due_at` there is as long as its kind has; what has no span is for now. What is about somebody of the staff, who
    goes along themselves or is `but`, goes to a colleague where there is one."""
    mine = (Task.linkage_id == linkage.id, Task.kind == kind, Task.done_at.is_(None))
    held = session.scalars(select(Task).where(*mine)).first()
    if held:
        return held
    made = Task(
        linkage_id=linkage.id,
        kind=kind,
        for_id=sees_to_it(session, linkage, kind, for_id or linkage.holder_id, now, but=but),
        made_at=now,
        due_at=due_at or _due(linkage, kind, now),
    )
    session.add(made)
    session.flush()
    return made


def finish(
    session: Session, linkage: Linkage, now: datetime, by_id: str = "", *, kinds: Collection[str] | None = None
) -> int:
    """The open tasks of these kinds are done, or of all; how many."""
    mine = [Task.linkage_id == linkage.id, Task.done_at.is_(None)]
    done = (
        update(Task).where(*mine, *([] if kinds is None else [Task.kind.in_(kinds)])).values(done_at=now, done_by=by_id)
    )
    return len(session.scalars(done.returning(Task.id)).all())


def reopen(session: Session, linkage: Linkage, ended_at: datetime, *, kinds: Collection[str]) -> None:
    """Tasks of these kinds that ended at a moment are to be seen to after all."""
    mine = (Task.linkage_id == linkage.id, Task.kind.in_(kinds), Task.done_at == ended_at)
    session.execute(update(Task).where(*mine).values(done_at=None, done_by=""))


def _due(linkage: Linkage, kind: str, now: datetime) -> datetime:
    if kind not in TASKS:
        return now
    is_urgent = linkage.discharge_on is not None and linkage.discharge_on <= local_day(now, LONDON)
    return after(now, task_span(kind, is_urgent=is_urgent), bank_holidays(Nation.ENGLAND_AND_WALES))
