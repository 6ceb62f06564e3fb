"""Whatever takes somebody's way in takes it on the very next request, in every worker (SR-041), and people see where
they are signed in (SR-045). Two applications on one database stand for two workers."""

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import db
from app.kernel.clock import running
from app.kernel.roles import Role
from app.people.actions import roles
from app.people.actions.passwords import set_password
from app.people.models import Holding, Person, SignedIn
from tests.browser import Browser, words
from tests.conftest import MakeApp
from tests.factories.persons import also
from tests.moving import Moving
from tests.people.entering import Cast, hidden, is_in, letters, warrant_of

PASSWORD = "grey otter under nine bridges"


@pytest.fixture
def other(make_app: MakeApp) -> Flask:
    """Another worker on the same database."""
    return make_app()


def at_both(app: Flask, other: Flask, who: Person) -> tuple[Browser, Browser]:
    """One cookie, seen to work at both workers."""
    here, there = Browser(app).sign_in(who), Browser(other)
    there.token = here.token
    assert is_in(here)
    assert is_in(there)
    return here, there


def role_path(who: Person) -> str:
    (held,) = who.holdings
    return f"/organisations/calder/people/{held.id}"


@pytest.mark.parametrize("what", ["suspend", "end"])
def test_sr_041_a_role_that_is_suspended_or_ended_opens_nothing(
    cast: Cast, app: Flask, other: Flask, what: str
) -> None:
    here, there = at_both(app, other, cast["Cal"])

    assert Browser(app).sign_in(cast["Cora"]).post(role_path(cast["Cal"]), {"what": what}).status == 303
    assert not is_in(there)
    assert not is_in(here)
    assert not is_in(here.sign_in(cast["Cal"]))


def test_sr_041_a_suspended_person_cannot_post_either(cast: Cast, app: Flask, other: Flask) -> None:
    _here, there = at_both(app, other, cast["Cal"])
    Browser(app).sign_in(cast["Cora"]).post(role_path(cast["Cal"]), {"what": "suspend"})

    assert there.post("/account/name", {"name": "Other"}).status == 401


def test_sr_041_signing_out_ends_the_session_for_whoever_kept_the_cookie(cast: Cast, app: Flask, other: Flask) -> None:
    for way in ("/sign-out", "/exit"):
        here, there = at_both(app, other, cast["Nia"])
        here.post(way)
        assert not is_in(there)


