"""What a page weighs on the wire, whom it asks, and that it leaves nothing behind on the phone."""

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import phone

FULL = "/near/halifax?when=week&miles=25"
RESULTS_BYTES, PAGE_BYTES = 14 * 1024, 25 * 1024
CSS_BYTES, SCRIPT_BYTES = 5 * 1024, 2 * 1024
MOST_REQUESTS = 4
KEPT = """async () => [document.cookie, localStorage.length, sessionStorage.length,
    (await indexedDB.databases()).length, (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length]"""


def weighed(page: Page, address: str) -> dict[str, int]:
    """Each address asked while a page opens, and its bytes on the wire, head and body, as the server sent them."""
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    asked: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def note(event: dict[str, Any]) -> None:
        sizes[asked[event["requestId"]]] = event["encodedDataLength"]

    wire.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    wire.on("Network.loadingFinished", note)
    page.goto(address, wait_until="networkidle")
    assert set(sizes) == set(asked.values())
    return sizes


@pytest.mark.browser
def test_a_page_of_twenty_results_with_everything_fits_one_round_of_a_weak_signal(live: str, chromium: Browser) -> None:
    with phone(chromium) as page:
        sizes = weighed(page, live + FULL)
        cards = page.locator(".card").count()

    assert cards == 20
    assert len(sizes) <= MOST_REQUESTS
    assert sum(sizes.values()) <= RESULTS_BYTES


@pytest.mark.browser
def test_looking_around_asks_only_us_and_leaves_nothing_on_the_phone(live: str, chromium: Browser) -> None:
    with phone(chromium) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in ("/", FULL, "/meetings/clean-slate-halifax", "/help-now", "/online"):
            page.goto(live + path, wait_until="networkidle")
            assert page.evaluate(KEPT) == ["", 0, 0, 0, 0, 0]
        kept = page.context.cookies()

    assert [address for address in asked if not address.startswith(live)] == []
    assert kept == []


def test_no_page_weighs_more_than_it_may(world: Flask, every_page: list[str]) -> None:
    client = world.test_client()
    squeezed = {"Accept-Encoding": "gzip, deflate, br"}
    home = client.get("/").get_data(as_text=True)
    parts = [part.partition('"')[0] for part in home.split('="/static/')[1:]]
    shared = {part.partition("?")[0]: len(client.get(f"/static/{part}", headers=squeezed).data) for part in parts}
    heavy = {path: sum(shared.values()) + len(client.get(path, headers=squeezed).data) for path in every_page}

    assert set(shared) == {"icon.svg", "site.css", "site.js"}
    assert shared["site.css"] <= CSS_BYTES
    assert shared["site.js"] <= SCRIPT_BYTES
    assert {path: size for path, size in heavy.items() if size > PAGE_BYTES} == {}
