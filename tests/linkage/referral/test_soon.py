"""Whoever would go tonight is not put off until tomorrow, and a time that has passed is not promised any more."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.models import Consent
from app.directory.models import Listing
from app.kernel.days import LONDON, zone_of
from app.kernel.roles import Role
from app.linkage.referral.actions import handling
from app.linkage.referral.models import Linkage
from app.linkage.standing.queries.board import board
from app.people.models import Organisation, Person
from tests.browser import Browser
from tests.linkage.cast import HUB, by, cora, hub, person
from tests.linkage.referral.asking import hidden, town

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
At = Callable[[str], datetime]
SAID = {
    "name": "Noor", "place": "Halifax", "entry": "staff", "hours": "any", "gender": "any", "adult": "1", "agrees": "1",
    "shares": "1", "contact": "07700 900555", "tells_referrer": "1",
}  # fmt: skip
NOON = datetime(2026, 12, 21, 12, tzinfo=zone_of(LONDON))
"""A Monday; the meeting is at half past seven."""


@pytest.fixture
def lin(browser: Browser, session: Session, at: At) -> Person:
    at(NOON.isoformat())
    town(session)
    made = person(session, "Lin", Role.LINK_WORKER)
    browser.sign_in(made)
    return made


def send(browser: Browser, session: Session, on: str, **changes: str) -> Linkage:
    session.rollback()
    meeting = session.scalars(select(Listing.id)).one()
    form = hidden(browser.get(f"/refer?listing={meeting}&on={on}")) | SAID | {"on": on} | changes
    sent = browser.post("/refer", form)
    session.rollback()
    assert sent.status == 303, sent.text
    made = session.scalars(select(Linkage).order_by(Linkage.asked_at.desc())).first()
    assert made
    send.page = browser.get(sent.location or "")
    return made


def test_tonight_is_short_notice_for_the_referrer_their_paper_and_the_desk(
    browser: Browser, session: Session, lin: Person, at: At
) -> None:
    later = send(browser, session, "2026-12-28", name="Liv", contact="07700 900556")
    assert "A coordinator looks at it by" in send.page.text and "short notice" not in send.page.text
    at((NOON + timedelta(minutes=5)).isoformat())
    made = send(browser, session, "2026-12-21")

    says = "Tonight is short notice: ring us now on 01632 960000."
    assert send.page.text.count(says) == 2, "above, and on the paper"
    assert "looks at it by" not in send.page.text
    for page in ("/referrals", f"/referrals/{made.id}"):
        assert says in browser.get(page).text
    assert says not in browser.get(f"/referrals/{later.id}").text

    session.rollback()
    one = cora(session)
    found = board(session, [HUB], one.id, NOON + timedelta(hours=2)).first
    assert [each.name for each in found] == ["Noor", "Liv"]
    assert found[0].soon == "Tonight, 7:30pm"
    assert found[0].due_at and found[0].due_at <= NOON.replace(hour=17, minute=30)
    at((NOON + timedelta(hours=2)).isoformat())
    assert "Tonight, 7:30pm" in browser.sign_in(one).get("/requests").text


def test_without_a_number_they_are_told_to_speak_with_a_coordinator(
    browser: Browser, session: Session, lin: Person
) -> None:
    hub(session).duty_phone = ""
    session.commit()
    send(browser, session, "2026-12-21")
    assert "Tonight is short notice: speak with a coordinator now." in send.page.text


def test_a_time_that_has_passed_is_late_and_not_a_promise(
    browser: Browser, session: Session, lin: Person, at: At
) -> None:
    made = send(browser, session, "2026-12-28")
    assert "Somebody looks at it by" in browser.get("/referrals").text
    at((NOON + timedelta(days=1, hours=6)).isoformat())
    for page in ("/referrals", f"/referrals/{made.id}"):
        text = browser.get(page).text
        assert "Late. Please ring 01632 960000." in text and "Somebody looks at it by" not in text

    session.rollback()
    at_home = session.get_one(Organisation, HUB)
    at_home.duty_phone = ""
    session.commit()
    assert "Late. Please speak with a coordinator." in browser.get("/referrals").text
    handling.take(session, by(cora(session)), session.get_one(Linkage, made.id), NOON + timedelta(days=1, hours=6))
    session.commit()
    assert "Late." not in browser.get("/referrals").text


def test_who_may_not_know_reads_nothing_of_it(browser: Browser, session: Session, lin: Person, at: At) -> None:
    made = send(browser, session, "2026-12-21", tells_referrer="")
    assert date(2026, 12, 21) == made.wished_on
    told = session.scalars(select(Consent.purpose).where(Consent.purpose == "tell_referrer")).all()
    at((NOON + timedelta(days=1, hours=6)).isoformat())
    text = browser.get("/referrals").text
    assert told == [] and "Late." not in text and "short notice" not in text
