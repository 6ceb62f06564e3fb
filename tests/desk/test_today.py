"""The desk: each role sees what is theirs, and nobody finds anything by guessing."""

import secrets

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.tokens import new_ref
from app.people.actions.passwords import set_password
from app.people.models import Holding, Organisation, Person
from app.seal import new_id
from tests.browser import Browser
from tests.people.entering import ROLES, Cast, ask, everything, is_in, letters

GUESSES = 300


@pytest.mark.parametrize("name", ROLES)
def test_everybody_has_a_home_that_greets_them(app: Flask, cast: Cast, name: str) -> None:
    page = Browser(app).sign_in(cast[name]).get("/today")

    assert page.heading == f"Hello, {name}"
    assert ("Organisations, people and roles" in page.links()) == (name != "Nia")


def test_who_signs_in_with_a_password_and_an_app_is_offered_codes_on_paper_until_they_have_them(
    app: Flask, cast: Cast, session: Session
) -> None:
    browser = Browser(app).sign_in(cast["Cal"])
    offer = "If you lose your phone"
    assert offer not in browser.get("/today").text
    cal = session.get_one(Person, cast["Cal"].id)
    set_password(session, cal, "grey otter under nine bridges")
    cal.totp = "JBSWY3DPEHPK3PXP"
    session.commit()
    assert offer in browser.get("/today").text

    assert "Your ten recovery codes" in browser.post("/account/ways-in/codes").text

    assert offer not in browser.get("/today").text


def test_the_foot_of_a_signed_page_leads_to_today_and_a_public_page_is_the_same_for_all(app: Flask, cast: Cast) -> None:
    browser = Browser(app)
    before = browser.get("/about").source
    browser.sign_in(cast["Cora"])

    assert "Sign in" not in browser.get("/today").links()
    assert '<a class="alone" href="/today">Today</a>' in browser.get("/today").source.partition("<footer")[2]
    assert browser.get("/about").source == before and "Sign in" in browser.get("/about").links()


def test_whoever_opens_a_record_is_first_told_to_call_999(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Cora"])
    people = browser.get("/organisations/calder")
    nia = browser.click(people, "See Nia’s page")
    glass = nia.links()["Open Nia’s record in an emergency"]
    assert "emergency" not in people.text, "it stands with the person, not in a list"

    main = browser.get(glass).source.partition("<main")[2]

    assert main.index("If somebody is in danger now, call 999") < main.index("For an emergency.")


@pytest.mark.parametrize("name", ROLES)
def test_nobody_sees_names_who_may_not(app: Flask, cast: Cast, name: str) -> None:
    page = Browser(app).sign_in(cast[name]).get("/organisations/calder")
    seen = {other for other in ROLES if page.status == 200 and f"<h3>{other}</h3>" in page.source}

    assert seen == {"Cora": set(ROLES) - {"Tam"}, "Tam": {"Lin", "Cora", "Rae"}}.get(name, set())


@pytest.mark.parametrize("name", ROLES)
def test_no_page_of_the_desk_shows_how_somebody_is_reached(app: Flask, cast: Cast, name: str) -> None:
    browser = Browser(app).sign_in(cast[name])
    for path in ("/today", "/organisations", "/organisations/calder",
                 f"/organisations/calder/people/{cast['Nia'].holdings[0].id}"):  # fmt: skip
        assert "@example.org" not in browser.get(path).source


def test_sr_052_ids_do_not_follow_on_one_another(session: Session, cast: Cast) -> None:
    ids = [*session.scalars(select(Person.id)), *session.scalars(select(Holding.id))]
    short = [*session.scalars(select(Organisation.id)), *(new_ref() for _number in range(1000))]

    assert all(len(each) == 32 for each in ids)
    assert len({each[:8] for each in ids}) == len(ids)
    assert len(set(short)) == len(short)


def test_sr_052_guessing_finds_nothing_and_changes_nothing(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Cora"])
    before = everything(app)
    for _guess in range(GUESSES):
        assert browser.get(f"/organisations/calder/people/{new_id()}").status == 404
        assert browser.client.get(f"/join/{secrets.token_hex(8)}").status_code == 404

    assert everything(app) == before


def test_sr_110_a_page_sent_twice_signs_in_once_and_asks_once(app: Flask, cast: Cast) -> None:
    browser = Browser(app)
    ref, sent = ask(browser)
    form = {"ref": ref, "code": sent.values["code"]}

    assert [browser.post("/sign-in/code", form).status for _turn in range(2)] == [303, 400]
    assert is_in(browser)
    assert len(letters(app)) == 1
