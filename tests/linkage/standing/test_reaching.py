"""How somebody is reached is changed at once: the old number stops, the new one is used once a code has come back."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.referral.models import NewContact
from app.linkage.referral.rules.states import State
from app.notices.actions.departing import Door
from app.notices.models import SafeContact
from app.notices.queries.reach import reach_of
from app.notices.rules.reach import Wish
from app.people.actions.invitations import set_contact
from app.people.actions.passwords import set_word
from app.people.models import Person
from app.people.queries.people import by_contact
from app.people.rules.contact import Contact
from app.post.rules.leaving import Drop, Leave
from app.seal import new_id
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, person
from tests.people.entering import letters

At = Callable[[str], datetime]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
OLD, NEW = Contact("phone", "+447700900123"), Contact("phone", "+447700900456")
TYPED = {"contact": "07700 900 456"}


@pytest.fixture
def nia(app: Flask, session: Session, at: At) -> Person:
    """Reached by text, with a sign-in word besides."""
    at("2026-12-21T18:00")
    made = person(session, "Nia")
    made.email, made.email_index = "", None
    set_contact(made, OLD)
    set_word(session, made, "teal otter lamp")
    session.add(SafeContact(id=new_id(), person_id=made.id, channel=Wish.TEXT, settled_at=NOW))
    session.commit()
    return made


def fresh(session: Session) -> None:
    session.rollback()
    session.expire_all()


def codes(app: Flask) -> list[tuple[str, str]]:
    return [(each.to, each.values["code"]) for each in letters(app) if each.kind == "contact_code"]


def road(session: Session, who: Person) -> object:
    """What a message of today meets at the door."""
    found = Door("http://localhost")(session, who.id, "walk_news", "wished", NOW)
    return found.to if isinstance(found, Leave) else type(found)


def test_a_new_number_is_used_once_its_code_is_back_and_the_old_one_stops_at_once(
    app: Flask, session: Session, browser: Browser, nia: Person
) -> None:
    linkage = asked(session, nia, State.CONTACTING, proved_at=NOW)
    here = f"/mine/{linkage.page}"
    elsewhere = Browser(app).sign_in(nia)
    browser.post(f"{here}/code")
    old_code = codes(app)[-1]
    assert old_code[0] == OLD.text and road(session, nia) == OLD.text
    browser.sign_in(nia)
    refused = browser.post(f"{here}/change/contact", {"contact": "0770"})
    assert refused.status == 400 and refused.one("input", name="contact").get("value") == "0770"

    page = browser.post(f"{here}/change/contact", TYPED, follow=True)

    fresh(session)
    assert (nia.phone, nia.phone_index, by_contact(session, OLD)) == ("", None, None)
    assert road(session, nia) is Drop
    assert elsewhere.get("/today").status == 303, "whoever has the old phone is signed out"
    assert NEW.text in page.text and codes(app)[-1][0] == NEW.text
    assert browser.post(f"{here}/change/contact/code", {"code": old_code[1]}).status == 400
    stranger = Browser(app)
    assert stranger.post(here, {"word": "teal otter lamp"}).status == 400, "a word alone opens nothing meanwhile"
    assert "waits for its code" in browser.get(f"{here}/now").text

    assert browser.post(f"{here}/change/contact/code", {"code": codes(app)[-1][1]}).status == 303
    fresh(session)
    assert by_contact(session, NEW) is nia and road(session, nia) == NEW.text
    assert session.scalars(select(NewContact)).first() is None


def test_staff_put_a_number_right_by_telephone_and_the_person_shows_it_on_their_page(
    app: Flask, session: Session, browser: Browser, nia: Person
) -> None:
    linkage = asked(session, nia, proved_at=NOW)
    somebody = person(session, "Ned")
    set_contact(somebody, NEW)
    session.commit()
    staff = f"/requests/{linkage.id}"
    browser.sign_in(person(session, "Cora", Role.COORDINATOR))
    assert f"Their page: http://localhost/mine/{linkage.page}" in browser.get(f"{staff}/change/contact").text
    page = browser.post(f"{staff}/change/contact", TYPED, follow=True)
    assert f"They gave {NEW.text}, and have not shown yet that it is theirs." in page.text
    assert (
        "They gave a new number or address, on Monday 21 December, 6pm by Cora, as they said by"
        in browser.get(staff).text
    )
    assert codes(app) == [], "nothing is sent before they ask for it"

    own = Browser(app)
    own.post(f"/mine/{linkage.page}/code")
    assert codes(app)[-1][0] == NEW.text
    assert own.post(f"/mine/{linkage.page}", {"code": codes(app)[-1][1], "word": "teal otter lamp"}).status == 303
    fresh(session)
    assert (nia.phone, nia.phone_index) == (NEW.text, None)
    assert by_contact(session, NEW) is somebody, "whoever had it before is left as they are"


def test_when_they_are_reached_counts_at_once_and_hours_of_their_own_stay(
    session: Session, browser: Browser, nia: Person
) -> None:
    linkage = asked(session, nia)
    here = f"/mine/{linkage.page}/change/reach"
    browser.sign_in(nia).post("/account/reach", {"channel": "text", "hours": "own", "first_2": "10", "last_2": "12"})
    page = browser.get(here)
    assert "At the times that were chosen day by day" in page.text
    browser.post(here, {"hours": "own", "watched": "1"})
    assert (kept := reach_of(session, nia.id)).watched and set(kept.hours) == {2} and kept.wish is Wish.TEXT
    browser.sign_in(person(session, "Cora", Role.COORDINATOR))
    browser.post(f"/requests/{linkage.id}/change/reach", {"hours": "evening", "rest": "1"})
    fresh(session)
    assert (kept := reach_of(session, nia.id)).do_not_contact and len(kept.hours) == 7
    assert road(session, nia) is Drop
