"""Whether a task is about whoever would see to it: staff who go along with a newcomer themselves."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.queries.covers import acting, there
from app.linkage.referral.rules.tasks import OF_WHO_GOES

GOES: list[Callable[[Session, str], tuple[str, datetime] | None]] = []
"""Who goes with the newcomer of a request now, and since when: the part above knows. Filled by the factory."""


def is_about(session: Session, linkage: Linkage, kind: str, person_id: str, now: datetime) -> bool:
    """Is such a task about this person themselves, while a colleague is there to see to it? One that was open before
    they went along is not."""
    who, since = _goes(session, linkage)
    earlier = (Task.linkage_id == linkage.id, Task.kind == kind, Task.done_at.is_(None), Task.made_at <= since)
    is_theirs = kind in OF_WHO_GOES and person_id == who
    is_theirs = is_theirs and session.scalars(select(Task.id).where(*earlier)).first() is None
    return is_theirs and bool(_others(session, linkage, person_id, now))


def sees_to_it(
    session: Session, linkage: Linkage, kind: str, given: str | None, now: datetime, *, but: str = ""
) -> str | None:  # fmt: skip
    """To whom a task is given that `given` would have, or everybody who coordinates where that is None: to a colleague
    where it is about one who would have it, or hear of it. `but`: whom it is about, where the walk is over."""
    who = but or (_goes(session, linkage)[0] if kind in OF_WHO_GOES else "")
    if not who:
        return given
    acts = acting(session, linkage.organisation_id, now).get(given or "", given)
    everybody = there(session, linkage.organisation_id, now) if given is None else ()
    is_theirs = who in (given, acts, *everybody)
    return next(iter(_others(session, linkage, who, now)), given) if is_theirs else given


def _goes(session: Session, linkage: Linkage) -> tuple[str, datetime]:
    """ "" where nobody does."""
    return next((found for found in (ask(session, linkage.id) for ask in GOES) if found), ("", linkage.since))


def _others(session: Session, linkage: Linkage, person_id: str, now: datetime) -> list[str]:
    return [each for each in there(session, linkage.organisation_id, now) if each != person_id]
