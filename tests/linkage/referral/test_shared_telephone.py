"""Two who share a telephone: neither is renamed by the other, and nobody gets texts at a house telephone."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.linkage.referral.models import Linkage
from app.people.models import Person
from tests.browser import Browser
from tests.linkage.referral.asking import ANSWERS, Asker, newest_code, own_page, requests, town

SHARED = "07700 900 321"


@pytest.fixture
def cora(session: Session) -> Person:
    """The coordinator of the town in which they ask."""
    return town(session)[1]


def comes(browser: Browser, app: Flask, name: str, contact: str = SHARED) -> Linkage:
    """Somebody asks with this telephone and types the code that came."""
    page = Asker.at(browser).all_the_way(place="Halifax", contact=contact, name=name)
    assert browser.post(own_page(page), {"code": newest_code(app)}).status == 303
    browser.sign_out()
    return next(each for each in requests(app) if own_page(page).startswith(f"/mine/{each.page}"))


@pytest.mark.parametrize("name", ["Tom", "nia"])
def test_who_asks_with_the_telephone_of_somebody_else_renames_nobody(
    browser: Browser, app: Flask, session: Session, cora: Person, name: str
) -> None:
    theirs, called = comes(browser, app, "Nia"), "Tom" if name == "Tom" else "Nia"
    second = comes(browser, app, name)

    session.rollback()
    nia = session.get_one(Person, theirs.person_id)
    assert (second.person_id, nia.name) == (nia.id, "Nia")
    assert session.get_one(Linkage, second.id).name == called
    browser.sign_in(nia)
    assert "Hello, Nia" in browser.get("/today").text and "Tom" not in browser.get(f"/mine/{theirs.page}/now").text
    browser.sign_in(cora)
    assert browser.get(f"/requests/{second.id}").heading == called
    assert browser.get(f"/requests/{theirs.id}").heading == "Nia"


def test_a_house_telephone_is_refused_in_words_and_nothing_typed_is_lost(
    browser: Browser, app: Flask, cora: Person
) -> None:
    asker = Asker.at(browser)
    for step, more in (("meeting", {"place": "Halifax"}), ("company", {}), ("reach", {"contact": "01422 123456"})):
        page = asker.press("next", **ANSWERS[step] | more)
    assert "This is no mobile number, and we cannot send texts to it." in page.text
    assert page.one("input", name="contact").get("value") == "01422 123456" and not requests(app)
