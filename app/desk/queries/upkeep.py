"""What waits in the box, in numbers only."""

from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from app.post.models import Letter
from app.post.rules import Channel


def waiting_by_kind(session: Session, now: datetime, present: datetime) -> dict[str, tuple[int, timedelta]]:
    """Messages that are due and have not left: for each kind how many, and how long the oldest has waited. What was set
    for a moment is due by people's time, `now`; everything else by the running clock."""
    found: dict[str, tuple[int, timedelta]] = {}
    for is_set, clock in ((Letter.set_for.is_(None), present), (Letter.set_for.is_not(None), now)):
        since = func.min(case((Letter.tries == 0, Letter.due_at), else_=Letter.made_at), type_=Letter.due_at.type)
        waiting = (
            select(Letter.kind, func.count(), since)
            .where(is_set, Letter.sent_at.is_(None), Letter.given_up_at.is_(None), Letter.channel != Channel.NONE)
            .where(or_(Letter.due_at <= clock, Letter.tries > 0))
            .group_by(Letter.kind)
        )
        for kind, count, oldest in session.execute(waiting):
            before, longest = found.get(kind, (0, timedelta()))
            found[kind] = (before + count, max(longest, clock - oldest))
    return dict(sorted(found.items()))