def test_sr_016_leaving_never_waits_for_the_database(cast: Cast, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_away(*_asked: object) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    here = Browser(app).sign_in(cast["Nia"])
    monkeypatch.setattr("app.people.actions.sessions.recognise", is_away)

    left = here.post("/exit")

    assert (left.status, left.headers["Location"]) == (303, "https://www.bbc.co.uk/weather")
    assert "Expires=Thu, 01 Jan 1970" in left.headers["Set-Cookie"]


def test_sr_016_a_visitor_who_leaves_gets_no_cookie(app: Flask) -> None:
    left = Browser(app).post("/exit")

    assert left.status == 303
    assert "Set-Cookie" not in left.headers


def test_sr_041_a_person_suspended_in_the_database_is_out_at_once(
    cast: Cast, app: Flask, other: Flask, session: Session
) -> None:
    _here, there = at_both(app, other, cast["Nia"])
    session.get_one(Person, cast["Nia"].id).suspended_at = running()
    session.commit()

    assert not is_in(there)


def test_sr_041_a_new_password_ends_all_other_sessions(cast: Cast, app: Flask, other: Flask) -> None:
    elsewhere = Browser(other).sign_in(cast["Cal"])
    browser = Browser(app).sign_in(cast["Cal"])
    before = browser.token
    page = browser.get("/account/ways-in/password")
    secret = words(page.all("code")[0]).replace(" ", "")
    form = {"token": hidden(page, "token"), "password": PASSWORD, "code": pyotp.TOTP(secret).now()}

    assert browser.post("/account/ways-in/password", form).status == 303
    assert not is_in(elsewhere)
    assert is_in(browser)
    browser.token = before
    assert not is_in(browser)


def test_sr_041_a_new_address_ends_all_other_sessions(cast: Cast, app: Flask, other: Flask) -> None:
    elsewhere, browser = Browser(other).sign_in(cast["Nia"]), Browser(app).sign_in(cast["Nia"])
    page = browser.post("/account/contact", {"contact": "new@example.org"})
    form = {"ref": hidden(page, "ref"), "contact": "new@example.org", "code": letters(app)[-1].values["code"]}

    assert browser.post("/account/contact/code", form).status == 303
    assert not is_in(elsewhere)
    assert is_in(browser)


def test_sr_041_a_sign_in_word_ends_all_other_sessions(cast: Cast, app: Flask, other: Flask) -> None:
    elsewhere, browser = Browser(other).sign_in(cast["Nia"]), Browser(app).sign_in(cast["Nia"])

    assert browser.post("/account/ways-in/word", {"word": "blue teapot"}).status == 303
    assert not is_in(elsewhere)


def test_sr_041_of_two_roles_the_one_that_is_left_works_after_signing_in_again(
    cast: Cast, app: Flask, session: Session
) -> None:
    also(session, cast["Cal"], Role.NEWCOMER, cast["Ned"].holdings[0].organisation)
    session.commit()
    held = next(held for held in cast["Cal"].holdings if held.role is Role.CHAMPION)
    browser = Browser(app).sign_in(cast["Cal"])
    Browser(app).sign_in(cast["Cora"]).post(f"/organisations/calder/people/{held.id}", {"what": "suspend"})

    assert not is_in(browser)
    assert is_in(browser.sign_in(cast["Cal"]))


def test_sr_039_a_role_that_is_brought_back_does_not_ride_on_one_factor(
    cast: Cast, app: Flask, session: Session
) -> None:
    """Suspended as coordinator, Lin signs in by code as the newcomer that she is too. Then she is brought back."""
    lin = session.get_one(Person, cast["Lin"].id)
    also(session, lin, Role.NEWCOMER, cast["Ned"].holdings[0].organisation)
    held = next(held for held in lin.holdings if held.role is Role.LINK_WORKER)
    cora = warrant_of(session.get_one(Person, cast["Cora"].id), "people.change")
    roles.suspend(session, cora, held, running())
    session.commit()
    browser = Browser(app).sign_in(lin)
    assert is_in(browser)

    with Session(db.writing(app.extensions[db.KEY])) as writing:
        roles.bring_back(writing, cora, writing.get_one(Holding, held.id), running())
        writing.commit()
    assert not is_in(browser)


def test_sr_045_people_see_where_they_are_signed_in_and_no_address(cast: Cast, app: Flask, session: Session) -> None:
    Browser(app).sign_in(cast["Nia"])
    browser = Browser(app).sign_in(cast["Nia"])
    page = browser.get("/account", environ_base={"REMOTE_ADDR": "203.0.113.77"})

    assert page.text.count("Test") == 2
    assert "203.0.113.77" not in page.source
    assert "203.0.113.77" not in " ".join(str(vars(row)) for row in session.scalars(select(SignedIn)))


def test_sr_045_people_end_one_session_or_all_others_and_nobody_elses(cast: Cast, app: Flask, session: Session) -> None:
    first, second, here = (Browser(app).sign_in(cast["Nia"]) for _time in range(3))
    stranger = Browser(app).sign_in(cast["Cal"])
    ids = list(session.scalars(select(SignedIn.id).order_by(SignedIn.made_at)))

    assert here.post(f"/account/sessions/{ids[0]}/end").status == 303
    assert [is_in(each) for each in (first, second, stranger)] == [False, True, True]
    assert here.post(f"/account/sessions/{ids[3]}/end").status == 404
    assert here.post("/account/sessions/others/end").status == 303
    assert [is_in(each) for each in (second, here, stranger)] == [False, True, True]


def test_sr_041_an_old_cookie_is_refused_long_after(cast: Cast, app: Flask, clock: Moving) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    browser.client.post("/sign-out", headers={"Cookie": f"alongside={browser.token}"})
    clock.move(days=1)

    assert not is_in(browser)


def test_a_password_that_was_set_is_the_one_that_opens(cast: Cast, app: Flask, session: Session) -> None:
    cal = session.get_one(Person, cast["Cal"].id)
    set_password(session, cal, PASSWORD)
    cal.totp = pyotp.random_base32()
    session.commit()
    browser = Browser(app)
    form = {"email": "CAL@example.org", "password": PASSWORD, "code": pyotp.TOTP(cal.totp).now()}

    assert browser.post("/sign-in/password", form).status == 303
    assert is_in(browser)
