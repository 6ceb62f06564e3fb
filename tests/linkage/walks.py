"""Two who go together, for tests: Nia and Cal, a meeting on Mondays at half past seven in a hall, and a plan."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.models import Shift
from app.directory.actions.listings import describe, settle
from app.directory.models import Listing
from app.directory.rules.timetable import Kind
from app.kernel.access import Relation, Warrant
from app.kernel.roles import Appointment, Role
from app.linkage.accompaniment.actions.plans import Proposal, agree, propose
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries import pairs
from app.linkage.accompaniment.queries.dates import to_choose
from app.linkage.accompaniment.queries.pairs import Pair
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage, Task, Timer
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import State
from app.people.models import AppointmentHeld, Person
from app.places.models import Venue
from app.saved.rules.reminders import name_of
from tests.conftest import LONDON
from tests.factories.directories import listing, venue, weekly
from tests.linkage.cast import asked, by, person

FIRST = date(2026, 1, 5)
NEXT = datetime(2026, 12, 28, 19, 30, tzinfo=LONDON)
MEET = NEXT - timedelta(minutes=15)
NOON = datetime(2026, 12, 23, 12, tzinfo=LONDON)
"""The Wednesday before."""


@dataclass
class Two:
    """Everything about them; `pair` is read anew each time."""

    session: Session
    nia: Person
    cal: Person
    linkage: Linkage
    walk: Walk
    meeting: Listing
    hall: Venue

    @property
    def pair(self) -> Pair:
        linkages.held(self.session, self.linkage.id)
        found = pairs.of_linkage(self.session, self.linkage.id)
        assert found
        return found

    @property
    def plan(self) -> Plan:
        found = pairs.last(self.session, self.linkage.id)
        assert found
        return found

    @property
    def as_nia(self) -> Warrant:
        return by(self.nia, "linkage.own", Relation.OWN)

    @property
    def as_cal(self) -> Warrant:
        return by(self.cal, "walk.keep", Relation.OWN)

    def proposal(self, at: Listing | None = None, number: int = 0, now: datetime = NOON, **said: str) -> Proposal:
        at = at or self.meeting
        words = {"where": "Outside the red door", "looks": "A green coat"} | said
        return Proposal(at, name_of(to_choose(self.session, self.linkage, at, now)[number]), **words)

    def planned(self, now: datetime = NOON) -> Plan:
        """Cal suggests next Monday, Nia agrees."""
        propose(self.session, self.pair, self.proposal(number=0, now=now), self.as_cal, now)
        made = agree(self.session, self.pair, self.as_nia, now, looks="A blue hat")
        self.session.commit()
        return made

    def timers(self) -> list[str]:
        mine = select(Timer.kind).where(Timer.linkage_id == self.linkage.id, Timer.done_at.is_(None))
        return sorted(self.session.scalars(mine))

    def tasks(self) -> list[str]:
        mine = select(Task.kind).where(Task.linkage_id == self.linkage.id, Task.done_at.is_(None))
        return sorted(self.session.scalars(mine))


def change_of(plan: Plan) -> str:
    """The id of what is suggested instead of it."""
    assert plan.change
    return plan.change.id


def on_duty(session: Session, who: Person) -> None:
    """They are on duty at their organisation day and night."""
    at = who.holdings[0]
    at.appointments = [AppointmentHeld(duty=Appointment.ON_DUTY, since=NOON)]
    session.add_all(
        Shift(organisation_id=at.organisation_id, person_id=who.id, weekday=day, first=0, last=0) for day in range(7)
    )
    session.commit()


def two(session: Session, state: State = State.CONTACTING) -> Two:
    """Cal said yes to Nia. The clock stands on Wednesday 23 December at noon. Committed."""
    nia, cal = person(session, "Nia"), person(session, "Cal", Role.CHAMPION)
    hall = venue(1, 53.7234, -1.8612, address="1 Mill Lane", postcode="HX1 1CK", door_sign="A red door")
    meeting = listing(1, Kind.MEETING, [weekly(FIRST, time(19, 30))], venue=hall)
    meeting.name = "Monday Steps"
    session.add(meeting)
    session.flush()
    describe(meeting, ["na"], [], ["en"])
    settle(session, [meeting], NOON)
    linkage = asked(session, nia, state, NOON, listing_id=meeting.id)
    walk = Walk(linkage_id=linkage.id, champion_id=cal.id, since=NOON - timedelta(hours=1))
    session.add(walk)
    session.commit()
    return Two(session, nia, cal, linkage, walk, meeting, hall)
