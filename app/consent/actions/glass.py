"""Breaking the glass, agreeing that contacts may be seen too, and reviewing it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.consent.models import Glass
from app.consent.queries.glass import open_glass
from app.consent.rules.glass import LASTS, VERDICTS, CannotBreak, check_breaking
from app.kernel.access import Warrant
from app.kernel.roles import Appointment, Role
from app.kernel.speech import _
from app.people.models import AppointmentHeld, Holding, Person
from app.post.actions import put
from app.post.rules import Message

WORTH_SAYING = timedelta(days=5)


def break_glass(
    session: Session, by: Warrant, subject: Holding, category: str, reason: str, *, link: str, present: datetime
) -> Glass:
    """Open one person's record for an hour. The privacy leads of the organisation hear of it at once, without a name.
    Raises `CannotBreak`; an hour that still runs is not made longer."""
    check_breaking(by.actor.person_id, subject.person_id, category, reason)
    if subject.organisation_id is None:
        raise CannotBreak(_("This record belongs to no organisation."))
    if subject.ended_at:
        raise CannotBreak(_("This person is no longer with you."))
    running = open_glass(session, by.actor.person_id, subject.person_id, subject.organisation_id, present)
    if running:
        return running
    made = Glass(
        subject_id=subject.person_id,
        actor_id=by.actor.person_id,
        organisation_id=subject.organisation_id,
        category=category,
        made_at=present,
        ends_at=present + LASTS,
    )
    made.reason = reason.strip()
    session.add(made)
    session.flush()
    for lead in watchers(session, subject.organisation_id, by.actor.person_id):
        key, (channel, to) = f"break_glass:{made.id}:{lead.id}", reached_by(lead)
        if to:
            put(session, Message(key, "break_glass", channel, to, {"link": link}, present + WORTH_SAYING), present)
    record(session, Entry.of(by, "glass", made.id, subject.person_id, outcome="broken", reason=category))
    return made


def agree_to_contacts(session: Session, by: Warrant, glass: Glass, present: datetime) -> None:
    """A second coordinator agrees that contacts may be seen. Raises `CannotBreak` for whoever broke it, or too late."""
    if by.actor.person_id in (glass.actor_id, glass.subject_id):
        raise CannotBreak(_("Somebody else has to agree to this."))
    if glass.ends_at <= present:
        raise CannotBreak(_("The hour is over."))
    if glass.agreed_by:
        return
    glass.agreed_by, glass.agreed_at = by.actor.person_id, present
    record(session, Entry.of(by, "glass", glass.id, glass.subject_id, outcome="agreed"))


def review(session: Session, by: Warrant, glass: Glass, verdict: str, now: datetime) -> None:
    """A privacy lead says whether it was right. Raises `CannotBreak` for one's own, and a second time."""
    if by.actor.person_id == glass.actor_id:
        raise CannotBreak(_("Somebody else has to review this."))
    if glass.reviewed_at:
        raise CannotBreak(_("This has been reviewed already."))
    if verdict not in VERDICTS:
        raise CannotBreak(_("Say whether it was right."))
    glass.reviewed_by, glass.reviewed_at, glass.verdict = by.actor.person_id, now, verdict
    record(session, Entry.of(by, "glass", glass.id, glass.subject_id, outcome="reviewed", reason=verdict))


def privacy_leads(session: Session, organisation_id: str) -> Collection[Person]:
    """Who is told when the glass is broken."""
    return session.scalars(
        select(Person)
        .join(Holding, Holding.person_id == Person.id)
        .join(AppointmentHeld, AppointmentHeld.holding_id == Holding.id)
        .where(
            Holding.organisation_id == organisation_id,
            Holding.ended_at.is_(None),
            Holding.suspended_at.is_(None),
            Person.suspended_at.is_(None),
            AppointmentHeld.duty == Appointment.PRIVACY_LEAD,
            AppointmentHeld.ended_at.is_(None),
        )
        .distinct()
    ).all()


def watchers(session: Session, organisation_id: str, but: str) -> Collection[Person]:
    """Who hears of it when somebody breaks the glass: the privacy leads; where there is no other, all other
    coordinators; where there is none either, the technical admins. Never nobody, as long as there is anybody else."""
    coordinators = (Holding.role == Role.COORDINATOR, Holding.organisation_id == organisation_id)
    for found in (
        privacy_leads(session, organisation_id),
        _holders(session, *coordinators),
        _holders(session, Holding.role == Role.TECHNICAL_ADMIN),
    ):
        others = [person for person in found if person.id != but]
        if others:
            return others
    return []


def _holders(session: Session, *which: ColumnElement[bool]) -> Collection[Person]:
    live = (Holding.ended_at.is_(None), Holding.suspended_at.is_(None), Person.suspended_at.is_(None))
    return session.scalars(
        select(Person).join(Holding, Holding.person_id == Person.id).where(*live, *which).distinct()
    ).all()


def reached_by(lead: Person) -> tuple[str, str]:
    """The road to somebody and their address on it: by e-mail, else by text; ("text", "") where there is none."""
    return ("email", lead.email) if lead.email else ("text", lead.phone)
