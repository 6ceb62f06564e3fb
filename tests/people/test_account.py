"""One's own account: what a form may change and nothing besides, proving, and a new address."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people.models import Organisation, Person
from tests.browser import Browser
from tests.moving import Moving
from tests.people.entering import Cast, everything, hidden, letters

MORE = {"role": "technical_admin", "status": "x", "owner": "x", "verified": "1", "created_at": "2000-01-01", "id": "x",
        "organisation": "worth", "organisation_id": "worth", "person_id": "x", "is_example": "1", "suspended_at": "",
        "level": "full", "made_at": "2000-01-01", "password_hash": "x", "totp_sealed": "x", "holdings": "x",
        "own_phone": "1", "email": "other@example.org", "duty": "privacy_lead", "slug": "other"}  # fmt: skip


def change(browser: Browser, contact: str) -> Any:
    page = browser.post("/account/contact", {"contact": contact})
    code = letters(browser.app)[-1].values["code"]
    return browser.post("/account/contact/code", {"ref": hidden(page, "ref"), "contact": contact, "code": code})


def test_sr_050_a_new_name_changes_the_name_and_nothing_that_is_sent_along(
    app: Flask, cast: Cast, session: Session
) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    before = everything(app)
    assert browser.post("/account/name", MORE | {"name": "Zoe"}).status == 303

    after = everything(app)
    assert {table for table in after if after[table] != before[table]} == {"person"}
    session.expire_all()
    nia = session.get_one(Person, cast["Nia"].id)
    assert (nia.name, nia.email, nia.is_example, nia.password_hash) == ("Zoe", "nia@example.org", False, "")


@pytest.mark.parametrize("name", ["", " ", "x" * 61])
def test_sr_067_a_name_has_a_length(app: Flask, cast: Cast, name: str) -> None:
    assert Browser(app).sign_in(cast["Nia"]).post("/account/name", {"name": name}).status == 400


def test_sr_060_a_name_is_shown_as_it_was_typed_and_does_nothing(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Cal"])
    browser.post("/account/name", {"name": "<script>alert(1)</script>\"'\0"})

    for who, path in ((browser, "/today"), (Browser(app).sign_in(cast["Cora"]), "/organisations/calder")):
        page = who.get(path)
        assert "<script>alert" not in page.source
        assert "<script>alert(1)</script>" in page.text


def test_sr_025_the_old_address_hears_of_a_new_one_in_neutral_words(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Nia"])

    assert change(browser, "new@example.org").status == 303
    told = letters(app)[-1]
    assert (told.kind, told.channel, told.to, set(told.values)) == (
        "contact_changed", "email", "nia@example.org", {"link"},
    )  # fmt: skip


def test_a_number_beside_an_address_is_told_to_nobody(app: Flask, cast: Cast, session: Session) -> None:
    assert change(Browser(app).sign_in(cast["Nia"]), "07700 900 456").status == 303

    assert [each.kind for each in letters(app)] == ["contact_code"]
    session.expire_all()
    assert session.get_one(Person, cast["Nia"].id).phone == "+447700900456"


def test_an_address_that_was_lost_is_taken_off_while_there_is_a_number(
    app: Flask, cast: Cast, session: Session
) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    assert browser.post("/account/contact/remove", {"sort": "email"}).status == 400
    change(browser, "07700 900 456")

    assert browser.post("/account/contact/remove", {"sort": "email"}).status == 303

    session.expire_all()
    nia = session.get_one(Person, cast["Nia"].id)
    assert (nia.email, nia.email_index, nia.phone) == ("", None, "+447700900456")
    told = letters(app)[-1]
    assert (told.kind, told.to) == ("contact_changed", "nia@example.org")
    assert str(told.values["link"]).endswith("/sign-in/not-me")


def test_who_did_not_change_their_address_learns_whom_to_ring(app: Flask, cast: Cast, session: Session) -> None:
    place = session.scalars(select(Organisation).where(Organisation.slug == "calder")).one()
    place.duty_phone, place.duty_hours = "01422 555 0100", "Monday to Friday, 9am to 5pm"
    session.commit()

    page = Browser(app).get("/sign-in/not-me")

    assert page.links()["01422 555 0100"] == "tel:014225550100"
    assert "Monday to Friday" in page.text


@pytest.mark.parametrize("other", ["evil@example.org", "cal@example.org"])
def test_a_code_for_one_address_does_not_confirm_another(app: Flask, cast: Cast, session: Session, other: str) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    page = browser.post("/account/contact", {"contact": "new@example.org"})
    form = {"ref": hidden(page, "ref"), "contact": other, "code": letters(app)[-1].values["code"]}

    assert browser.post("/account/contact/code", form).status == 400
    session.expire_all()
    assert session.get_one(Person, cast["Nia"].id).email == "nia@example.org"


def test_a_code_that_was_sent_for_somebody_else_confirms_nothing(app: Flask, cast: Cast, session: Session) -> None:
    page = Browser(app).sign_in(cast["Gus"]).post("/account/contact", {"contact": "new@example.org"})
    form = {"ref": hidden(page, "ref"), "contact": "new@example.org", "code": letters(app)[-1].values["code"]}

    assert Browser(app).sign_in(cast["Nia"]).post("/account/contact/code", form).status == 400
    session.expire_all()
    assert session.get_one(Person, cast["Nia"].id).email == "nia@example.org"


def test_sr_040_a_code_that_went_to_a_new_address_does_not_prove_who_it_is(
    app: Flask, cast: Cast, clock: Moving
) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    page = browser.post("/account/contact", {"contact": "evil@example.org"})
    code = letters(app)[-1].values["code"]
    clock.move(minutes=6)

    assert browser.post("/account/prove", {"ref": hidden(page, "ref"), "code": code}).status == 400
    assert browser.get("/account/ways-in").status == 303


def test_sr_037_proving_is_slowed_down(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    answers = [browser.post("/account/prove", {"ref": "x", "code": "000000"}).text for _turn in range(6)]

    assert ["Too many tries" in each for each in answers] == [False] * 5 + [True]


def test_sr_027_no_address_with_line_ends_is_written_to(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    for contact in ("a@example.org\r\nBcc: b@example.org", "a@example.org\nb", "a@example.org,b@example.org"):
        assert browser.post("/account/contact", {"contact": contact}).status == 400

    assert letters(app) == []
