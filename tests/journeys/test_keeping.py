"""Keeping pages on the phone without an account: asked first, there without a network, gone with one tap."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import MEETING, phone
from tests.journeys.people import Elsewhere, Site

pytestmark = pytest.mark.browser

YES = "Yes, keep it on this phone"
COPIES = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
    (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat()"""
TRACES = """async () => [(await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length,
    localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"""
READY = "async () => (await navigator.serviceWorker.ready).active.state"
NOTHING = [0, 0, 0, 0, 0]
AGE = """async (address) => { const headers = { "X-Kept-At": "2020-01-01T12:00:00Z", "X-Title": "Kept%20title",
    "Content-Type": "text/html" };
    await (await caches.open("kept")).put(address, new Response("<main>old</main>", { headers })) }"""


@pytest.fixture
def page(live: str, chromium: Browser) -> Iterator[Page]:
    with phone(chromium, base_url=live) as opened:
        yield opened


def keep(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Keep on this phone").click()
    page.get_by_role("button", name=YES).click()
    page.get_by_text("It is kept.").wait_for()
    page.evaluate(READY)


def go_offline(page: Page) -> None:
    """Without a network, and without what the browser itself still had for a minute."""
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)


def test_a_meeting_is_saved_without_an_account_and_found_again_without_a_network(page: Page) -> None:
    keep(page, MEETING)
    go_offline(page)

    page.goto("/near/leeds")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kept on this phone")
    page.get_by_role("link", name="Clean Slate").click()

    expect(page.get_by_role("status").first).to_contain_text("You are offline. This is a copy from")
    assert page.locator("main").inner_text().count("Clean Slate")
    page.goto("/help-now")
    assert page.get_by_role("link", name="116 123").count()


def test_results_are_kept_with_their_choices_and_look_as_they_do_online(page: Page) -> None:
    keep(page, "/near/halifax?when=week")
    go_offline(page)

    page.goto("/near/halifax?when=week")

    assert page.locator(".card").count() > 5
    assert page.evaluate("getComputedStyle(document.querySelector('.card')).borderTopLeftRadius") != "0px"


def test_nothing_is_kept_before_the_yes(page: Page) -> None:
    for address in (MEETING, "/near/halifax", f"/keep?page={MEETING}", "/kept"):
        page.goto(address)

    assert page.evaluate(TRACES) == NOTHING
    page.goto("/kept")
    page.get_by_text("Nothing is kept on this phone.").wait_for()


def test_a_visit_with_a_network_makes_the_copy_anew(page: Page) -> None:
    keep(page, MEETING)
    page.evaluate(AGE, MEETING)

    page.goto(MEETING)
    page.wait_for_function(
        """async (address) => !(await (await caches.match(address)).text()).includes("old")""", arg=MEETING
    )
    go_offline(page)
    page.goto(MEETING)

    assert "2020" not in page.get_by_role("status").first.inner_text()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Clean Slate")
    page.goto("/kept")
    expect(page.get_by_role("link", name="Kept title")).to_be_visible()
    expect(page.locator("[data-kept] p.quiet")).to_have_text(re.compile(r"Copy from .* at \d+:\d\d [ap]m"))


def test_one_page_can_be_taken_off_and_then_everything_in_one_tap(page: Page) -> None:
    keep(page, MEETING)
    keep(page, "/near/halifax")
    page.goto("/kept")

    page.get_by_role("button", name="Take off this phone: Clean Slate").click()
    page.get_by_text("Taken off this phone.").wait_for()
    assert MEETING not in page.evaluate(COPIES)
    page.get_by_role("button", name="Take everything off this phone").click()
    page.get_by_text("All gone.").wait_for()

    assert page.evaluate(TRACES) == NOTHING


def test_leaving_the_site_takes_everything_off(elsewhere: Elsewhere, theirs: Site) -> None:
    with phone(elsewhere.chromium, base_url=theirs.address, ignore_https_errors=True) as page:
        keep(page, MEETING)
        page.get_by_role("button", name="Leave site").click()
        page.wait_for_url("https://www.bbc.co.uk/**")
        page.goto(f"{theirs.address}/about")

        assert page.evaluate(TRACES) == NOTHING


def test_nothing_that_needs_signing_in_is_ever_copied(page: Page, world: Flask) -> None:
    keep(page, MEETING)
    token = Site(world, "").token("Cora")
    page.context.add_cookies([{"name": "alongside", "value": token, "url": page.url}])
    page.goto("/today")
    page.goto(MEETING)
    page.wait_for_timeout(300)

    copies = set(page.evaluate(COPIES))
    assert {each for each in copies if not each.startswith("/static/")} == {MEETING, "/help-now", "/kept"}
    assert "Cora" not in page.evaluate("async (address) => (await caches.match(address)).text()", MEETING)


def test_a_phone_that_is_full_says_so_and_keeps_nothing_half(page: Page) -> None:
    page.add_init_script("Cache.prototype.put = () => Promise.reject(new DOMException('', 'QuotaExceededError'))")
    page.goto(f"/keep?page={MEETING}")
    page.get_by_role("button", name=YES).click()

    page.get_by_text("It could not be kept.").wait_for()
    expect(page.get_by_role("button", name=YES)).to_be_visible()


def test_it_can_be_put_on_the_home_screen(page: Page) -> None:
    keep(page, MEETING)
    page.goto("/kept")
    session = page.context.new_cdp_session(page)

    found = session.send("Page.getAppManifest")
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]

    assert not found["errors"]
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
