"""Results for paper: addresses in full, since paper has no links, and the time of the copy."""

import pytest
from flask import Flask

from tests.browser import Browser


@pytest.fixture
def browser(calderdale: Flask) -> Browser:
    return Browser(calderdale)


@pytest.mark.parametrize("size", ["a4", "large", "zebra", ""])
def test_a_list_can_be_printed_in_any_size(browser: Browser, size: str) -> None:
    page = browser.get(f"/near/halifax?when=week&print={size}")

    assert page.status == 200
    assert "Within 5 miles of Halifax, Calderdale." in page.text
    assert "left it out" not in page.text


def test_paper_carries_addresses_checked_days_and_when_it_was_printed(browser: Browser) -> None:
    page = browser.get("/near/halifax?when=week&print=a4")

    assert "HX1 1" in page.text
    assert "Monday 21 December 2026, 6pm" in page.text
    assert "http://localhost/near/halifax?when=week" in page.text
    assert "Tonight" in page.text or "Today" in page.text


def test_paper_has_what_the_page_has(browser: Browser) -> None:
    rows = browser.get("/near/Halifax.json?when=tomorrow&kind=meeting").json["results"]
    page = browser.get("/near/halifax?when=tomorrow&kind=meeting&print=a4")

    assert rows
    assert all(row["name"] in page.text for row in rows)


def test_a_chosen_filter_stays_when_the_size_changes(browser: Browser) -> None:
    links = browser.get("/near/halifax?kind=cafe&print=a4").links()

    assert any("kind=cafe" in link and "print=large" in link for link in links.values())
