"""Whose address it is: an invitation is taken up with a code that went there, and a form sent twice makes one of it."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.people.actions.invitations import Invited
from app.people.models import Invitation
from app.people.views.joining import NO_MORE_CODES, TOO_OFTEN, TRIES_AN_HOUR, TYPE_THE_NEWEST
from tests.browser import Browser, words
from tests.people.entering import Cast, hidden, letters
from tests.people.test_invitations import NEW, holdings, take_up, to_be


@pytest.fixture
def invited(cast: Cast, session: Session) -> Invited:
    """To be a champion, by Cora, on paper."""
    return to_be(session, cast, Role.CHAMPION)


def test_sr_110_a_form_that_is_sent_twice_makes_one_invitation_and_shows_the_same_code(
    app: Flask, cast: Cast, session: Session
) -> None:
    cora = Browser(app).sign_in(cast["Cora"])
    form = {"role": "newcomer", "name": "Zoe", "once": hidden(cora.get("/organisations/calder/invite"), "once")}

    first, again = (cora.post("/organisations/calder/invite", form) for _turn in range(2))

    assert words(first.one("code")) == words(again.one("code"))
    (made,) = session.scalars(select(Invitation))
    token = words(first.one("code")).replace("-", "")
    assert Browser(app).get(f"/join/{token}").status == 200
    other = cora.post("/organisations/calder/invite", form | {"name": "Amy"})
    assert words(other.one("code")) != words(first.one("code"))
    cora.post(f"/organisations/calder/invitations/{made.id}/withdraw")
    assert "is over" in cora.post("/organisations/calder/invite", form).text


def test_sr_110_an_invitation_by_e_mail_is_sent_once(app: Flask, cast: Cast) -> None:
    cora = Browser(app).sign_in(cast["Cora"])
    once = hidden(cora.get("/organisations/calder/invite"), "once")
    form = {"role": "champion", "email": "zoe@example.org", "once": once}

    assert [cora.post("/organisations/calder/invite", form).status for _turn in range(2)] == [200, 200]
    assert [each.to for each in letters(app)] == ["zoe@example.org"]


def test_whose_address_has_an_account_is_told_so_after_the_code_and_signs_in_to_it(
    app: Flask, cast: Cast, invited: Invited, session: Session
) -> None:
    known = take_up(Browser(app), invited.token, NEW | {"contact": "nia@example.org"})

    assert known.links()["Sign in and go on"] == f"/sign-in?next=/join/{invited.token}"
    assert holdings(session, "Nia") == [Role.NEWCOMER]
    assert holdings(session, "Zoe") == []


def test_nothing_is_made_before_the_code_that_went_to_the_very_address_came_back(
    browser: Browser, invited: Invited, session: Session
) -> None:
    path = f"/join/{invited.token}"
    ref = hidden(browser.post(path, NEW), "ref")
    code = letters(browser.app)[-1].values["code"]
    wrong = f"{(int(code) + 1) % 10**6:06}"

    for typed in ("", wrong):
        page = browser.post(path, NEW | {"ref": ref, "code": typed})
        assert (page.status, hidden(page, "ref"), page.one("input", name="name").get("value")) == (400, ref, "Zoe")
    other = browser.post(path, NEW | {"contact": "amy@example.org", "ref": ref, "code": code})
    assert (other.status, letters(browser.app)[-1].to) == (200, "amy@example.org")
    assert hidden(other, "ref") != ref
    assert holdings(session, "Zoe") == []


def test_a_new_code_is_sent_to_whoever_asks_and_the_old_one_stops_working(browser: Browser, invited: Invited) -> None:
    path = f"/join/{invited.token}"
    ref = hidden(browser.post(path, NEW), "ref")
    code = letters(browser.app)[-1].values["code"]

    newer = browser.post(path, NEW | {"ref": ref, "code": "", "again": "1"})

    assert len(letters(browser.app)) == 2
    assert hidden(newer, "ref") != ref
    assert browser.post(path, NEW | {"ref": ref, "code": code}).status == 400


def test_who_got_the_invitation_by_e_mail_needs_no_code_for_that_address(
    app: Flask, cast: Cast, session: Session
) -> None:
    cora = Browser(app).sign_in(cast["Cora"])
    ready = cora.post("/organisations/calder/invite", {"role": "champion", "email": "zoe@example.org"})
    (letter,) = letters(app)

    assert letter.link.rpartition("/")[2] not in ready.source
    assert Browser(app).post(letter.link, NEW).location == "/account/ways-in"
    assert holdings(session, "Zoe") == [Role.CHAMPION]


def test_somebody_who_stole_an_e_mailed_invitation_does_not_get_in_by_an_address_that_is_not_theirs(
    app: Flask, cast: Cast, session: Session
) -> None:
    Browser(app).sign_in(cast["Cora"]).post(
        "/organisations/calder/invite", {"role": "champion", "email": "zoe@example.org"}
    )
    link = letters(app)[-1].link

    assert Browser(app).post(link, NEW | {"contact": "boss@example.org"}).status == 200
    assert letters(app)[-1].to == "boss@example.org"
    assert holdings(session, "Zoe") == []


def test_who_asked_for_too_many_codes_keeps_what_they_typed_and_may_type_the_newest(
    app: Flask, invited: Invited, session: Session
) -> None:
    path, browser = f"/join/{invited.token}", Browser(app)
    *_older, newest = [hidden(browser.post(path, NEW), "ref") for _turn in range(5)]

    page = browser.post(path, NEW | {"ref": newest, "again": "1"})
    assert (page.status, TYPE_THE_NEWEST in page.text, hidden(page, "ref")) == (429, True, newest)
    assert [page.one("input", name=name).get("value") for name in ("name", "contact")] == ["Zoe", NEW["contact"]]
    other = Browser(app).post(path, NEW)
    assert (other.status, NO_MORE_CODES in other.text, other.all("input", name="code")) == (429, True, [])
    assert len(letters(app)) == 5

    assert browser.post(path, NEW | {"ref": newest, "code": letters(app)[-1].values["code"]}).status == 303
    assert holdings(session, "Zoe") == [Role.CHAMPION]


def test_who_tries_invitations_too_often_keeps_what_they_typed(browser: Browser, invited: Invited) -> None:
    path = f"/join/{invited.token}"
    for _turn in range(TRIES_AN_HOUR):
        browser.post("/join", {"code": "x"})

    pages = browser.post("/join", {"code": "7k2m-9qxd"}), browser.post(path, NEW), browser.post(f"{path}x", NEW)

    assert [page.status for page in pages] == [429, 429, 429]
    assert pages[0].one("input", name="code").get("value") == "7k2m-9qxd"
    assert pages[1].one("input", name="name").get("value") == "Zoe"
    assert all(TOO_OFTEN in page.text for page in pages[:2])
