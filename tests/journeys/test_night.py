"""Three in the morning on Christmas Day: almost nothing is on, and there is still somewhere to turn at every step."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from app.web.request import SETTINGS
from tests import browser as strict
from tests.journeys.conftest import phone

CHRISTMAS_NIGHT = "2026-12-25T03:00:00+00:00"


@pytest.fixture
def night(world: Flask) -> Iterator[Flask]:
    """The example world with its clock moved to that night, and back afterwards."""
    note = world.extensions[SETTINGS].instance / "clock"
    note.write_text(CHRISTMAS_NIGHT)
    yield world
    note.unlink()


def test_what_is_on_that_day_is_told_and_what_is_not_on_is_named(night: Flask) -> None:
    page = strict.Browser(night).get("/near/halifax")

    assert page.heading == "Near Halifax, today"
    assert "Today, Friday 25 December" in page.text
    assert "Sober Christmas Day Dinner" in page.text
    assert "Today, Friday 25 December, 10am to 9pm: The Kettle and Loom Recovery Cafe (example) is not on." in page.text
    assert "Bank holiday: ask first" in page.text


@pytest.mark.parametrize("place", ["halifax", "lerwick", "53.72,-1.86"])
def test_on_now_is_never_a_dead_end(night: Flask, place: str) -> None:
    page = strict.Browser(night).get(f"/near/{place}?when=now")

    assert "Nothing is on within 5 miles" in page.text
    assert len(page.all("li", class_="card")) >= 5
    assert "Nearest" in page.text
    assert "Online, from where you are" in page.text
    assert page.links()["Someone who answers now"] == "/help-now"


@pytest.mark.browser
def test_a_person_awake_at_three_reaches_a_human_in_one_tap_and_the_next_meeting_in_two(
    night: Flask, live: str, chromium: Browser
) -> None:
    with phone(chromium, color_scheme="dark") as page:
        page.goto(live)
        assert page.get_by_role("link", name="Samaritans").get_attribute("href") == "tel:116123"
        page.get_by_role("link", name="On now or soon").click()
        page.get_by_role("link", name="Someone who answers now").click()
        for name in ("Call 999", "Call 116 123", "Text SHOUT to 85258"):
            expect(page.get_by_role("link", name=name).first).to_be_visible()
        page.goto(f"{live}/online")
        page.locator(".card a").first.click()

        expect(page.get_by_role("button", name="Show how to join")).to_be_visible()
