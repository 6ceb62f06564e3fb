"""What would run, typed into every field, runs in no real browser: no dialog, no refused script, nothing fetched."""

import time

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Request
from sqlalchemy import Engine

from app import db
from tests.access.conftest import Site
from tests.access.replay import headers_of
from tests.access.typing import HALL, PUBLIC, Typist
from tests.access.world import build
from tests.conftest import MakeApp
from tests.journeys.conftest import carry, phone
from tools.chromium import served

TEXTS = (
    "'><svg/onload=alert(1)>",
    '"><script src=//evil.example></script><img src=x onerror=alert(1)><b onclick=alert(1)>',
)
PAGES = (PUBLIC, HALL, "/near/halifax?when=week", "/near/halifax?when=week&print=a4", "/meetings", "/care",
         "/care/reports", "/account", "/organisations/calder", "/organisations/calder/edit",
         "/organisations/calder/glass")  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_sr_060_no_text_runs_in_a_real_browser(make_app: MakeApp, database: Engine, chromium: Browser) -> None:
    app = make_app()
    world = build(app.extensions[db.KEY])
    world.headers = {"cora": headers_of(app, world.tokens["cora"])}
    with database.connect() as connection:
        typist = Typist(Site(app, world, time.time()), connection)
        saved = [answer.status_code for text in TEXTS for _path, answer in typist.type(text)].count(303)
    care = f"/care/{world.ids['mill']['listing_id']}"
    seen: list[str] = []
    with served(app) as address, phone(chromium) as page:
        carry(page, address, world.tokens["cora"])
        page.on("dialog", lambda dialog: noted(seen, dialog))
        page.on("console", lambda message: noted(seen, message))
        page.on("request", lambda request: noted(seen, request) if not request.url.startswith(address) else None)
        shown = 0
        for path in (*PAGES, care, f"{care}/words", f"{care}/times"):
            page.goto(address + path)
            shown += "alert(1)" in page.content()

    assert seen == []
    assert saved >= 12 and shown >= 10


def noted(seen: list[str], what: Dialog | ConsoleMessage | Request) -> None:
    """Keep what the browser did or complained of."""
    seen.append(getattr(what, "url", "") or str(getattr(what, "message", "") or getattr(what, "text", "")))
    if isinstance(what, Dialog):
        what.dismiss()
