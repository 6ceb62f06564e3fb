"""What may be kept on a phone, and what the pages and files for it say."""

import re

import pytest
from flask import Flask

from app.saved.rules.keeping import kept_address
from tests.browser import Browser


@pytest.fixture
def here(calderdale: Flask) -> Browser:
    return Browser(calderdale)


@pytest.mark.parametrize(
    "address",
    [
        "/near/halifax",
        "/near/halifax?when=mon&step_free=1",
        "/near/53.72,-1.86",
        "/online",
        "/meetings/monday-night",
        "/meetings",
        "/venues/the-mill",
        "/areas/calderdale",
        "/first-meeting",
        "/help-now",
    ],
)
def test_pages_that_are_the_same_for_everybody_may_be_kept(address: str) -> None:
    assert kept_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/today",
        "/account",
        "/saved",
        "/keep",
        "/near/halifax.json/x",
        "/meetings/a/care",
        "/meetings/a.ics",
        "//evil.example/near/halifax",
        "https://evil.example/near/halifax",
        "/\\evil.example",
        "/near/x#y",
        "/near/x\r\n",
        "javascript:alert(1)",
        "/near/" + "x" * 300,
        "http://[/near/x",
    ],
)
def test_nothing_else_may(address: str) -> None:
    assert kept_address(address) == ""


def test_the_page_asks_before_anything_is_kept(here: Browser) -> None:
    page = here.get("/keep?page=/near/halifax")

    assert "Whoever can open this phone can read it." in page.text
    assert [each.get("data-keep") for each in page.all("div", class_="acts")] == ["/near/halifax"]
    assert [each.get("hidden") for each in page.all("button", type="button")] == [""]


def test_a_page_of_ones_own_cannot_be_kept(here: Browser) -> None:
    assert here.get("/keep?page=/today").status == 404


def test_results_and_listings_offer_it(here: Browser) -> None:
    assert "/keep?page=%2Fnear%2Fhalifax%3Fwhen%3Dweek" in here.get("/near/halifax?when=week").source


def test_the_worker_is_asked_for_anew_each_time_and_holds_no_word_of_a_page(here: Browser) -> None:
    worker = here.get("/sw.js")

    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert worker.headers["Cache-Control"] == "no-cache"
    assert "{{" not in worker.source


def test_sr_020_the_name_on_the_home_screen_tells_nothing(here: Browser) -> None:
    manifest = here.get("/site.webmanifest")

    assert manifest.headers["Content-Type"] == "application/manifest+json"
    assert not re.search(r"recover|drug|alcohol|addict|meeting|sober", manifest.source, re.I)
