"""A request for company in any state, for tests: Nia asks, Cora coordinates, Cal would go with her."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.access import Relation, Warrant
from app.kernel.roles import Appointment, Role
from app.linkage.referral.actions import timers
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.rules.states import TABLE, State
from app.linkage.referral.rules.wishes import Wishes
from app.people.models import AppointmentHeld, Holding, Organisation, Person
from app.people.queries.people import actor
from tests.conftest import MONDAY_EVENING
from tests.factories import champions as factory
from tests.factories.champions import supervisor

NOW = MONDAY_EVENING
HUB = "ca1derhb"


def hub(session: Session) -> Organisation:
    """The one organisation, made when it is first asked for."""
    found = session.get(Organisation, HUB)
    if found is None:
        found = Organisation(id=HUB, slug="calder-hub", name="Calder Hub", duty_phone="01632 960000")
        session.add(found)
        session.flush()
    return found


def person(session: Session, name: str = "Nia", *roles: Role) -> Person:
    """Somebody of the hub; a newcomer unless it is said otherwise. Committed."""
    made = Person(made_at=NOW)
    made.name, made.email = name, f"{name.lower()}@example.org"
    made.holdings = [
        Holding(role=role, organisation_id=hub(session).id, since=NOW) for role in roles or (Role.NEWCOMER,)
    ]
    session.add(made)
    session.commit()
    return made


def by(someone: Person, act: str = "linkage.move", relation: Relation = Relation.ORGANISATION) -> Warrant:
    """Their warrant, from their first seat."""
    found = actor(someone)
    return Warrant(found, found.seats[0], relation, act)


def cora(session: Session) -> Person:
    """A coordinator of the hub."""
    return person(session, "Cora", Role.COORDINATOR)


def champion(session: Session, name: str = "Cal") -> Person:
    """A champion of the hub who may be asked; Una supervises. Committed."""
    una = session.scalars(select(AppointmentHeld).where(AppointmentHeld.duty == Appointment.SUPERVISOR)).first()
    found = una.holding.person if una else supervisor(session, hub(session), "Una")
    made = person(session, name, Role.CHAMPION)
    factory.champion(session, made.holdings[0], found)
    session.commit()
    return made


def asked(
    session: Session, nia: Person | None = None, state: State = State.RECEIVED, now: datetime = NOW, **given: object
) -> Linkage:
    """Nia's request, put straight into a state, with the timers that begin with it. Committed."""
    nia = nia or person(session, "Nia")
    row = {"entry": Entry.SELF, "before": None, "organisation_id": hub(session).id, "asked_at": now, "since": now}
    made = Linkage(person_id=nia.id, state=State.DRAFT, **(row | given))
    made.wishes = Wishes()
    session.add(made)
    session.flush()
    if state is State.RECEIVED:
        move(session, made, State.RECEIVED, None, now)
    else:
        made.state = state
        for kind in TABLE[state].starts:
            timers.begin(session, made, kind, now)
    session.commit()
    return made
