"""People for tests: the fixed cast, and anybody else, in an organisation that serves an area."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.kernel.roles import Appointment, Role
from app.people.actions.invitations import set_contact
from app.people.models import AppointmentHeld, Holding, Organisation, OrganisationArea, Person, Representative
from app.people.rules.contact import Contact
from app.seal import new_id

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


def organisation(session: Session, slug: str = "calder", *areas: str) -> Organisation:
    """An organisation that serves these areas, by their ids."""
    made = Organisation(slug=slug, name=f"{slug.title()} Recovery (example)")
    made.areas = [OrganisationArea(area_id=area) for area in areas]
    session.add(made)
    session.flush()
    return made


def person(
    session: Session, name: str, role: Role, at: Organisation | None = None, *duties: Appointment, group: str = ""
) -> Person:
    """Somebody who holds a role; a group representative looks after the listing named `group`."""
    made = Person(id=new_id(), made_at=LONG_AGO)
    made.name = name
    set_contact(made, Contact("email", f"{name.lower()}@example.org"))
    session.add(made)
    session.flush()
    also(session, made, role, at, *duties, group=group)
    return made


def also(
    session: Session, who: Person, role: Role, at: Organisation | None, *duties: Appointment, group: str = ""
) -> Holding:
    """Another role of somebody."""
    held = Holding(role=role, organisation_id=at.id if at else None, since=LONG_AGO)
    held.appointments = [AppointmentHeld(duty=duty, since=LONG_AGO) for duty in duties]
    who.holdings.append(held)
    session.flush()
    if group:
        session.add(Representative(holding_id=held.id, listing_id=group))
        session.flush()
    return held
