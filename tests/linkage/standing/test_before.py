"""One history for one person: only by a code that came back, never by a name, and without what was noted then."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.models import Walk
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Wishes
from app.people.actions.invitations import set_contact
from app.people.actions.passwords import set_word
from app.people.models import Person
from app.people.rules.contact import Contact
from tests.browser import Browser, Page
from tests.linkage.cast import NOW, asked, person, wednesday
from tests.people.entering import letters

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
THEN = NOW - timedelta(days=90)


@pytest.fixture(autouse=True)
def _monday(app: Flask, at: Callable[[str], datetime]) -> None:
    at("2026-12-21T18:00")


def known(session: Session) -> Person:
    """Nia, who went with somebody in September and finished; she has a sign-in word."""
    nia = person(session, "Nia")
    set_contact(nia, Contact("phone", "+447700900123"))
    set_word(session, nia, "teal otter lamp")
    before = asked(session, nia, State.FOLLOWING, THEN)
    before.wishes = Wishes(help="CANARYNOTE")
    walk = Walk(linkage_id=before.id, champion_id=person(session, "Cal", Role.CHAMPION).id, since=THEN, ended_at=NOW)
    session.add(walk)
    session.flush()
    moments = {"starts_at": THEN, "ends_at": THEN, "meet_at": THEN, "made_at": THEN, "ended_at": THEN}
    session.add(Plan(linkage_id=before.id, walk_id=walk.id, number=1, listing_id=wednesday(session).id,
                     made_by=nia.id, outcome=Outcome.ATTENDED, **moments))  # fmt: skip
    for state in (State.CLOSING, State.CLOSED):
        move(session, before, state, None, THEN + timedelta(days=7))
    session.commit()
    return nia


def code_page(browser: Browser, here: str, contact: str) -> Page:
    return browser.post(f"{here}/before", {"contact": contact})


def test_who_asked_before_shows_it_with_a_code_and_staff_see_one_history_without_old_words(
    app: Flask, session: Session, browser: Browser
) -> None:
    nia, cora = known(session), person(session, "Cora", Role.COORDINATOR)
    again = person(session, "Nina")
    set_contact(again, Contact("email", "new@example.org"))
    linkage = asked(session, again, proved_at=NOW)
    here, staff = f"/mine/{linkage.page}", f"/requests/{linkage.id}"
    assert "They asked before" not in browser.sign_in(cora).get(staff).text
    assert browser.sign_in(person(session, "Oz")).get(f"{here}/before").status == 404

    browser.sign_in(again)
    unknown = code_page(browser, here, "07700 900 999")
    page = code_page(browser, here, "07700 900 123")
    assert page.text == unknown.text, "whether anybody has it is not told"
    sent = [each for each in letters(app) if each.kind == "sign_in_code" and each.channel == "text"]
    typed = {"ref": page.one("input", name="ref").get("value"), "code": sent[-1].values["code"]}
    assert browser.post(f"{here}/before/code", typed).status == 400, "her word is asked for besides the code"
    assert browser.post(f"{here}/before/code", typed | {"word": "teal otter lamp"}).status == 303

    session.rollback()
    session.expire_all()
    assert linkage.person_id == nia.id
    assert (nia.name, nia.phone, nia.email) == ("Nina", "+447700900123", "new@example.org")
    assert browser.get(f"{here}/now").status == 200
    page = browser.sign_in(cora).get(staff)
    assert "They asked before" in page.text and "They went together once." in page.text
    assert "Tuesday 22 September 2026: A planned ending" not in page.text
    assert "Ended, door open. They went together once. See the request of" in page.text
    assert "They showed that they asked before" in page.text
    assert "CANARYNOTE" not in page.source


def test_nobody_is_the_same_by_their_name_and_what_was_taken_back_says_no_more_than_that(
    app: Flask, session: Session, browser: Browser
) -> None:
    nia, cora = person(session, "Nia"), person(session, "Cora", Role.COORDINATOR)
    gone = asked(session, nia, now=THEN)
    move(session, gone, State.WITHDRAWN, None, THEN)
    session.commit()
    now_asked = asked(session, nia, agrees=False)
    namesake = Person(made_at=NOW)
    namesake.name = "Nia"
    session.add(namesake)
    session.commit()
    other = asked(session, namesake)
    browser.sign_in(cora)
    assert "They asked before" not in browser.get(f"/requests/{other.id}").text
    page = browser.get(f"/requests/{now_asked.id}")
    assert "They asked before" in page.text and "Taken back." in page.text
    assert gone.id not in page.source


def test_coming_back_goes_on_with_the_same_history(app: Flask, session: Session, browser: Browser) -> None:
    nia = known(session)
    before = session.scalars(select(Linkage)).one()
    assert browser.sign_in(nia).post(f"/mine/{before.page}/return").status == 303
    session.rollback()
    session.expire_all()
    assert session.scalars(select(Linkage)).one().state is State.REENGAGING
    page = browser.sign_in(person(session, "Cora", Role.COORDINATOR)).get(f"/requests/{before.id}")
    assert page.text.index("Came back (Nia)") < page.text.index("Ended, door open")
