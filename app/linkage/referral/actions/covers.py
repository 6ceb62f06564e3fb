"""A coordinator says when they are away and who stands in; whoever leaves without that leaves nothing in their name."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.roles import Role
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Absence, Linkage, Task
from app.linkage.referral.queries.asking import coordinators
from app.linkage.referral.queries.covers import absences
from app.linkage.referral.rules.covers import Away, check_cover
from app.linkage.referral.rules.states import LIVE
from app.people.models import Holding


def be_away(session: Session, by: Warrant, organisation_id: str, away: Away, now: datetime) -> Absence:
    """From a day to a day; what is sent and given to them goes to who stands in. Raises `CannotCover`."""
    others = [each.away for each in absences(session, organisation_id, now)]
    check_cover(away, others, set(coordinators(session, organisation_id)), local_day(now, LONDON))
    made = Absence(
        organisation_id=organisation_id, person_id=away.person_id, cover_id=away.cover_id, first=away.first,
        last=away.last,
    )  # fmt: skip
    session.add(made)
    session.flush()
    record(session, Entry.of(by, "absence", made.id, away.person_id, outcome="said"))
    return made


def be_back(session: Session, by: Warrant, absence: Absence, now: datetime) -> None:
    """Here again, or not away after all."""
    absence.ended_at = absence.ended_at or now
    record(session, Entry.of(by, "absence", absence.id, absence.person_id, outcome="ended"))


def left(session: Session, holding: Holding, now: datetime) -> None:
    """A coordinator's role was suspended or has ended: what they looked after is everybody's at once. For
    `people.actions.roles.ON_STOPPED`."""
    if holding.role is not Role.COORDINATOR:
        return
    theirs = (Linkage.organisation_id == holding.organisation_id, Linkage.state.in_(sorted(LIVE)))
    for linkage in session.scalars(select(Linkage).where(*theirs, Linkage.holder_id == holding.person_id)).all():
        linkage.holder_id = None
        note(session, linkage, "holder_left", None, now)
    given = (Task.for_id == holding.person_id, Task.done_at.is_(None))
    session.execute(
        update(Task).where(*given, Task.linkage_id.in_(select(Linkage.id).where(*theirs))).values(for_id=None)
    )
