"""The one way in which a linkage changes its state: the table is asked, what happened is written down, timers that do
not belong to the new state end and its own begin, and the parts above are told, all in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.rules.states import ASIDE, TABLE, State, check_move

ACT = "linkage.move"


@dataclass(frozen=True, slots=True)
class Moved:
    """A linkage went from one state to another; `by` is None where the site itself did it."""

    linkage: Linkage
    came_from: State
    went_to: State
    by: Warrant | None
    reason: str


ON_MOVE: list[Callable[[Session, Moved, datetime], None]] = []
"""What the parts above do when a linkage has moved: offers, plans and walks that do not belong to the new state end.
The factory fills it, in order."""


def move(session: Session, linkage: Linkage, to: State, by: Warrant | None, now: datetime, *, reason: str = "") -> None:
    """Take a linkage to another state. `reason` is a code. Raises `CannotMove`. The caller holds the row
    (`queries.linkages.held`)."""
    came_from = linkage.state
    check_move(came_from, to, linkage.before)
    if to in ASIDE:
        linkage.before = came_from if came_from not in ASIDE else linkage.before
    else:
        linkage.before = None
    linkage.state, linkage.since, linkage.reason = to, now, reason
    note(session, linkage, "moved", by, now, reason=reason, came_from=came_from, went_to=to)
    step = TABLE[to]
    timers.end_all(session, linkage, now, but=step.keeps)
    left = TABLE[came_from]
    tasks.finish(session, linkage, now, actor_of(by), kinds={*left.starts, *left.keeps} if linkage.is_live else None)
    for kind in step.starts:
        timers.begin(session, linkage, kind, now)
    for told in ON_MOVE:
        told(session, Moved(linkage, came_from, to, by, reason), now)
    session.flush()


def note(
    session: Session, linkage: Linkage, what: str, by: Warrant | None, now: datetime, *, reason: str = "",
    came_from: str = "", went_to: str = "",
) -> None:  # fmt: skip
    """Write down that something happened; in the site's record too."""
    last = select(func.coalesce(func.max(Happening.number), 0)).where(Happening.linkage_id == linkage.id)
    actor = actor_of(by)
    session.add(Happening(
        linkage_id=linkage.id, number=session.scalars(last).one() + 1, at=now, actor_id=actor,
        for_id=linkage.person_id if actor and actor != linkage.person_id else "", what=what, came_from=came_from,
        went_to=went_to, reason=reason,
    ))  # fmt: skip
    session.flush()
    said = {"outcome": went_to or what, "reason": reason}
    if by:
        record(session, Entry.of(by, "linkage", linkage.id, linkage.person_id, **said))
    else:
        record(session, Entry("", "", "", ACT, "linkage", linkage.id, linkage.person_id, **said))


def actor_of(by: Warrant | None) -> str:
    """Who did it; "" for the site itself."""
    return by.actor.person_id if by else ""
