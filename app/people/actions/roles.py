"""Changing what somebody is here for: suspending at once, bringing back, ending, leaving, appointing to duties."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.roles import Appointment, Role
from app.kernel.speech import _
from app.people.actions.sessions import end_all
from app.people.models import AppointmentHeld, Holding, Person

ON_STOPPED: list[Callable[[Session, Holding, datetime], None]] = []
"""What happens besides, in the same transaction, when a role is suspended or has ended. Filled by the factory."""


class CannotChange(Refused):
    """This role may not be changed like that; the text says why."""


def suspend(session: Session, by: Warrant, holding: Holding, present: datetime) -> None:
    """Suspend somebody's role at once: they are signed out everywhere, and may come in again only for other roles."""
    _check_other(by, holding)
    if not holding.is_live:
        raise CannotChange(_("This role is not held at present."))
    holding.suspended_at = present
    end_all(session, holding.person_id, present)
    record(session, _entry(by, holding, "suspended"))
    stopped(session, holding, present)


def bring_back(session: Session, by: Warrant, holding: Holding, present: datetime) -> None:
    """Let a suspended role be held again. They sign in anew: meanwhile one factor may have been enough for them."""
    _check_other(by, holding)
    if holding.suspended_at is None or holding.ended_at is not None:
        raise CannotChange(_("This role is not suspended."))
    holding.suspended_at = None
    end_all(session, holding.person_id, present)
    record(session, _entry(by, holding, "brought_back"))


def end(session: Session, by: Warrant, holding: Holding, present: datetime) -> None:
    """End somebody's role, with its duties: they are signed out everywhere."""
    _check_other(by, holding)
    _close(session, by, holding, present, "ended")


def leave(session: Session, by: Warrant, holding: Holding, present: datetime) -> None:
    """Leave a role of one's own; no reason is asked for. Raises `CannotChange` for somebody else's."""
    if holding.person_id != by.actor.person_id:
        raise CannotChange(_("You can leave your own roles only."))
    _close(session, by, holding, present, "left")


def appoint(session: Session, by: Warrant, holding: Holding, duty: Appointment, present: datetime) -> None:
    """Give a coordinator a duty. Nobody gives one to themselves."""
    if holding.person_id == by.actor.person_id:
        raise CannotChange(_("Somebody else has to give you a duty."))
    if holding.role is not Role.COORDINATOR or not holding.is_live:
        raise CannotChange(_("Only a coordinator can have this duty."))
    if any(held.duty is duty and held.ended_at is None for held in holding.appointments):
        return
    holding.appointments.append(AppointmentHeld(duty=duty, since=present, given_by=by.actor.person_id))
    record(session, _entry(by, holding, "appointed", duty.value))


def relieve(session: Session, by: Warrant, holding: Holding, duty: Appointment, present: datetime) -> None:
    """Take a duty away."""
    for held in holding.appointments:
        if held.duty is duty and held.ended_at is None:
            held.ended_at = present
            record(session, _entry(by, holding, "relieved", duty.value))


def suspend_person(session: Session, person: Person, present: datetime) -> None:
    """Suspend somebody altogether, whatever they hold, by whoever runs the server: it is the only way for a technical
    admin, whom no page reaches."""
    if person.suspended_at is not None:
        raise CannotChange(_("They are suspended already."))
    person.suspended_at = present
    end_all(session, person.id, present)
    record(session, Entry("", "", "", "people.change", "person", person.id, person.id, "suspended"))
    for held in person.holdings:
        if held.is_live:
            stopped(session, held, present)


def let_person_back(session: Session, person: Person, present: datetime) -> None:
    """Take that back. They sign in anew, to the roles that they still hold."""
    if person.suspended_at is None:
        raise CannotChange(_("They are not suspended."))
    person.suspended_at = None
    end_all(session, person.id, present)
    record(session, Entry("", "", "", "people.change", "person", person.id, person.id, "brought_back"))


def stopped(session: Session, holding: Holding, present: datetime) -> None:
    """Let everything know that hangs on this role that nobody acts in it for now, or ever."""
    for each in ON_STOPPED:
        each(session, holding, present)


def _check_other(by: Warrant, holding: Holding) -> None:
    if holding.person_id == by.actor.person_id:
        raise CannotChange(_("You cannot do this to yourself. You can leave the role on your own account's page."))


def _close(session: Session, by: Warrant, holding: Holding, present: datetime, outcome: str) -> None:
    if holding.ended_at is not None:
        raise CannotChange(_("This role has ended already."))
    holding.ended_at = present
    for held in holding.appointments:
        held.ended_at = held.ended_at or present
    end_all(session, holding.person_id, present)
    record(session, _entry(by, holding, outcome))
    stopped(session, holding, present)


def _entry(by: Warrant, holding: Holding, outcome: str, reason: str = "") -> Entry:
    return Entry.of(by, "holding", holding.id, holding.person_id, outcome=outcome, reason=reason or holding.role.value)
