"""Sessions: what the cookie is, how long it lasts, what renews it, and what ends it on the very next request."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.kernel.clock import running
from app.kernel.roles import STAFF, Role
from app.people.actions.sessions import begin, hashed, recognise
from app.people.models import SignedIn
from app.people.rules.sessions import FOR_OTHERS, FOR_STAFF, OWN_PHONE, limits
from app.web.visits import COOKIE, SECURE_COOKIE
from tests.browser import Browser
from tests.conftest import MakeApp
from tests.moving import Moving
from tests.people.entering import ROLES, Cast, ask, hidden, is_in, letters

PLANTED = "p" * 43


def enter(app: Flask, url: str = "http://localhost", **form: str) -> TestResponse:
    """Nia signs in by a code; the raw answer."""
    ref, sent = ask(Browser(app))
    client = app.test_client(use_cookies=False)
    return client.post("/sign-in/code", data={"ref": ref, "code": sent.values["code"]} | form, base_url=url)


def test_sr_043_over_https_the_cookie_belongs_to_this_host_alone(cast: Cast, make_app: MakeApp) -> None:
    answer = enter(make_app(base_url="https://alongside.example"))

    (cookie,) = answer.headers.getlist("Set-Cookie")
    name, _is, rest = cookie.partition("=")
    assert name == SECURE_COOKIE == "__Host-alongside"
    assert {part.strip() for part in rest.split(";")[1:]} == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_sr_043_a_plain_cookie_opens_nothing_where_the_site_is_reached_by_https(cast: Cast, make_app: MakeApp) -> None:
    app = make_app(base_url="https://alongside.example")
    (cookie,) = enter(app).headers.getlist("Set-Cookie")
    token = cookie.partition(";")[0].partition("=")[2]

    get = app.test_client(use_cookies=False).get
    assert get("/account", headers={"Cookie": f"{COOKIE}={token}"}).status_code == 303
    assert get("/account", headers={"Cookie": f"{SECURE_COOKIE}={token}"}).status_code == 200


def test_sr_043_on_ones_own_phone_it_lasts_as_long_as_before_after_showing_that_it_is_you(
    cast: Cast, app: Flask, clock: Moving
) -> None:
    for own_phone, days in (("1", 20), ("", 0)):
        browser = Browser(app)
        browser.token = enter(app, own_phone=own_phone).headers["Set-Cookie"].partition(";")[0].partition("=")[2]
        clock.move(days=10 if own_phone else 0)
        ref = hidden(browser.post("/account/prove/send"), "ref")

        proved = browser.post("/account/prove", {"ref": ref, "code": letters(app)[-1].values["code"]})

        found = re.search(r"Max-Age=(\d+)", proved.headers["Set-Cookie"])
        assert round(int(found[1]) / (24 * 3600)) == days if found else not days


def test_sr_043_the_cookie_goes_with_the_browser_but_on_ones_own_phone(cast: Cast, app: Flask) -> None:
    (plain,) = enter(app).headers.getlist("Set-Cookie")
    (kept,) = enter(app, own_phone="1").headers.getlist("Set-Cookie")

    assert "Max-Age" not in plain
    assert "Expires" not in plain
    assert f"Max-Age={30 * 24 * 3600}" in kept


def test_sr_042_the_token_has_256_bits_and_only_its_hash_is_kept(cast: Cast, app: Flask, session: Session) -> None:
    (cookie,) = enter(app).headers.getlist("Set-Cookie")
    token = cookie.partition(";")[0].partition("=")[2]

    (row,) = session.scalars(select(SignedIn))
    assert re.fullmatch(r"[\w-]{43}", token)
    assert row.token_hash == hashed(token)
    assert token not in str(vars(row))


def test_sr_042_a_session_planted_before_signing_in_is_useless(cast: Cast, app: Flask) -> None:
    browser = Browser(app)
    browser.token = PLANTED
    ref, sent = ask(browser)
    browser.post("/sign-in/code", {"ref": ref, "code": sent.values["code"]})

    assert browser.token != PLANTED
    assert is_in(browser)
    browser.token = PLANTED
    assert not is_in(browser)


def test_sr_042_signing_in_again_ends_what_the_browser_had(cast: Cast, app: Flask) -> None:
    browser = Browser(app).sign_in(cast["Gus"])
    before = browser.token
    ref, sent = ask(browser)
    browser.post("/sign-in/code", {"ref": ref, "code": sent.values["code"]})

    assert browser.token != before
    browser.token = before
    assert not is_in(browser)


def test_sr_042_showing_that_it_is_you_goes_on_under_a_new_token(cast: Cast, app: Flask, clock: Moving) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    before = browser.token
    page = browser.post("/account/prove/send", {"next": "/account/ways-in"})
    code = letters(app)[-1].values["code"]
    proved = browser.post("/account/prove", {"ref": hidden(page, "ref"), "code": code, "next": "/account/ways-in"})

    assert (proved.status, proved.location) == (303, "/account/ways-in")
    assert browser.token != before
    assert is_in(browser)
    browser.token = before
    assert not is_in(browser)


@pytest.mark.parametrize("name", ROLES)
def test_sr_043_an_idle_session_ends(cast: Cast, app: Flask, clock: Moving, name: str) -> None:
    idle = 15 if ROLES[name] in STAFF else 30
    browser = Browser(app).sign_in(cast[name])

    clock.move(minutes=idle - 1)
    assert is_in(browser)
    clock.move(minutes=idle + 5, seconds=1)
    assert not is_in(browser)


@pytest.mark.parametrize("name", ROLES)
def test_sr_043_a_session_in_use_ends_too(cast: Cast, app: Flask, clock: Moving, name: str) -> None:
    hours = 8 if ROLES[name] in STAFF else 12
    browser = Browser(app).sign_in(cast[name])
    seen = []
    for _time in range(hours * 6 + 1):
        seen.append(is_in(browser))
        clock.move(minutes=10)

    assert seen == [True] * (hours * 6) + [False]


def test_sr_043_thirty_days_are_for_a_newcomer_on_their_own_phone_only(session: Session, cast: Cast) -> None:
    newcomer, champion = {Role.NEWCOMER}, {Role.NEWCOMER, Role.CHAMPION}

    assert limits(newcomer, own_phone=True) == OWN_PHONE
    assert limits(newcomer, own_phone=False) == limits(champion, own_phone=True) == FOR_OTHERS
    assert limits(set(Role), own_phone=True) == FOR_STAFF
    made, _token = begin(session, cast["Cora"], running(), label="", own_phone=True)
    assert made.ends_at - made.made_at == FOR_STAFF.absolute


def test_a_session_is_noted_no_more_often_than_every_five_minutes(
    cast: Cast, app: Flask, clock: Moving, session: Session
) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    begun = session.scalars(select(SignedIn.seen_at)).one()
    clock.move(minutes=4)
    browser.get("/account")
    session.rollback()
    assert session.scalars(select(SignedIn.seen_at)).one() == begun

    clock.move(minutes=2)
    browser.get("/account")
    session.rollback()
    assert session.scalars(select(SignedIn.seen_at)).one() > begun


@pytest.mark.parametrize("token", ["", "x", "\0", "é", "x" * 10_000, "' OR 1=1 --"])
def test_an_invented_token_opens_nothing(session: Session, cast: Cast, token: str) -> None:
    assert recognise(session, token, datetime(2026, 12, 21, tzinfo=UTC)) is None
