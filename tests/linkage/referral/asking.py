"""A town with one organisation and one meeting, and somebody who asks for company there, page by page."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.actions.listings import describe, settle
from app.directory.models import Listing
from app.directory.rules.timetable import Kind
from app.kernel.roles import Role
from app.linkage.referral.models import Linkage
from app.people.models import OrganisationArea, Person
from app.places.models import Area
from tests.browser import Browser, Page
from tests.factories.directories import listing, venue, weekly
from tests.linkage.cast import NOW, hub, person
from tests.people.entering import letters

NUMBER = "+447700900321"
ANSWERS = {
    "meeting": {"help": "Meet me at the bus stop"},
    "company": {
        "gender": "woman",
        "own_gender": "man",
        "language": "ur",
        "likeness": ["same_route"],
        "access": ["step_free"],
    },
    "reach": {"name": "Nia", "contact": "07700 900 321", "leave_message": "1", "hours": "evening", "adult": "yes"},
    "check": {"agrees": "1", "shares": "1"},
}


def town(session: Session) -> tuple[Listing, Person]:
    """Calderdale: a Narcotics Anonymous meeting on Mondays at half past seven, and Cora who coordinates. Committed."""
    area = Area(slug="calderdale", name="Calderdale")
    session.add(area)
    session.flush()
    hub(session).areas = [OrganisationArea(area_id=area.id)]
    hall = venue(1, 53.7234, -1.8612, area=area)
    made = listing(1, Kind.MEETING, [weekly(date(2026, 1, 5), time(19, 30))], venue=hall)
    session.add(made)
    session.flush()
    describe(made, ["na"], [], ["en"])
    settle(session, [made], NOW)
    session.commit()
    return made, person(session, "Cora", Role.COORDINATOR)


def hidden(page: Page) -> dict[str, list[str]]:
    """What a page's form carries unseen."""
    found: dict[str, list[str]] = {}
    for each in page.all("input", type="hidden"):
        found.setdefault(each.get("name", ""), []).append(each.get("value", ""))
    return found


@dataclass
class Asker:
    """Somebody who goes from page to page as a browser does: each form takes along what it holds."""

    browser: Browser
    page: Page
    taps: int = 0
    seen: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, address: str = "/ask") -> "Asker":
        """On the first page; getting there was one tap."""
        return cls(browser, browser.get(address), 1)

    def press(self, go: str, **typed: Any) -> Page:
        """Fill this page in and press one of its buttons."""
        self.taps += 1
        self.page = self.browser.post("/ask", hidden(self.page) | typed | {"go": go})
        if self.page.status == 303 and self.page.location.startswith("/mine/"):
            self.page = self.browser.get(self.page.location)
        return self.page

    def all_the_way(self, **changes: Any) -> Page:
        """Every step with the usual answers and these changes, up to “Send”."""
        for step in ("meeting", "company", "reach"):
            known = {name: value for name, value in changes.items() if name in ANSWERS[step] or name == "place"}
            self.press("next", **ANSWERS[step] | known)
            assert self.page.status == 200, self.page.text
        return self.press("send", **ANSWERS["check"])


def requests(app: Flask) -> list[Linkage]:
    """All that are kept."""
    with Session(app.extensions["alongside.engine"]) as session:
        return list(session.scalars(select(Linkage).order_by(Linkage.asked_at)))


def newest_code(app: Flask) -> str:
    """The code that was sent last."""
    return [each for each in letters(app) if each.kind == "contact_code"][-1].values["code"]


def own_page(page: Page) -> str:
    """The address of one's own page, as the last page tells it."""
    return next(form.get("action", "") for form in page.all("form") if "/mine/" in form.get("action", ""))
