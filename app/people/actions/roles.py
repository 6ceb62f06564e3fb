"""Changing what somebody is here for: suspending at once, bringing back, ending, leaving, appointing to duties."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Protocol

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


CHECKS: list[Callable[[Session, Warrant, Holding, Collection[Appointment]], None]] = []
"""What may stand against taking duties from somebody; each raises a `Refused` that says what to do. The factory fills
it."""


class Told(Protocol):
    """What happens when a duty was given to somebody, or taken from them by a person, in the same transaction."""

    def __call__(
        self, session: Session, by: Warrant, holding: Holding, duty: Appointment, present: datetime, *, is_given: bool
    ) -> None:
        """Tell whoever is to hear of it."""


ON_DUTY: list[Told] = []
"""Filled by the factory."""


class CannotChange(Refused):
    """This role may not be changed like that; the text says why."""


def suspend(session: Session, by: Warrant, holding: Holding, present: datetime) -> None:
    """Suspend somebody's role at once: they are signed out everywhere, and may come in again only for other roles."""
    _check_other(by, holding)
    if not holding.is_live:
        raise CannotChange(_("This role is not held at present."))
    duties = duties_of(holding)
    check_may_take(session, by, holding, duties)
    holding.suspended_at = present
    end_all(session, holding.person_id, present)
    record(session, _entry(by, holding, "suspended"))
    _tell(session, by, holding, duties, present)
    stopped(session, holding, present)


def bring_back(session: Session, by: Warrant, holding: Holding, present: datetime) -> None:
    """Let a suspended role be held again. They sign in anew: meanwhile one factor may have been enough for them."""
    _check_other(by, holding)
    if holding.suspended_at is None or holding.ended_at is not None:
        raise CannotChange(_("This role is not suspended."))
    holding.suspended_at = None
    end_all(session, holding.person_id, present)
    record(session, _entry(by, holding, "brought_back"))
    _tell(session, by, holding, duties_of(holding), present, is_given=True)


def end(session: Session, by: Warrant, holding: Holding, present: datetime) -> None:
    """End somebody's role, with its duties: they are signed out everywhere."""
    _check_other(by, holding)
    check_may_take(session, by, holding, duties_of(holding))
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
    _tell(session, by, holding, [duty], present, is_given=True)


def relieve(session: Session, by: Warrant, holding: Holding, duty: Appointment, present: datetime) -> None:
    """Take a duty away, or lay down one's own."""
    check_may_take(session, by, holding, [duty])
    for held in holding.appointments:
        if held.duty is duty and held.ended_at is None:
            held.ended_at = present
            record(session, _entry(by, holding, "relieved", duty.value))
            _tell(session, by, holding, [duty], present)


def duties_of(holding: Holding) -> list[Appointment]:
    """The duties that go with a role at present."""
    return [held.duty for held in holding.appointments if held.ended_at is None]


def check_may_take(session: Session, by: Warrant, holding: Holding, duties: Collection[Appointment]) -> None:
    """May these duties be taken from somebody, also together with their role? Raises a `Refused` that says what to do
    first."""
    for check in CHECKS:
        check(session, by, holding, duties)


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
    duties = duties_of(holding) if holding.suspended_at is None else []
    holding.ended_at = present
    for held in holding.appointments:
        held.ended_at = held.ended_at or present
    end_all(session, holding.person_id, present)
    record(session, _entry(by, holding, outcome))
    _tell(session, by, holding, duties, present)
    stopped(session, holding, present)


def _tell(
    session: Session, by: Warrant, holding: Holding, duties: Collection[Appointment], present: datetime, *,
    is_given: bool = False,
) -> None:  # fmt: skip
    for duty in duties:
        for told in ON_DUTY:
            told(session, by, holding, duty, present, is_given=is_given)


def _entry(by: Warrant, holding: Holding, outcome: str, reason: str = "") -> Entry:
    return Entry.of(by, "holding", holding.id, holding.person_id, outcome=outcome, reason=reason or holding.role.value)
