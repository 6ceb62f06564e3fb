"""What the script adds: my location, share, copy, print, the fast way out, and the choice that is made in sight."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Geolocation, Page, expect

from tests.journeys.conftest import MEETING, phone

pytestmark = pytest.mark.browser

EXACT: Geolocation = {"latitude": 53.721899, "longitude": -1.867512}
TOO_EXACT = re.compile(r"53[.]72\d|1[.]86\d|1[.]87\d")
NOTE_SHARE = "navigator.share = async (what) => { window.shared = what }"
NOTE_PRINT = "window.print = () => { window.printed = true }"


@pytest.fixture
def page(live: str, chromium: Browser) -> Iterator[Page]:
    """A phone that is about to open the site; the weather page is kept from the real network."""
    with phone(chromium, base_url=live) as opened:
        opened.route("**/exit", lambda route: route.fulfill(body="Sunny", content_type="text/html"))
        yield opened


def test_only_two_decimals_of_my_location_leave_the_phone(page: Page) -> None:
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(EXACT)
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(f"{asked.url} {asked.headers} {asked.post_data}"))
    page.goto("/")
    page.get_by_role("button", name="Use my location").click()
    page.wait_for_url("**/near/53.72,-1.87")

    assert page.locator(".card").count()
    assert not [each for each in sent if TOO_EXACT.search(each)]


def test_a_refused_location_is_said_kindly_and_typing_goes_on(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Use my location").click()
    page.get_by_text("Your phone did not say where you are. Type a town or postcode.").wait_for()

    page.get_by_label("Where are you?").fill("HX1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/near/HX1")


def test_share_passes_on_the_short_link_and_nothing_else(page: Page) -> None:
    page.add_init_script(NOTE_SHARE)
    page.goto(MEETING)
    page.get_by_role("button", name="Share").click()

    shared = page.evaluate("window.shared")
    assert set(shared) == {"title", "url"}
    assert re.fullmatch(r"http://localhost:\d+/l/\w{8}", shared["url"])


def test_copy_puts_the_short_link_on_the_clipboard_and_says_so(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(MEETING)
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Link copied.").wait_for()

    assert re.fullmatch(r"http://localhost:\d+/l/\w{8}", page.evaluate("navigator.clipboard.readText()"))


def test_a_list_for_paper_prints_without_bars_and_buttons_and_large_means_large(page: Page) -> None:
    page.add_init_script(NOTE_PRINT)
    page.goto("/near/halifax?when=week")
    page.get_by_role("link", name="A list for paper").click()
    page.get_by_role("link", name="Large print").click()
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")

    page.emulate_media(media="print")
    for name in ("Leave site", "Back to the list", "Large print"):
        assert not page.get_by_role("link", name=name).is_visible()
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.paper p')).fontSize)") >= 24
    expect(page.get_by_text("What the words mean")).to_be_visible()


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        ("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36", {"an Android phone", "openstreetmap.org"}),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)", {"an iPhone or iPad", "openstreetmap.org"}),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", {"an iPhone or iPad", "openstreetmap.org"}),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", {"openstreetmap.org"}),
    ],
)
def test_only_directions_that_this_device_can_open_are_shown(
    live: str, chromium: Browser, agent: str, shown: set[str]
) -> None:
    with phone(chromium, base_url=live, user_agent=agent) as page:
        page.goto(MEETING)
        ways = page.get_by_role("link", name="Directions on")

        assert {words.removeprefix("Directions on ") for words in ways.all_inner_texts()} == shown


def test_without_the_script_directions_for_every_device_are_shown(live: str, chromium: Browser) -> None:
    with phone(chromium, base_url=live, java_script_enabled=False) as page:
        page.goto(MEETING)

        assert page.get_by_role("link", name="Directions on").count() == 3


@pytest.mark.parametrize("way", ["button", "keys"])
def test_leaving_takes_this_page_out_of_the_history(page: Page, way: str) -> None:
    page.goto("/")
    page.goto(MEETING)
    if way == "button":
        page.get_by_role("button", name="Leave site").click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.get_by_text("Sunny").wait_for()
    page.go_back()

    assert page.url.endswith("/") and "meetings" not in page.url


def test_two_escapes_stay(page: Page) -> None:
    page.goto(MEETING)
    for key in ("Escape", "Escape", "Tab", "Escape"):
        page.keyboard.press(key)

    assert page.url.endswith(MEETING)


def test_a_choice_far_along_its_row_is_brought_into_sight(page: Page) -> None:
    page.goto("/near/halifax?online=only")
    box = page.locator(".chips [aria-current]").last.bounding_box()

    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390 - 40
