"""Passkeys that work: enrolled, used, named; what the browser is asked for (SR-039)."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes

from app.people.actions import passkeys
from app.people.actions.passkeys import MOST, NotEnrolled, Site
from app.people.models import Ceremony, Passkey, Person
from app.people.queries.factors import passkeys_of
from tests.browser import Browser
from tests.people import cast
from tests.people.authenticator import Authenticator
from tests.people.cast import PRESENT

SITE = Site("localhost", "http://localhost:8000", "Alongside")


@pytest.fixture
def nia(session: Session) -> Person:
    return cast.person(session)


def enrolled(session: Session, person: Person, device: Authenticator, label: str = "Safari on iPhone") -> Passkey:
    answer = device.create(passkeys.begin_enrolling(session, person, SITE, PRESENT))
    kept = passkeys.finish_enrolling(session, person, SITE, answer, PRESENT, label=label)
    session.commit()
    return kept


def test_the_browser_is_asked_for_a_passkey_that_knows_its_owner(session: Session, nia: Person) -> None:
    device = Authenticator()
    enrolled(session, nia, device)

    options = passkeys.begin_enrolling(session, nia, SITE, PRESENT)["publicKey"]

    assert options["rp"] == {"id": "localhost", "name": "Alongside"}
    assert options["user"]["name"] == "Nia"
    assert base64url_to_bytes(options["user"]["id"]) == nia.id.encode()
    assert options["authenticatorSelection"]["residentKey"] == "preferred"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["attestation"] == "none"
    assert [base64url_to_bytes(each["id"]) for each in options["excludeCredentials"]] == [device.credential_id]
    assert len(base64url_to_bytes(options["challenge"])) >= 32


def test_signing_in_names_nobody(session: Session, nia: Person) -> None:
    enrolled(session, nia, Authenticator())

    options = passkeys.begin_signing_in(session, SITE, PRESENT)["publicKey"]

    assert options.pop("challenge")
    assert options == {"rpId": "localhost", "timeout": 300_000, "allowCredentials": [], "userVerification": "required"}


def test_a_passkey_that_was_enrolled_signs_its_owner_in_again_and_again(session: Session, nia: Person) -> None:
    device = Authenticator(count=0)
    kept = enrolled(session, nia, device)

    for count in (0, 0, 5, 6):
        answer = device.but(count=count).get(passkeys.begin_signing_in(session, SITE, PRESENT))
        assert passkeys.finish_signing_in(session, SITE, answer, PRESENT) is nia
        session.commit()
        session.expire_all()

    assert (kept.sign_count, kept.used_on, kept.label) == (6, PRESENT.date(), "Safari on iPhone")


def test_somebody_proves_that_it_is_them_with_a_passkey_of_theirs_only(session: Session, nia: Person) -> None:
    device, oz = Authenticator(), cast.person(session, "Oz")
    enrolled(session, nia, device)

    begun = passkeys.begin_signing_in(session, SITE, PRESENT, nia)
    assert passkeys.finish_signing_in(session, SITE, device.but(count=2).get(begun), PRESENT, nia) is nia
    begun = passkeys.begin_signing_in(session, SITE, PRESENT, oz)
    assert passkeys.finish_signing_in(session, SITE, device.but(count=3).get(begun), PRESENT, oz) is None


def test_a_passkey_is_enrolled_once_whoever_asks(session: Session, nia: Person) -> None:
    device, oz = Authenticator(), cast.person(session, "Oz")
    enrolled(session, nia, device)

    for person in (nia, oz):
        with pytest.raises(NotEnrolled, match="kept already"):
            enrolled(session, person, device)

    assert passkeys_of(session, oz) == []


def test_nobody_collects_passkeys_without_end(session: Session, nia: Person) -> None:
    for _number in range(MOST):
        enrolled(session, nia, Authenticator())

    with pytest.raises(NotEnrolled, match="You have 10 passkeys"):
        passkeys.begin_enrolling(session, nia, SITE, PRESENT)


@pytest.mark.parametrize(
    ("typed", "kept"), [("  Work \n phone ", "Work phone"), ("", "Passkey"), ("x" * 900, "x" * 40)]
)
def test_a_passkey_is_called_as_its_owner_likes(session: Session, nia: Person, typed: str, kept: str) -> None:
    mine = enrolled(session, nia, Authenticator())

    passkeys.rename(session, nia, mine.id, typed)
    session.expire_all()

    assert mine.label == kept


def test_a_passkey_gets_its_name_on_the_page_of_ways_in(app: Flask, session: Session, nia: Person) -> None:
    mine = enrolled(session, nia, Authenticator())
    browser = Browser(app).sign_in(nia)
    path = f"/account/ways-in/passkey/{mine.id}/rename"

    assert browser.get("/account/ways-in").one("form", action=path)
    assert browser.post(path, {"label": "Work\0 phone"}).location == "/account/ways-in?said=name"
    assert "Remove Work phone" in browser.get("/account/ways-in").text


def test_nobody_renames_the_passkey_of_another(session: Session, nia: Person) -> None:
    mine, oz = enrolled(session, nia, Authenticator()), cast.person(session, "Oz")

    with pytest.raises(LookupError):
        passkeys.rename(session, oz, mine.id, "Mine")

    session.expire_all()
    assert mine.label == "Safari on iPhone"


def test_ceremonies_that_are_over_do_not_pile_up(session: Session) -> None:
    for minutes in (0, 3, 6, 9):
        passkeys.begin_signing_in(session, SITE, PRESENT + timedelta(minutes=minutes))

    assert session.scalar(select(func.count()).select_from(Ceremony)) == 2
