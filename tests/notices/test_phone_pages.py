"""Phones on the page on how to reach you: asked for there alone, chosen as a way, taken off."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.notices.queries.phones import phones_of
from app.notices.queries.reach import reach_of
from app.notices.rules.reach import Wish
from app.post.actions.push import Push, new_key
from tests.browser import Browser
from tests.conftest import MakeApp
from tests.notices.phones import sent
from tests.notices.test_pages import fresh, person

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

KEY = new_key()
BY_PUSH = {"channel": "push", "hours": "usual"}


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """A site that may tell phones."""
    return make_app(push_key=KEY)


def scripts(page: Any) -> list[str]:
    return [script.get("src", "").partition("?")[0] for script in page.all("script")]


@on_sqlite
def test_somebody_adds_a_phone_chooses_it_as_their_way_and_takes_it_off(browser: Browser, session: Session) -> None:
    nia = person(session)
    page = browser.sign_in(nia).get("/account/reach")
    assert page.all("div", **{"data-key": Push(KEY, "").public_key})
    assert not page.all("input", value="push")

    told = browser.post("/account/reach/phone", json=sent("one"), headers={"User-Agent": "Chrome/1 Android"})
    page = browser.get(told.json["next"])
    assert "This phone can be told now." in page.text
    assert page.all("input", value="push")
    assert browser.post("/account/reach", BY_PUSH).status == 303
    assert reach_of(fresh(session), nia.id).wish is Wish.PUSH

    phone = phones_of(session, nia.id)[0]
    assert phone.label in page.text
    assert "told no more" in browser.post(f"/account/reach/phone/{phone.id}/remove", follow=True).text
    assert phones_of(fresh(session), nia.id) == []


@on_sqlite
def test_a_way_to_phones_without_a_phone_is_refused_and_nothing_is_kept(browser: Browser, session: Session) -> None:
    nia = person(session)

    assert browser.sign_in(nia).post("/account/reach", BY_PUSH).status == 400
    assert reach_of(fresh(session), nia.id).wish is None


@on_sqlite
def test_a_site_without_a_key_offers_nothing_of_it(make_app: MakeApp, session: Session) -> None:
    nia = person(session)
    browser = Browser(make_app()).sign_in(nia)

    page = browser.get("/account/reach")

    assert ("phone can show" in page.text, scripts(page)) == (False, ["/static/site.js"])
    assert browser.post("/account/reach/phone", json=sent("one")).status == 404
    assert browser.post("/account/reach/phone/seen", json=sent("one")).status == 404


@pytest.mark.parametrize("wrong", [
    {}, [], {"endpoint": 5, "keys": 5}, sent("x") | {"endpoint": "https://10.0.0.1/x"}, sent("x") | {"keys": {}},
])  # fmt: skip
@on_sqlite
def test_sr_063_only_a_subscription_at_a_known_service_is_kept(browser: Browser, session: Session, wrong: Any) -> None:
    nia = person(session)

    answer = browser.sign_in(nia).post("/account/reach/phone", json=wrong)

    assert (answer.status, "service that we do not know" in answer.json["error"]) == (400, True)
    assert phones_of(fresh(session), nia.id) == []


@on_sqlite
def test_a_phone_that_is_told_says_that_it_is_there_where_it_has_reason_to(browser: Browser, session: Session) -> None:
    nia = person(session)
    browser.sign_in(nia)
    assert scripts(browser.get("/inbox")) == ["/static/site.js"]
    assert browser.post("/account/reach/phone/seen", json=sent("one")).json == {"known": False}

    browser.post("/account/reach/phone", json=sent("one"))

    assert scripts(browser.get("/inbox")) == ["/static/push.js", "/static/site.js"]
    assert browser.post("/account/reach/phone/seen", json=sent("one")).json == {"known": True}


@on_sqlite
def test_a_phone_is_added_by_a_page_of_ours_alone(browser: Browser, session: Session) -> None:
    nia = person(session)

    answer = browser.sign_in(nia).post("/account/reach/phone", json=sent("one"), headers={"X-CSRF-Token": "x"})

    assert answer.status == 400
    assert phones_of(fresh(session), nia.id) == []


def test_a_phone_that_asks_twice_at_the_same_moment_is_told_once(app: Flask, session: Session) -> None:
    nia = person(session)
    pages, start = [Browser(app).sign_in(nia) for _turn in range(4)], Barrier(4)

    def ask(browser: Browser) -> int:
        start.wait()
        return browser.post("/account/reach/phone", json=sent("one")).status

    with ThreadPoolExecutor(len(pages)) as pool:
        statuses = list(pool.map(ask, pages))

    assert statuses == [200] * 4
    assert len(phones_of(fresh(session), nia.id)) == 1
