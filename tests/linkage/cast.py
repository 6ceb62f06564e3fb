"""A request for company in any state, for tests: Nia asks, Cora coordinates, Cal would go with her."""

from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.models import ChampionSlot
from app.consent.models import Consent
from app.consent.rules.texts import SHARE_CHAMPION, TEXTS
from app.directory.actions.listings import describe, settle
from app.directory.models import Listing
from app.directory.rules.timetable import Audience, Kind
from app.kernel.access import Relation, Warrant
from app.kernel.roles import Appointment, Role
from app.linkage.referral.actions import timers
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.rules.states import TABLE, State
from app.linkage.referral.rules.wishes import Wishes
from app.people.models import AppointmentHeld, Holding, Organisation, Person
from app.people.queries.people import actor
from app.places.models import Access, Area
from tests.conftest import MONDAY_EVENING
from tests.factories import champions as factory
from tests.factories.champions import supervisor
from tests.factories.directories import listing, venue, weekly

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


def dale(session: Session) -> tuple[Organisation, Person]:
    """Another organisation, in Dale, and Dee who coordinates there. Committed."""
    other = Organisation(id="da1e0000", slug="dale-hub", name="Dale Hub")
    session.add(other)
    session.flush()
    dee = Person(made_at=NOW)
    dee.name, dee.email = "Dee", "dee@example.org"
    dee.holdings = [Holding(role=Role.COORDINATOR, organisation_id=other.id, since=NOW)]
    session.add(dee)
    session.commit()
    return other, dee


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


def champion(session: Session, name: str = "Cal", **changes: object) -> Person:
    """A champion of the hub who may be asked; Una supervises. Committed."""
    una = session.scalars(select(AppointmentHeld).where(AppointmentHeld.duty == Appointment.SUPERVISOR)).first()
    found = una.holding.person if una else supervisor(session, hub(session), "Una")
    made = person(session, name, Role.CHAMPION)
    week = [ChampionSlot(weekday=day, starts=time(8), ends=time(23)) for day in range(7)]
    way = {"home": "HX1", "modes": ["bus", "car"], "minutes": 60}
    factory.champion(session, made.holdings[0], found, slots=week, **way | changes)
    session.commit()
    return made


def wednesday(session: Session) -> Listing:
    """A meeting on Wednesdays at half past seven, made when it is first asked for."""
    found = session.scalars(select(Listing).order_by(Listing.slug)).first()
    if found is None:
        area = session.scalars(select(Area).order_by(Area.slug)).first() or Area(slug="calderdale", name="Calderdale")
        hall = venue(1, 53.72, -1.86, area=area, step_free=Access.YES)
        times = [weekly(date(2026, 1, 7), time(19, 30))]
        found = listing(1, Kind.MEETING, times, venue=hall, audience=Audience.OPEN)
        session.add(found)
        session.flush()
        describe(found, ["na"], [], ["en"])
        settle(session, [found], NOW)
        session.flush()
    return found


def asked(
    session: Session, nia: Person | None = None, state: State = State.RECEIVED, now: datetime = NOW, **given: object
) -> Linkage:
    """Nia's request, put straight into a state, with the timers that begin with it. She agrees that a champion is told,
    unless `agrees` is False. Committed."""
    agrees = given.pop("agrees", True)
    nia = nia or person(session, "Nia")
    row = {"entry": Entry.SELF, "before": None, "organisation_id": hub(session).id, "asked_at": now, "since": now}
    made = Linkage(person_id=nia.id, state=State.DRAFT, **(row | given))
    made.wishes = Wishes()
    made.listing_id = made.listing_id or wednesday(session).id
    session.add(made)
    if agrees:
        version = TEXTS[SHARE_CHAMPION].version
        session.add(Consent(person_id=nia.id, purpose=SHARE_CHAMPION, version=version, how="page", given_at=now))
    session.flush()
    if state is State.RECEIVED:
        move(session, made, State.RECEIVED, None, now)
    else:
        made.state = state
        for kind in TABLE[state].starts:
            timers.begin(session, made, kind, now)
    session.commit()
    return made
