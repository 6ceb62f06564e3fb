"""A scheme for tests: Cora supervises, Priya coordinates too, Cal is a champion."""

from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from app.champions.models import Champion
from app.kernel.roles import Role
from app.people.models import Organisation, Person
from app.places.models import Area
from tests.factories.champions import champion, supervisor
from tests.factories.persons import organisation, person


@dataclass(frozen=True, slots=True)
class Scheme:
    """Who is who, and Cal's profile."""

    here: Organisation
    cora: Person
    priya: Person
    cal: Person
    profile: Champion

    @property
    def page(self) -> str:
        """Cal's page for those who look after champions."""
        return f"/organisations/calder/champions/{self.profile.id}"

    @property
    def own(self) -> str:
        """Cal's own page."""
        return f"/champion/{self.profile.id}"


@pytest.fixture
def scheme(session: Session) -> Scheme:
    """Cal is ready, and committed with everybody else."""
    area = Area(slug="calderdale", name="Calderdale")
    session.add(area)
    session.flush()
    here = organisation(session, "calder", area.id)
    cora, priya = supervisor(session, here), person(session, "Priya", Role.COORDINATOR, here)
    cal = person(session, "Cal", Role.CHAMPION, here)
    cal.phone = "+447700900123"
    made = Scheme(here, cora, priya, cal, champion(session, cal.holdings[0], cora))
    session.commit()
    return made


def fresh(session: Session) -> None:
    """See from here on what others have written meanwhile."""
    session.commit()
    session.expire_all()
