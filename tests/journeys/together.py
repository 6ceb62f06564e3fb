"""The example world, really served, and people with phones in it: what each sees, what leaves the site by e-mail and
text, what their calendars say, and what is written down of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Flask
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.audit.models import AuditEvent
from app.calendars.actions import Choice, make
from app.calendars.rules.personal import Manner
from app.champions.jobs import care_of_champions
from app.concerns.jobs import alarms
from app.kernel.access import Relation
from app.linkage.matching.jobs import company
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries.linkages import in_nobodys_hands
from app.notices.jobs import Inbox
from app.people.models import Person
from app.post.jobs import send_due
from app.post.rules.letter import Outgoing
from app.post.rules.wording import as_mail
from app.schedule import JOBS
from tests.conftest import LONDON
from tests.journeys.conftest import carry, phone
from tests.linkage.cast import by
from tests.linkage.walks import NOON, Two
from tests.post.letters import PRESENT, Sink
from tools.chromium import served
from tools.pages import token_of

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PLAN = "Monday 28 December: meet at 7:15pm"


class Inside(Sink):
    """The road into the inbox of the site, remembered."""

    def carry(self, letter: Outgoing) -> None:
        super().carry(letter)
        Inbox().carry(letter)


@dataclass(kw_only=True)
class World:
    """The site and its clock. What leaves it, by e-mail or text, is in `left`; what stays in its inboxes is in
    `inside`."""

    app: Flask
    session: Session
    site: str
    at: Callable[[str], datetime]
    left: Sink = field(default_factory=Sink)
    inside: Inside = field(default_factory=Inside)
    links: dict[str, str] = field(default_factory=dict)

    def carries(self, page: Page, who: Person) -> Page:
        """From here on this phone is theirs."""
        carry(page, self.site, token_of(self.app, who.id))
        return page

    def clock(self, now: datetime) -> None:
        """People's time, and the jobs of that minute."""
        self.at(now.isoformat())
        self.fresh()
        with self.app.app_context():
            for job in ("timers", "rounds", "walks"):
                JOBS[job].run(self.session, now)
            for planner in (company, care_of_champions, alarms):
                planner(self.session, now)
            self.session.commit()
        self.post(now)
        assert in_nobodys_hands(self.session) == []

    def post(self, now: datetime) -> None:
        """What is due leaves."""
        with self.app.app_context():
            roads = {"email": self.left, "text": self.left, "inbox": self.inside}
            send_due(db.session(), roads, people=lambda: now)
        self.fresh()

    def fresh(self) -> None:
        """What others have written meanwhile is seen from here on."""
        self.session.rollback()
        self.session.expire_all()

    def told(self, since: int = 0) -> list[tuple[str, str]]:
        """Who got which kind by e-mail or text, after so many: everybody, so that nothing else went."""
        return sorted((each.to.partition("@")[0], each.kind) for each in self.left.taken[since:])

    def said(self, to: Person) -> list[str]:
        """The plain words for somebody inside the site."""
        return [str(each.values.get("said", "")) for each in self.inside.taken if each.to == to.id]

    def mails(self) -> str:
        """Every word that left the site."""
        return "\n".join("\n".join(as_mail(each.kind, each.values)) for each in self.left.taken)

    def code(self, to: str) -> str:
        """The newest code that was sent there."""
        return next(str(each.values["code"]) for each in reversed(self.left.taken)
                    if each.to == to and "code" in each.values)  # fmt: skip

    def keeps_calendar(self, *people: Person) -> None:
        """Each has a link that tells all."""
        self.fresh()
        for who in people:
            chosen = Choice(Manner.PLAIN, "", None)
            _row, token = make(self.session, by(who, "calendar.keep", Relation.OWN), "", chosen, now=NOON,
                               present=PRESENT)  # fmt: skip
            self.links[who.id] = f"/c/{token}.ics"
        self.session.commit()

    def calendar(self, who: Person) -> list[tuple[str, str, str]]:
        """Title, status and day of each entry in somebody's calendar, as a calendar program fetches it."""
        answer = self.app.test_client(use_cookies=False).get(self.links[who.id])
        assert answer.status_code == 200
        found = Calendar.from_ical(answer.get_data(as_text=True)).walk("VEVENT")
        return [
            (str(each["SUMMARY"]), str(each["STATUS"]), f"{each.decoded('DTSTART').astimezone(LONDON):%d %b %H:%M}")
            for each in found
        ]

    def record(self, linkage: Linkage) -> list[str]:
        """What the site's record says of a request, in order."""
        mine = select(AuditEvent.outcome).where(AuditEvent.object_id == linkage.id).order_by(AuditEvent.seq)
        self.session.rollback()
        return list(self.session.scalars(mine))


@dataclass(kw_only=True)
class Journey(World):
    """Nia and Cal on their phones."""

    them: Two
    nia: Page
    cal: Page

    @property
    def mine(self) -> str:
        """Nia's own page."""
        return f"{self.site}/mine/{self.them.linkage.page}/now"

    @property
    def walk(self) -> str:
        """Cal's page of the walk."""
        return f"{self.site}/walks/{self.them.walk.id}"

    def written(self) -> list[str]:
        """What the site's record says of their request, in order."""
        return self.record(self.them.linkage)


@contextmanager
def on_phones(app: Flask, them: Two, chromium: Browser, at: Callable[[str], datetime]) -> Iterator[Journey]:
    """Both are signed in and have a calendar link. Nia's phone runs no script."""
    at(NOON.isoformat())
    with served(app) as site, phone(chromium, java_script_enabled=False) as nia, phone(chromium) as cal:
        made = Journey(app=app, session=them.session, site=site, at=at, them=them, nia=nia, cal=cal)
        made.carries(nia, them.nia)
        made.carries(cal, them.cal)
        made.keeps_calendar(them.nia, them.cal)
        yield made


def by_name(session: Session, name: str) -> Person:
    return next(each for each in session.scalars(select(Person)) if each.name == name)


def press(at: Page | Locator, name: str) -> None:
    """Press a button of a page or of a part of it, and wait for the next page: what is looked for afterwards may stand
    on this one as well."""
    page = at if isinstance(at, Page) else at.page
    with page.expect_navigation(wait_until="domcontentloaded"):
        at.get_by_role("button", name=name, exact=True).click()


def fits(page: Page) -> bool:
    """Nothing has to be pushed sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
