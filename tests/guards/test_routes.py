"""Every address is settled, answers, and says who may use it; none is there that the contract does not name."""

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from app import create_app
from app.web.access import ANYONE, acts, policy
from config import ROOT, Settings

CONTRACT = [
    "/",
    "/near/halifax",
    "/near/HX1-1",
    "/near/53.72,-1.86",
    "/near/halifax/choices",
    "/near/halifax.json",
    "/near/halifax.ics",
    "/online",
    "/online.json",
    "/online.ics",
    *(f"/{kind}" for kind in ("meetings", "cafes", "events", "volunteering", "courses")),
    *(f"/{kind}/a-slug" for kind in ("meetings", "cafes", "events", "volunteering", "courses")),
    *(f"/{kind}/a-slug.ics" for kind in ("meetings", "cafes", "events", "volunteering", "courses")),
    "/l/0123abcd",
    "/venues/a-slug",
    "/areas/a-slug",
    "/first-meeting",
    "/family",
    "/help-now",
    "/today",
    "/about",
    "/privacy",
    "/accessibility",
    "/credits",
    "/api/openapi.json",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
]
LATER: set[str] = set()
"""Settled, but not built yet. It may only become shorter."""


def endpoint(app: Flask, path: str, method: str = "GET") -> str | None:
    try:
        return str(app.url_map.bind("localhost").match(path, method)[0])
    except (NotFound, MethodNotAllowed, RequestRedirect):
        return None


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The site as wired; addresses need no database."""
    folder = tmp_path_factory.mktemp("routes")
    return create_app(Settings(env="test", database_url=f"sqlite:///{folder / 'none.sqlite'}", instance=folder))


@pytest.mark.parametrize("path", [path for path in CONTRACT if path not in LATER])
def test_every_settled_address_is_answered(built: Flask, path: str) -> None:
    assert endpoint(built, path)


def test_what_is_built_is_no_longer_called_later(built: Flask) -> None:
    assert {path for path in LATER if endpoint(built, path)} == set()


def test_the_place_typed_is_sent_and_never_in_an_address(built: Flask) -> None:
    assert endpoint(built, "/find", "POST")
    assert endpoint(built, "/find") is None


def test_every_route_declares_an_act_of_the_table_or_one_that_needs_no_account(built: Flask) -> None:
    declared = acts(built)

    assert set(declared) == set(built.view_functions) - {"static"}
    assert set(declared.values()) <= ANYONE | set(policy().rules)


def test_no_act_of_the_table_needs_no_account() -> None:
    assert not ANYONE & set(policy().rules)


def test_every_act_of_the_table_is_used_or_asked_for(built: Flask) -> None:
    code = "".join(file.read_text() for file in (ROOT / "app").rglob("*.py"))

    assert {act for act in policy().rules if f'"{act}"' not in code} == set()


def test_no_address_ends_in_a_slash_or_has_capitals(built: Flask) -> None:
    rules = [rule.rule for rule in built.url_map.iter_rules()]

    assert [rule for rule in rules if rule != "/" and (rule.endswith("/") or rule != rule.lower())] == []


def test_what_changes_something_is_a_post(built: Flask) -> None:
    changing = {"report.make", "listing.join"}
    declared = acts(built)

    assert [
        rule.rule
        for rule in built.url_map.iter_rules()
        if declared.get(rule.endpoint) in changing and "GET" in (rule.methods or ())
    ] == []
