"""Who watches over those who are out: who is on duty, and who looks after champions; and where nobody is on duty, all
of the organisation."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.models import Champion
from app.concerns.queries.duty import holders, next_turn, on_duty
from app.kernel.roles import Appointment, Role
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.cover import Cover
from app.linkage.accompaniment.rules.planning import HOME, SET_OUT
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage, Task
from app.people.models import Holding, Person


def watch_of(session: Session, linkage: Linkage, now: datetime) -> list[str]:
    """Who is told at once when somebody is not where they were to be: whose turn on the rota it is. Where it is
    nobody's, everybody there: first whoever holds that duty, then supervisors, leads, whoever has the request, and
    every other coordinator. Nobody watches over themselves: who goes along is left out where there is somebody else."""
    return _watch(session, linkage.organisation_id, now, linkage.holder_id, but=goes_with(session, linkage.id))


def watch_at(session: Session, organisation_id: str, now: datetime, but: str) -> list[str]:
    """The same where there is no request any more; `but` is who is out."""
    return _watch(session, organisation_id, now, but=but)


def cover_at(session: Session, organisation_id: str, at: datetime, but: str = "") -> Cover:
    """Is anybody on duty at a moment, besides who is out themselves (`but`); and if not, who is next?"""
    names = tuple(person.name for person in on_duty(session, organisation_id, at) if person.id != but)
    return Cover(names, None if names else next_turn(session, organisation_id, at))


def cover_of(session: Session, plan: Plan) -> Cover:
    """Is anybody on duty from when they set out until they are to be home? Of hours with a gap, who is there in it."""
    found = [cover_at(session, plan.linkage.organisation_id, at, plan.walk.champion_id)
             for at in (plan.meet_at - SET_OUT, plan.starts_at, plan.ends_at, plan.ends_at + HOME)]  # fmt: skip
    return next((each for each in found if not each.is_on), found[0])


def watchers(session: Session, organisation_id: str, now: datetime) -> set[str]:
    """Who may see who is out: everybody who is on duty at times, and who looks after champions; while nobody is on
    duty, everybody who is told instead."""
    duties = (Appointment.ON_DUTY, Appointment.SUPERVISOR)
    found = {person.id for duty in duties for person in holders(session, organisation_id, duty)}
    return found | set(_watch(session, organisation_id, now))


def supervisor_of(session: Session, linkage: Linkage) -> str | None:
    """Who looks after the champion who goes with them, else after champions; whoever has the request where nobody is
    appointed. Never who goes with them themselves."""
    who = goes_with(session, linkage.id)
    found = supervisor_at(session, linkage.organisation_id, who) or linkage.holder_id
    return found if found != who else None


def goes_with(session: Session, linkage_id: str) -> str:
    """The id of whoever goes with them now; "" where nobody does."""
    walking = select(Walk.champion_id).where(Walk.linkage_id == linkage_id, Walk.ended_at.is_(None))
    return session.scalars(walking).first() or ""


def care_of(session: Session, linkage: Linkage) -> tuple[str, datetime] | None:
    """Who gets in touch with a champion who is not all right, by when; None where nothing is open."""
    mine = (Task.linkage_id == linkage.id, Task.kind == "champion_care", Task.done_at.is_(None))
    found = session.scalars(select(Task).where(*mine)).first()
    who = session.get(Person, found.for_id) if found and found.for_id else None
    return (who.name if who else linkage.organisation.name, found.due_at) if found else None


def supervisor_at(session: Session, organisation_id: str, champion_id: str) -> str | None:
    """Who looks after a champion of an organisation, else after champions there: somebody else than they."""
    named = (
        select(Champion.supervisor_id).join(Champion.holding)
        .where(Holding.person_id == champion_id, Champion.supervisor_id.is_not(None))
        .where(Holding.organisation_id == organisation_id, Holding.ended_at.is_(None))
    )  # fmt: skip
    own = session.scalars(named).first()
    every = [] if own else holders(session, organisation_id, Appointment.SUPERVISOR)
    return own or next((each.id for each in every if each.id != champion_id), None)


def _watch(
    session: Session, organisation_id: str, now: datetime, holder_id: str | None = None, *, but: str = ""
) -> list[str]:  # fmt: skip
    there = [person.id for person in on_duty(session, organisation_id, now) if person.id != but]
    if there:
        return there
    duties = (Appointment.ON_DUTY, Appointment.SUPERVISOR, Appointment.SAFEGUARDING_LEAD)
    found = [person.id for duty in duties for person in holders(session, organisation_id, duty)]
    found += [holder_id] if holder_id else []
    every = dict.fromkeys(found + _coordinators(session, organisation_id))
    return [each for each in every if each != but] or list(every)


def _coordinators(session: Session, organisation_id: str) -> list[str]:
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    mine = select(Holding.person_id).join(Person, Person.id == Holding.person_id).where(*live)
    mine = mine.where(Holding.organisation_id == organisation_id, Holding.role == Role.COORDINATOR)
    return list(session.scalars(mine.order_by(Holding.since, Holding.id)))
