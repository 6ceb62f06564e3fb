"""What an anonymous visitor asks, types and sends is nowhere afterwards: in no table, log, file or cookie."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, inspect, text

from app.kernel.clock import Clock
from app.web.request import CLOCK
from tests.browser import Browser

CANARY = "canaryplace"
AGENT = "CanaryAgent/9.1"
POSTCODE = "LS29 9XQ"
WORDS = "the canary was not let in by the door"
SENDER = "203.0.113.77"


@pytest.fixture
def visited(app: Flask, command: Callable[..., Result]) -> Iterator[Browser]:
    """The example world after a visitor who tried everything."""
    assert command("load-demo", "--as-dated").exit_code == 0
    yield Browser(app)


def wander(browser: Browser) -> list[int]:
    """Everything that somebody without an account can do, with words that can be recognised."""
    options = {"headers": {"User-Agent": AGENT, "Referer": f"https://example.org/{CANARY}"},
               "environ_base": {"REMOTE_ADDR": SENDER}}  # fmt: skip
    place = POSTCODE.replace(" ", "%20")
    answers = [
        browser.get(path, **options)
        for path in (
            "/", "/near/Ilkley?women=1&language=pl", f"/near/{place}", f"/near/{place}.json", f"/near/{place}.ics",
            f"/near/{CANARY}", f"/near/{CANARY}.json", f"/near/Halifax?when={CANARY}", f"/near/Halifax?{CANARY}=1",
            f"/near/Halifax.json?route={CANARY}", f"/meetings/{CANARY}", f"/l/{CANARY}", "/online.ics?discreet=1",
        )
    ]  # fmt: skip
    listing = "/meetings/pennine-online-nightly"
    answers += [
        browser.post("/find", {"place": POSTCODE}, **options),
        browser.post("/find", {"place": f"{CANARY} street"}, **options),
        browser.post(f"{listing}/join", **options),
        browser.post(f"{listing}/report", {"what": "other", "words": WORDS}, **options),
        browser.post(f"{listing}/report", {"what": CANARY, "words": WORDS * 50}, **options),
        browser.post("/find", {"place": CANARY}, headers={"Sec-Fetch-Site": "cross-site", "User-Agent": AGENT}),
    ]
    return [answer.status for answer in answers]


def everything_in(engine: Engine) -> str:
    """Every value of every table but the reports, as text."""
    with engine.connect() as connection:
        tables = [name for name in inspect(connection).get_table_names() if name != "report"]
        return "\n".join(
            str(tuple(row)) for name in tables for row in connection.execute(text(f'SELECT * FROM "{name}"'))
        )


def test_nothing_that_a_visitor_did_is_kept(
    visited: Browser,
    database: Engine,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with caplog.at_level(logging.DEBUG):
        statuses = wander(visited)

    printed = "".join(capfd.readouterr())
    told = everything_in(database) + caplog.text + printed
    for trace in (CANARY, POSTCODE, POSTCODE.replace(" ", ""), "LS29-9", "Ilkley", AGENT, SENDER, WORDS):
        assert trace.lower() not in told.lower(), trace
    assert not [path for path in (tmp_path / "instance").rglob("*") if path.is_file()]
    assert 500 not in statuses


def test_only_the_report_itself_is_kept_of_a_report(visited: Browser, database: Engine) -> None:
    wander(visited)

    with database.connect() as connection:
        (report,) = connection.execute(text("SELECT * FROM report")).mappings()
    assert (report["what"], report["words"]) == ("other", WORDS)
    assert set(report) == {"id", "listing_id", "what", "words", "made_on", "settled_on", "settled_by", "outcome"}


def test_an_error_of_ours_does_not_put_the_address_into_the_log(
    app: Flask, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError

    clock: Clock = app.extensions[CLOCK]
    app.extensions[CLOCK] = broken
    answer = browser.client.get(f"/near/{POSTCODE.replace(' ', '')}.json?language={CANARY}")
    app.extensions[CLOCK] = clock

    assert answer.status_code == 500
    assert "RuntimeError" in caplog.text
    assert CANARY not in caplog.text
    assert "9XQ" not in caplog.text
