"""Organisations: what their people may say of them, and that none widens its own reach."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.people.models import Invitation, Organisation
from app.places.models import Area
from tests.browser import Browser
from tests.people.entering import ROLES, Cast, everything

DETAILS = {"name": "Calder Hub", "town": "Halifax", "summary": "Company on the way.", "website": "https://example.org",
           "email": "", "phone": "", "duty_hours": "", "duty_phone": ""}  # fmt: skip
MORE = {"slug": "other", "id": "other", "kind": "x", "constants": "{}", "is_example": "1", "role": "technical_admin",
        "organisation": "worth", "owner": "x", "verified": "1", "created_at": "2000-01-01", "status": "x"}  # fmt: skip


@pytest.fixture
def areas(session: Session) -> list[str]:
    """Two areas that nobody serves yet."""
    made = [Area(slug="calderdale", name="Calderdale"), Area(slug="bradford", name="Bradford")]
    session.add_all(made)
    session.commit()
    return [each.id for each in made]


def served(session: Session, slug: str = "calder") -> set[str]:
    session.rollback()
    session.expire_all()
    found = session.scalars(select(Organisation).where(Organisation.slug == slug)).one()
    return {each.area_id for each in found.areas}


def test_sr_050_a_coordinator_changes_the_details_and_nothing_that_is_sent_along(
    app: Flask, cast: Cast, session: Session, areas: list[str]
) -> None:
    browser = Browser(app).sign_in(cast["Cora"])
    before = everything(app)
    sent = DETAILS | MORE | {"areas": areas[0]}
    assert browser.post("/organisations/calder/edit", sent).location == "/organisations/calder?said=saved"

    after = everything(app)
    assert {table for table in after if after[table] != before[table]} == {"organisation"}
    session.expire_all()
    changed = session.scalars(select(Organisation).where(Organisation.name == "Calder Hub")).one()
    assert (changed.slug, changed.kind, changed.is_example) == ("calder", "", False)


def test_an_organisation_does_not_widen_its_own_reach(
    app: Flask, cast: Cast, session: Session, areas: list[str]
) -> None:
    browser, admin = Browser(app).sign_in(cast["Cora"]), Browser(app).sign_in(cast["Tam"])
    assert admin.post("/organisations/calder/edit", DETAILS | {"areas": areas[:1]}).status == 303
    assert served(session) == {areas[0]}

    assert not browser.get("/organisations/calder/edit").all("input", name="areas")
    assert browser.post("/organisations/calder/edit", DETAILS | {"areas": areas}).status == 303
    assert browser.post("/organisations/calder/edit", DETAILS).status == 303
    assert served(session) == {areas[0]}


@pytest.mark.parametrize("area", ["nowhere", "\0", "1 OR 1=1"])
def test_an_area_that_there_is_not_is_left_out(app: Flask, cast: Cast, session: Session, area: str) -> None:
    admin = Browser(app).sign_in(cast["Tam"])

    assert admin.post("/organisations/calder/edit", DETAILS | {"areas": area}).status == 303
    assert served(session) == set()


@pytest.mark.parametrize("website", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://x", "https://",
                                     "https://x y", 'https://x"y', "x\nhttps://example.org"])  # fmt: skip
def test_sr_061_only_a_web_address_is_kept_as_one(app: Flask, cast: Cast, website: str) -> None:
    browser = Browser(app).sign_in(cast["Cora"])

    assert browser.post("/organisations/calder/edit", DETAILS | {"website": website}).status == 400


@pytest.mark.parametrize(("field", "longest"), [("name", 120), ("town", 80), ("summary", 500), ("website", 200),
                                                ("phone", 40), ("duty_hours", 120), ("duty_phone", 40)])  # fmt: skip
def test_sr_067_every_field_has_a_length(app: Flask, cast: Cast, field: str, longest: int) -> None:
    browser = Browser(app).sign_in(cast["Cora"])
    begins = {"website": "https://example.org/", "phone": "01632", "duty_phone": "01632"}.get(field, "")
    full = begins.ljust(longest - 6, " " if "phone" in field else "x") + ("960123" if "phone" in field else "xxxxxx")

    assert browser.post("/organisations/calder/edit", DETAILS | {field: full}).status == 303
    assert browser.post("/organisations/calder/edit", DETAILS | {field: full + "x"}).status == 400


@pytest.mark.parametrize("field", ["phone", "duty_phone"])
def test_a_number_that_people_ring_is_kept_only_whole(app: Flask, cast: Cast, field: str) -> None:
    browser = Browser(app).sign_in(cast["Cora"])

    refused = browser.post("/organisations/calder/edit", DETAILS | {field: "01632 96"})
    assert refused.status == 400
    assert "Enter a whole telephone number, like 01632 960123." in refused.text
    assert browser.post("/organisations/calder/edit", DETAILS | {field: "01632 960123"}).status == 303


@pytest.mark.parametrize("field", ["name", "town", "summary", "duty_hours"])
def test_a_sign_that_no_database_takes_is_left_out(app: Flask, cast: Cast, field: str) -> None:
    browser = Browser(app).sign_in(cast["Cora"])

    assert browser.post("/organisations/calder/edit", DETAILS | {field: "a\0b\x07c"}).status == 303
    assert "\0" not in browser.get("/organisations/calder/edit").source


@pytest.mark.parametrize("name", [*ROLES, "Kit"])
def test_only_an_admin_adds_an_organisation(app: Flask, cast: Cast, session: Session, name: str) -> None:
    answer = Browser(app).sign_in(cast[name]).post("/organisations/new", DETAILS | MORE)

    assert answer.status == (303 if name == "Tam" else 404)


@pytest.mark.parametrize("name", ["New", "new!", "???", "Calder", "../../etc"])
def test_each_organisation_has_an_address_of_its_own(app: Flask, cast: Cast, name: str) -> None:
    admin = Browser(app).sign_in(cast["Tam"])
    made = admin.post("/organisations/new", DETAILS | {"name": name}).location

    assert made not in ("/organisations/new", "/organisations/calder", "/organisations/")
    assert admin.get(made).heading == name


def test_a_link_worker_neither_sees_nor_takes_back_what_only_coordinators_invite_to(
    app: Flask, cast: Cast, session: Session
) -> None:
    cora = Browser(app).sign_in(cast["Cora"])
    for role, name in (("coordinator", "Amy"), ("newcomer", "Zoe")):
        cora.post("/organisations/calder/invite", {"role": role, "name": name})
    waiting = {each.role.value: each.id for each in session.scalars(select(Invitation))}
    lin = Browser(app).sign_in(cast["Lin"])
    page = lin.get("/organisations/calder")

    assert "Zoe" in page.text
    assert "Amy" not in page.text
    assert lin.post(f"/organisations/calder/invitations/{waiting['coordinator']}/withdraw").status == 404
    assert lin.post(f"/organisations/calder/invitations/{waiting['newcomer']}/withdraw").status == 303
    assert "Zoe" not in Browser(app).sign_in(cast["Tam"]).get("/organisations/calder").text


@pytest.mark.parametrize("name", [*ROLES, "Kit"])
def test_sr_048_an_organisation_of_others_is_not_there(app: Flask, cast: Cast, name: str) -> None:
    browser = Browser(app).sign_in(cast[name])
    other = "calder" if name == "Kit" else "worth"
    missing = browser.get("/organisations/nowhere")
    for path in (f"/organisations/{other}", f"/organisations/{other}/edit", f"/organisations/{other}/invite"):
        page = browser.get(path)
        if name == "Tam":
            assert page.status == 200
        else:
            assert (page.status, page.source) == (404, missing.source)
