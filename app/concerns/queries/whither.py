"""Which organisations a concern can go to, and what the people of one are called."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.access import Actor
from app.kernel.roles import STAFF, Appointment, Role
from app.kernel.speech import _
from app.people.models import AppointmentHeld, Holding, Organisation, OrganisationArea, Person
from app.people.queries.labels import labels
from app.people.queries.people import holdings_of
from app.people.rules.roles import NAMES
from app.places.models import Area, Venue


def organisations(session: Session, actor: Actor | None = None) -> list[tuple[Organisation, list[str]]]:
    """Those that serve areas and have a coordinator, each with the names of its areas; of somebody who is signed in
    their own ones, if these are among them."""
    staffed = select(Holding.organisation_id).where(Holding.role == Role.COORDINATOR, Holding.ended_at.is_(None))
    served = select(Organisation, Area.name).join(OrganisationArea, OrganisationArea.organisation_id == Organisation.id)
    served = served.join(Area, Area.id == OrganisationArea.area_id).where(Organisation.id.in_(staffed))
    found: dict[str, tuple[Organisation, list[str]]] = {}
    for organisation, area in session.execute(served.order_by(Organisation.name, Area.name)):
        found.setdefault(organisation.id, (organisation, []))[1].append(area)
    mine = [seat.organisation_id for seat in actor.seats] if actor else []
    own = [pair for key, pair in found.items() if key in mine]
    return own or list(found.values())


def leads_by_name(session: Session, organisation_id: str) -> dict[str, str]:
    """The names of the safeguarding leads of an organisation, whether suspended or not, by their ids."""
    held = select(Person).join(Holding, Holding.person_id == Person.id)
    held = held.join(AppointmentHeld, AppointmentHeld.holding_id == Holding.id)
    held = held.where(Holding.organisation_id == organisation_id, Holding.ended_at.is_(None))
    held = held.where(AppointmentHeld.duty == Appointment.SAFEGUARDING_LEAD, AppointmentHeld.ended_at.is_(None))
    return {person.id: person.name for person in session.scalars(held).unique()}


def acting_by_name(session: Session, organisation_id: str) -> dict[str, str]:
    """The names of everybody who acts for an organisation, its champions too, whether suspended or not, by their
    ids."""
    held = select(Person).join(Holding, Holding.person_id == Person.id)
    held = held.where(Holding.organisation_id == organisation_id, Holding.ended_at.is_(None))
    acts = held.where(Holding.role.in_([*STAFF, Role.CHAMPION]))
    return {person.id: person.name for person in session.scalars(acts).unique()}


def people(session: Session, organisation_id: str) -> dict[str, str]:
    """Everybody who has or had a role in an organisation, by id: name and role, and what tells those apart who share
    both."""
    names = {}
    for held in reversed(holdings_of(session, organisation_id)):
        names[held.person_id] = (held.person.name, NAMES[held.role])
    called = {each: f"{name or _('No name given')}, {_(role)}" for each, (name, role) in names.items()}
    return _in_order(labels(session, organisation_id, called))


def newcomers(session: Session, organisation_id: str) -> dict[str, str]:
    """Everybody who asks or asked an organisation for company, by id: the name to use, told apart where
    two share one."""
    theirs = (each for each in holdings_of(session, organisation_id) if each.role is Role.NEWCOMER)
    names = {each.person_id: each.person.name or _("No name given") for each in theirs}
    return _in_order(labels(session, organisation_id, names))


def buildings(session: Session, organisation_id: str) -> dict[str, str]:
    """Every building in the areas of an organisation, by id: its name and town."""
    serves = select(OrganisationArea.area_id).where(OrganisationArea.organisation_id == organisation_id)
    found = session.scalars(select(Venue).where(Venue.area_id.in_(serves)).order_by(Venue.name, Venue.town, Venue.id))
    return {each.id: f"{each.name}, {each.town}" if each.town else each.name for each in found}


def roles_of(session: Session, person_id: str, organisation_id: str) -> list[Role]:
    """The roles that somebody has or had in an organisation; none for a stranger to it."""
    held = select(Holding.role).where(Holding.person_id == person_id, Holding.organisation_id == organisation_id)
    return list(session.scalars(held))


def _in_order(called: dict[str, str]) -> dict[str, str]:
    return dict(sorted(called.items(), key=lambda item: item[1].casefold()))
