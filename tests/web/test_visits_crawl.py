"""Every address of the site, as every role: nothing changes by looking, nor by a post that is not ours (SR-044). Only
the record of who looked, and when somebody was last here, may change."""

import re

import pytest
from flask import Flask

from app.web.access import ANYONE, acts
from tests.browser import Browser
from tests.people.entering import ROLES, Cast, everything

EVERYBODY = [*ROLES, "Kit", "nobody"]
FOREIGN: tuple[dict[str, str], ...] = (
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
)
OFTEN = {"what": "suspend", "name": "Changed", "contact": "changed@example.org", "role": "champion",
         "word": "blue teapot", "email": "changed@example.org", "next": "/today",
         "code": "123456", "password": "x"}  # fmt: skip
"""Fields that would do something on some page or other."""
DOORS = ("/sign-in", "/sign-in/code", "/sign-in/password", "/sign-in/link/x", "/join", "/find")
"""Forms for everybody."""


def addresses(app: Flask, cast: Cast, method: str, *, only_own: bool = False) -> list[str]:
    """Every path of a method, with names and ids that exist where there are any."""
    known = {"slug": "calder", "holding_id": cast["Cal"].holdings[0].id, "session_id": "others", "place": "halifax",
             "kinds": "meetings", "kind": "meetings"}  # fmt: skip
    declared = acts(app)
    return [
        re.sub(r"<(?:[^<>]+:)?(\w+)>", lambda found: known.get(found[1], "x"), of_several(rule.rule))
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and rule.endpoint != "static"
        if not (only_own and declared[rule.endpoint] in ANYONE)
    ]


def of_several(rule: str) -> str:
    """The first of the words between which an address lets one choose."""
    return re.sub(r"<any\((\w+)[^>]*>", r"\1", rule)


def somebody(app: Flask, cast: Cast, name: str) -> Browser:
    return Browser(app) if name == "nobody" else Browser(app).sign_in(cast[name])


pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""What is refused is refused before the database is asked, so one of the two says enough; the matrix asks both."""


def test_there_is_something_to_crawl(app: Flask, cast: Cast) -> None:
    assert len(addresses(app, cast, "GET")) > 60
    assert len(addresses(app, cast, "POST", only_own=True)) > 20
    assert not [rule for rule in app.url_map.iter_rules() if (rule.methods or set()) & {"PUT", "PATCH", "DELETE"}]


@pytest.mark.parametrize("name", EVERYBODY)
def test_sr_044_looking_at_every_page_changes_nothing(app: Flask, cast: Cast, name: str) -> None:
    browser = somebody(app, cast, name)
    browser.client.get("/near/halifax")  # makes the diary anew, which is no doing of the visitor's
    before = everything(app)
    for path in addresses(app, cast, "GET"):
        assert browser.get(path).status < 500, path
        browser.client.head(path, headers={"Cookie": f"alongside={browser.token}"})

    assert everything(app) == before


@pytest.mark.parametrize("name", EVERYBODY)
def test_sr_044_a_post_without_the_token_of_ones_form_changes_nothing(app: Flask, cast: Cast, name: str) -> None:
    browser = somebody(app, cast, name)
    before = everything(app)
    for path in addresses(app, cast, "POST", only_own=True):
        for token in ("", "0" * 64):
            answer = browser.post(path, OFTEN | {"csrf_token": token})
            assert answer.status in (400, 401), path

    assert everything(app) == before


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_sr_044_a_post_from_another_site_changes_nothing(app: Flask, cast: Cast, headers: dict[str, str]) -> None:
    browser = Browser(app).sign_in(cast["Cora"])
    before = everything(app)
    for path in addresses(app, cast, "POST"):
        answer = browser.client.post(
            path,
            data=OFTEN | {"csrf_token": browser.csrf},
            headers={"Cookie": f"alongside={browser.token}"} | headers,
        )
        assert answer.status_code == 400, path

    assert everything(app) == before


def test_sr_044_the_token_of_somebody_elses_form_is_none(app: Flask, cast: Cast) -> None:
    other = Browser(app).sign_in(cast["Nia"])
    browser = Browser(app).sign_in(cast["Nia"])

    assert browser.post("/account/name", {"name": "Zoe", "csrf_token": other.csrf}).status == 400
    assert browser.post("/account/name", {"name": "Zoe", "csrf_token": browser.token}).status == 400
    assert browser.post("/account/name", {"name": "Zoe"}).status == 303


def test_sr_044_no_other_method_changes_anything(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Cora"])
    before = everything(app)
    for path in addresses(app, cast, "POST"):
        for method in ("PUT", "PATCH", "DELETE"):
            answer = browser.client.open(path, method=method, headers={"Cookie": f"alongside={browser.token}"})
            assert answer.status_code in (400, 401, 404, 405), path

    assert everything(app) == before


@pytest.mark.parametrize("field", ["name", "contact", "csrf_token", "anything"])
def test_sr_067_a_megabyte_in_any_field_is_too_much(app: Flask, cast: Cast, field: str) -> None:
    browser = Browser(app).sign_in(cast["Cora"])
    for path in (*addresses(app, cast, "POST", only_own=True), *DOORS):
        assert browser.post(path, {field: "x" * 1_000_000}).status == 413, path


def test_sr_067_nobody_is_kept_from_leaving_by_what_they_typed(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Cora"])

    assert browser.post("/exit", {"name": "x" * 1_000_000}).status == 303
