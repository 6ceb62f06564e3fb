"""Every answer guards the visitor: nothing from elsewhere, no cookie, no referrer, and kept only when it may be."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import Client

import wsgi
from app.post.jobs import SENDER
from app.web.headers import AWAY
from tests.browser import Browser
from tests.web.test_settings import SAFE

ANSWERS = ["/", "/no-such-page", "/static/site.css", "/near/nowhere.json"]


@pytest.mark.parametrize("path", ANSWERS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_every_answer_carries_the_guards(browser: Browser, path: str, name: str, value: str) -> None:
    assert browser.get(path).headers[name] == value


@pytest.mark.parametrize("path", ANSWERS)
def test_the_policy_allows_no_inline_code_and_nothing_from_elsewhere(browser: Browser, path: str) -> None:
    policy = browser.get(path).headers["Content-Security-Policy"]
    way_out = f"form-action 'self' {AWAY};"

    assert way_out in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    rest = policy.replace(way_out, "")
    assert not any(loose in rest for loose in ("unsafe", "http", "data:", "*", "nonce"))


def test_nobody_gets_a_cookie(browser: Browser) -> None:
    for path in ANSWERS:
        assert "Set-Cookie" not in browser.get(path).headers


def test_a_page_may_be_kept_a_minute_and_an_error_not_at_all(browser: Browser) -> None:
    assert browser.get("/").headers["Cache-Control"] == "public, max-age=60"
    assert browser.get("/no-such-page").headers["Cache-Control"] == "no-store"


def test_the_named_stylesheet_is_kept_for_good(browser: Browser) -> None:
    address = browser.get("/").one("link", rel="stylesheet").get("href", "")

    assert "immutable" in browser.get(address).headers["Cache-Control"]
    assert "immutable" not in browser.get(address.partition("?")[0]).headers["Cache-Control"]


def test_only_an_encrypted_answer_promises_encryption(browser: Browser) -> None:
    name = "Strict-Transport-Security"

    assert name not in browser.get("/").headers
    assert "max-age=31536000" in browser.get("/", base_url="https://localhost").headers[name]


def stop_sending(served: ProxyFix) -> None:
    assert isinstance(served.app, Flask)
    served.app.extensions[SENDER].stop()


def test_behind_a_web_server_the_visitor_is_known_by_what_it_forwards(
    monkeypatch: pytest.MonkeyPatch, database: Engine, tmp_path: Path
) -> None:
    monkeypatch.setattr("config.ROOT", tmp_path)
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", database.url.render_as_string(hide_password=False))
    forwarded = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9", "Host": "alongside.example"}

    served = wsgi.site()
    answer = Client(served).get("/", headers=forwarded)
    stop_sending(served)

    assert answer.status_code == 200
    assert "Strict-Transport-Security" in answer.headers


def test_elsewhere_nobody_may_say_that_they_are_somebody_else(browser: Browser) -> None:
    page = browser.get("/", headers={"X-Forwarded-Proto": "https"})

    assert "Strict-Transport-Security" not in page.headers
