"""A number that was mistyped is put right just after sending, by whoever sent it and by nobody else."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.linkage.referral.models import Linkage
from app.notices.models import SafeContact
from app.people.actions.invitations import set_contact
from app.people.models import EntryCode, Person
from app.people.rules.contact import Contact
from tests.browser import Browser, Page
from tests.linkage.cast import person
from tests.linkage.referral.asking import Asker, newest_code, own_page, requests, town
from tests.people.entering import is_in, letters

WRONG, RIGHT = "+447700900322", "+447700900321"


@pytest.fixture
def sent(browser: Browser, session: Session) -> Page:
    """The page after sending, with a number that is valid and somebody else's."""
    town(session)
    return Asker.at(browser).all_the_way(place="Halifax", contact="07700 900 322")


def mark(page: Page) -> str:
    """What the page holds for whoever sent the form."""
    return page.one("input", name="by").get("value", "")


def typed(app: Flask) -> str:
    """The number that the request has."""
    with Session(app.extensions["alongside.engine"]) as session:
        linkage = session.get_one(Linkage, requests(app)[0].id)
        return linkage.person.phone or linkage.person.email


def test_where_the_code_went_is_said_and_can_be_put_right(browser: Browser, app: Flask, sent: Page) -> None:
    assert f"We sent a code to {WRONG}." in sent.text
    old = newest_code(app)

    again = browser.post(f"{own_page(sent)}/sent", {"by": mark(sent), "contact": "07700 900 321"})
    after = browser.get(again.location)

    assert f"We sent a code to {RIGHT}." in after.text
    codes = [each for each in letters(app) if each.kind == "contact_code"]
    assert [each.to for each in codes] == [WRONG, RIGHT]
    assert browser.post(own_page(sent), {"code": old}).status == 400
    assert browser.post(own_page(sent), {"code": newest_code(app)}).status == 303 and is_in(browser)
    assert typed(app) == RIGHT


def test_an_address_instead_of_a_number_is_the_road_from_then_on(
    browser: Browser, app: Flask, session: Session, sent: Page
) -> None:
    browser.post(f"{own_page(sent)}/sent", {"by": mark(sent), "contact": "nia@example.org"})

    assert typed(app) == "nia@example.org"
    assert session.query(SafeContact).one().channel == "email"


def test_nobody_without_the_mark_of_the_sender_changes_or_reads_it(browser: Browser, app: Flask, sent: Page) -> None:
    page, before = own_page(sent), mark(sent)
    browser.post(f"{page}/sent", {"by": before, "contact": "07700 900 321"})
    stranger = {"contact": "07700 900 999"}

    for given in ({}, {"by": ""}, {"by": "0" * 64}, {"by": before}):
        assert browser.post(f"{page}/sent", stranger | given).location == page
    assert "77009" not in browser.get(f"{page}/sent").source
    assert "77009" not in browser.get(f"{page}/sent?by={before}").source

    assert typed(app) == RIGHT
    assert browser.post("/mine/000000000000/sent", stranger | {"by": before}).location == "/mine/000000000000"


def test_it_ends_after_ten_minutes_and_once_a_code_came_back(
    browser: Browser, app: Flask, session: Session, sent: Page
) -> None:
    page, other = own_page(sent), {"by": mark(sent), "contact": "07700 900 321"}
    session.execute(update(EntryCode).values(made_at=running() - timedelta(minutes=11)))
    session.commit()
    assert browser.post(f"{page}/sent", other).location == page
    session.execute(update(EntryCode).values(made_at=running()))
    session.commit()
    browser.post(page, {"code": newest_code(app)})
    browser.sign_out()

    assert browser.post(f"{page}/sent", other).location == page
    assert typed(app) == WRONG


def test_what_cannot_be_read_stands_beside_its_field_and_nothing_is_sent(
    browser: Browser, app: Flask, sent: Page
) -> None:
    count = len(letters(app))

    page = browser.post(f"{own_page(sent)}/sent", {"by": mark(sent), "contact": "07700"})

    assert (page.status, page.one("input", name="contact").get("value")) == (400, "07700")
    assert WRONG in page.text and len(letters(app)) == count


def test_a_contact_that_somebody_has_answers_the_same_and_is_theirs_only_by_the_code(
    browser: Browser, app: Flask, session: Session, sent: Page
) -> None:
    known = person(session, "Nia of before")
    set_contact(known, Contact("phone", RIGHT))
    session.commit()

    browser.post(f"{own_page(sent)}/sent", {"by": mark(sent), "contact": "07700 900 321"})

    assert requests(app)[0].person_id != known.id
    assert browser.post(own_page(sent), {"code": newest_code(app)}).status == 303
    assert requests(app)[0].person_id == known.id
    assert session.get_one(Person, known.id).phone == RIGHT


def test_codes_are_not_sent_from_number_to_number_without_end(browser: Browser, sent: Page) -> None:
    page, by, answers = own_page(sent), mark(sent), []
    for number in range(7):
        answer = browser.post(f"{page}/sent", {"by": by, "contact": f"07700 900 33{number}"})
        by = answer.location.partition("by=")[2] if answer.status == 303 else by
        answers.append(answer.status)

    assert answers == [303] * 5 + [429] * 2
