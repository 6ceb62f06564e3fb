"""An organisation with two safeguarding leads, one of them on the rota, and others; and telling it something."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.models import Concern, Shift
from app.kernel.roles import Appointment, Role
from app.people.models import Organisation, Person
from app.places.models import Area
from app.post.models import Letter
from tests.browser import Browser, Page
from tests.factories.persons import organisation, person
from tests.people.entering import hidden

CAME = datetime(2026, 12, 21, 18, tzinfo=UTC)
WORDS = "He shouted at her, and she is afraid to go home."
LIST = "/organisations/calder/concerns"


@dataclass
class Safe:
    """Who is there. Lena was appointed before Carl; Dora is on duty on Mondays; Cora has no duty."""

    at: Organisation
    people: dict[str, Person]

    def __getitem__(self, name: str) -> Person:
        return self.people[name]


def safe(session: Session) -> Safe:
    """Write it."""
    area = Area(slug="calderdale", name="Calderdale")
    session.add(area)
    session.flush()
    at = organisation(session, "calder", area.id)
    at.duty_phone, at.duty_hours = "01422 900 100", "Monday to Friday, 9am to 5pm"
    lead, duty = Appointment.SAFEGUARDING_LEAD, Appointment.ON_DUTY
    duties: dict[str, tuple[Appointment, ...]] = {"Lena": (lead,), "Carl": (lead,), "Dora": (duty,), "Cora": ()}
    people = {name: person(session, name, Role.COORDINATOR, at, *each) for name, each in duties.items()}
    people["Carl"].holdings[0].appointments[0].since = CAME
    people["Cal"] = person(session, "Cal", Role.CHAMPION, at)
    people["Nia"] = person(session, "Nia", Role.NEWCOMER, at)
    people["Tam"] = person(session, "Tam", Role.TECHNICAL_ADMIN)
    session.add(Shift(organisation_id=at.id, person_id=people["Dora"].id, weekday=0, first=9, last=19))
    session.commit()
    return Safe(at, people)


def tell(browser: Browser, query: str = "", **changes: Any) -> Page:
    """Send the form as it was opened."""
    page = browser.get(f"/concern{query}")
    kept = {name: hidden(page, name) for name in ("once", "about_ref")}
    return browser.post("/concern", kept | {"words": WORDS, "danger": "no"} | changes)


def shown(page: Page) -> tuple[str, str]:
    """Reference and code of the page that says that it came in."""
    facts = ["".join(each.itertext()) for each in page.all("dd")]
    return facts[0], facts[1]


def concern(session: Session) -> Concern:
    """The only one."""
    session.rollback()
    return session.scalars(select(Concern)).one()


def planned(session: Session) -> list[tuple[str, str, datetime]]:
    """Kind, person and moment of every alarm that waits."""
    session.rollback()
    found = session.scalars(select(Letter).where(Letter.kind.startswith("concern_"), Letter.sent_at.is_(None)))
    rows = [(each.kind, each.person_id or "", each.due_at) for each in found]
    return sorted(rows, key=lambda row: (row[2], row[1]))
