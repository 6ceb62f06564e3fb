"""The whole way from home to the calendar when the phone gives us little: no script, no pictures, no storage."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import ONLINE, phone

pytestmark = pytest.mark.browser

NO_STORAGE = """for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(window, name, { get() { throw new DOMException('refused', 'SecurityError') } })
Object.defineProperty(document, 'cookie', { get() { throw new DOMException('refused', 'SecurityError') },
                                           set() { throw new DOMException('refused', 'SecurityError') } })"""
WAYS = ("no script", "no pictures", "no cookies")


@contextmanager
def poor_phone(chromium: Browser, way: str) -> Iterator[Page]:
    """A phone that lacks one thing. Without cookies all storage throws, as it does when a person refuses it."""
    with phone(chromium, java_script_enabled=way != "no script") as page:
        if way == "no pictures":
            page.route(
                "**/*", lambda route: route.abort() if route.request.resource_type == "image" else route.continue_()
            )
        if way == "no cookies":
            page.add_init_script(NO_STORAGE)
        yield page


@pytest.mark.parametrize("way", WAYS)
def test_a_meeting_is_found_read_and_kept(live: str, chromium: Browser, way: str) -> None:
    with poor_phone(chromium, way) as page:
        page.goto(live)
        page.get_by_label("Where are you?").fill("halifax")
        page.get_by_role("button", name="Find", exact=True).click()
        page.get_by_role("link", name="Tomorrow", exact=True).click()
        page.get_by_role("link", name="Today", exact=True).click()
        page.get_by_role("link", name="Clean Slate Halifax").click()
        expect(page.get_by_role("heading", name="Clean Slate Halifax")).to_be_visible()
        expect(page.get_by_text("Packhorse Yard Centre").first).to_be_visible()
        with page.expect_download() as kept:
            page.get_by_role("link", name="Add to my calendar").click()

        assert kept.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR")
        assert page.context.cookies() == []


@pytest.mark.parametrize("way", WAYS)
def test_how_to_join_is_shown_when_asked_for_and_not_before(live: str, chromium: Browser, way: str) -> None:
    with poor_phone(chromium, way) as page:
        page.goto(live + ONLINE)
        assert page.locator("#joining").count() == 0
        page.get_by_role("button", name="Show how to join").click()

        link = page.locator("#joining").get_by_role("link").first
        expect(link).to_be_visible()
        assert link.get_attribute("rel") == "noreferrer"


def test_choices_narrow_the_list_without_script(live: str, chromium: Browser) -> None:
    with poor_phone(chromium, "no script") as page:
        page.goto(f"{live}/near/halifax")
        page.get_by_role("link", name="More choices").click()
        page.get_by_label("The next 7 days").check()
        page.get_by_label("Step-free").check()
        page.get_by_role("button", name="Show them").click()
        marks = page.locator(".card").all_text_contents()

    assert marks
    assert all("Step-free" in card for card in marks)


def test_nothing_that_needs_script_is_shown_without_it_and_the_way_out_works(live: str, chromium: Browser) -> None:
    with poor_phone(chromium, "no script") as page:
        page.goto(live + ONLINE)

        for name in ("Copy link", "Share", "Use my location", "Print"):
            assert not page.get_by_role("button", name=name).is_visible()
        page.route("**/exit", lambda route: route.fulfill(body="Sunny"))
        page.get_by_role("button", name="Leave site").click()
        page.get_by_text("Sunny").wait_for()
