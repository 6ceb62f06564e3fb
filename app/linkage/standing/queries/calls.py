"""Whom staff ring where a plan or a first contact is late, and whether a reminder reached them."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.speech import _, marked
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.accompaniment.rules.telling import CHAMPION, NEWCOMER, ONCE_IN
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.rules.said import when
from app.linkage.standing.rules.exceptions import Call
from app.post.rules.letter import Trouble

NOT_REACHED = {
    Trouble.NO_ROAD.value: marked("{name} was not reached by a reminder: we have no address for the way they chose."),
    Trouble.NOT_WANTED.value: marked("{name} was not reached by a reminder: they wish for no such messages."),
}
REACHED = marked("A reminder went to {name} {when}.")


def to_ring(session: Session, linkage: Linkage, now: datetime) -> tuple[Call, ...]:
    """Whoever has not said yes to the plan that stands; without a plan the champion, who makes the first contact, and
    the newcomer too where tries have not worked."""
    pair = of_linkage(session, linkage.id)
    if pair is None:
        return ()
    plan, reach = pair.plan, f"/requests/{linkage.id}/contact"
    tries = any(task.kind == "tries" and task.done_at is None for task in linkage.tasks)
    waits = {
        CHAMPION: plan is None or plan.champion_agreed_at is None,
        NEWCOMER: plan.newcomer_agreed_at is None if plan else tries,
    }
    people = {CHAMPION: (pair.champion.name, f"{reach}?of=champion"), NEWCOMER: (linkage.name, reach)}
    return tuple(
        Call(name, link, _reminded(session, linkage, whom, name, now))
        for whom, (name, link) in people.items() if waits[whom]
    )  # fmt: skip


def reminders(session: Session, linkage: Linkage, now: datetime) -> Iterator[Happening]:
    """Those of the last day, latest first."""
    mine = (Happening.linkage_id == linkage.id, Happening.what.in_((CHAMPION, NEWCOMER)), Happening.at > now - ONCE_IN)
    yield from session.scalars(select(Happening).where(*mine).order_by(Happening.number.desc()))


def _reminded(session: Session, linkage: Linkage, whom: str, name: str, now: datetime) -> str:
    found = next((each for each in reminders(session, linkage, now) if each.what == whom), None)
    if found is None:
        return ""
    return _(NOT_REACHED.get(found.reason, REACHED), name=name, when=when(found.at, now))
