"""Who hears of it when somebody opens a record in need: never nobody."""

from sqlalchemy.orm import Session

from app.consent.actions.glass import watchers
from app.kernel.roles import Appointment, Role
from tests.factories.persons import organisation, person


def test_privacy_leads_hear_of_it(session: Session) -> None:
    here = organisation(session)
    cora = person(session, "Cora", Role.COORDINATOR, here)
    priya = person(session, "Priya", Role.COORDINATOR, here, Appointment.PRIVACY_LEAD)
    person(session, "Una", Role.COORDINATOR, here)

    assert watchers(session, here.id, cora.id) == [priya]


def test_without_another_lead_every_other_coordinator_does(session: Session) -> None:
    here = organisation(session)
    priya = person(session, "Priya", Role.COORDINATOR, here, Appointment.PRIVACY_LEAD)
    una = person(session, "Una", Role.COORDINATOR, here)

    assert watchers(session, here.id, priya.id) == [una]


def test_where_there_is_one_coordinator_the_technical_admin_does(session: Session) -> None:
    here = organisation(session)
    cora = person(session, "Cora", Role.COORDINATOR, here)
    tam = person(session, "Tam", Role.TECHNICAL_ADMIN)
    person(session, "Olga", Role.COORDINATOR, organisation(session, "worth"))

    assert watchers(session, here.id, cora.id) == [tam]
