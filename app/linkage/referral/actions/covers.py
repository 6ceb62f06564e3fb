"""A coordinator says when they are away and who stands in; whoever leaves without that leaves nothing in their name."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.days import LONDON, local_day
from app.kernel.roles import Role
from app.kernel.speech import _
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Absence, Linkage, Task
from app.linkage.referral.queries.asking import coordinators
from app.linkage.referral.queries.covers import absences
from app.linkage.referral.rules.covers import Away, CannotCover, check_cover
from app.linkage.referral.rules.states import LIVE
from app.linkage.referral.rules.tasks import TAKE_BACK
from app.notices.actions.telling import tell, unsay
from app.people.models import Holding, Organisation, Person

ON_AWAY: list[Callable[[Session, Absence, datetime], None]] = []
"""What happens besides, in the same transaction, when somebody says that they will be away. Filled by the factory."""


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
    for told in ON_AWAY:
        told(session, made, now)
    return made


def be_back(session: Session, by: Warrant, absence: Absence, now: datetime) -> None:
    """Here again, or not away after all. Where a colleague says so, whoever was away is told once it cannot be taken
    back any more."""
    if absence.ended_at is not None:
        return
    absence.ended_at = now
    record(session, Entry.of(by, "absence", absence.id, absence.person_id, outcome="ended"))
    if absence.person_id != by.actor.person_id:
        name = session.get_one(Person, by.actor.person_id).name
        at = session.get_one(Organisation, absence.organisation_id)
        values = {"link": f"/organisations/{at.slug}/cover", "said": _told(name)}
        tell(session, absence.person_id, "task_due", _about(absence), values=values, now=now, after=TAKE_BACK)


def be_away_still(session: Session, by: Warrant, absence: Absence, now: datetime) -> None:
    """That they are here again is taken back, within five minutes. Raises `CannotCover`."""
    if absence.ended_at is None:
        return
    if absence.ended_at <= now - TAKE_BACK:
        raise CannotCover(_("It is too late to take this back. Say anew that they are away."))
    others = [each.away for each in absences(session, absence.organisation_id, now)]
    staff = set(coordinators(session, absence.organisation_id))
    check_cover(absence.away, others, staff, local_day(now, LONDON))
    absence.ended_at = None
    unsay(session, "task_due", _about(absence))
    record(session, Entry.of(by, "absence", absence.id, absence.person_id, outcome="said"))


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


def _about(absence: Absence) -> str:
    return f"{absence.id}:back"


def _told(name: str) -> str:
    return _("{name} said that you are here again. What falls to you comes to you. Not so? Say it there.", name=name)
