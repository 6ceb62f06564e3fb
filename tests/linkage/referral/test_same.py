"""One person asked for twice is seen, by staff and by whoever asks; and no request goes without a town."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.directory.models import Listing
from app.kernel.roles import Role
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.people.models import Person
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, cora, dale, person
from tests.linkage.referral.asking import hidden, town

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
At = Callable[[str], datetime]
SAID = {
    "name": "Mo", "place": "Halifax", "entry": "staff", "hours": "any", "gender": "any", "adult": "1", "agrees": "1",
    "shares": "1", "contact": "07700 900551",
}  # fmt: skip


@pytest.fixture
def lin(browser: Browser, session: Session, at: At) -> Person:
    at(NOW.isoformat())
    town(session)
    made = person(session, "Lin", Role.LINK_WORKER)
    browser.sign_in(made)
    return made


def count(session: Session) -> int:
    session.rollback()
    return session.scalars(select(func.count()).select_from(Linkage)).one()


def test_the_same_number_within_an_hour_is_asked_about_and_nothing_typed_is_lost(
    browser: Browser, session: Session, lin: Person, at: At
) -> None:
    form = hidden(browser.get("/refer")) | SAID
    assert browser.post("/refer", form).status == 303
    assert browser.post("/refer", form).status == 303, "the same form pressed twice is one request, and no question"
    assert count(session) == 1

    form = hidden(browser.get("/refer")) | SAID | {"name": "Mo B", "help": "Small steps"}
    page = browser.post("/refer", form)
    assert page.status == 400 and count(session) == 1
    assert "Is it the same person?" in page.text and "you asked for Mo with the same number" in page.text
    assert "Small steps" in page.text
    mine = session.scalars(select(Linkage.id)).one()
    assert page.all("a", href=f"/referrals/{mine}")

    assert browser.post("/refer", form | {"another": "1"}).status == 303
    assert count(session) == 2
    at((NOW + timedelta(hours=1, minutes=1)).isoformat())
    assert browser.post("/refer", hidden(browser.get("/refer")) | SAID).status == 303, "later it is asked of nobody"


def test_staff_read_on_both_that_the_number_is_on_another_open_request(
    session: Session, browser: Browser, at: At
) -> None:
    at(NOW.isoformat())
    found = []
    for name in ("Mo", "Renata", "Ned"):
        who = person(session, name)
        who.email, who.phone = "", "+447700900551" if name != "Ned" else "+447700900552"
        found.append(asked(session, who, State.WAITING))
    elsewhere, _dee = dale(session)
    other = person(session, "Far")
    other.email, other.phone = "", "+447700900551"
    asked(session, other, State.WAITING, organisation_id=elsewhere.id)
    mo, renata, ned = found
    browser.sign_in(cora(session))
    says = "The same number or address is on another open request:"
    for one, two in ((mo, renata), (renata, mo)):
        page = browser.get(f"/requests/{one.id}")
        assert says in page.text and page.all("a", href=f"/requests/{two.id}") and "Far" not in page.text
    assert says not in browser.get(f"/requests/{ned.id}").text
    session.rollback()
    renata.state = State.WITHDRAWN
    session.commit()
    assert says not in browser.get(f"/requests/{mo.id}").text


def test_without_a_town_it_is_not_sent_unless_they_go_online(browser: Browser, session: Session, lin: Person) -> None:
    page = browser.post("/refer", hidden(browser.get("/refer")) | SAID | {"place": ""})
    assert page.status == 400 and count(session) == 0
    assert any("Enter a town or postcode" in "".join(each.itertext()) for each in page.all("a", href="#place"))

    meeting = session.scalars(select(Listing)).one()
    meeting.in_person, meeting.online, meeting.venue_id = False, True, None
    session.commit()
    start = browser.get(f"/refer?listing={meeting.id}&on=2026-12-28")
    assert "We also need a town." not in start.text
    sent = browser.post("/refer", hidden(start) | SAID | {"place": "", "on": "2026-12-28"})
    assert sent.status == 303 and count(session) == 1
