"""Every page in Chromium: axe is content, nothing scrolls sideways, targets fit a thumb, and the script only adds."""

import shutil
from collections.abc import Iterator
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, request
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.site.conftest import OWN_PAGES
from tests.site.test_templates import ERRORS, SAMPLED

pytestmark = pytest.mark.browser

FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip
COLOURS = {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"]
EVERYTHING = {"type": "tag", "values": LEVELS}
NAMES = (*OWN_PAGES, *SAMPLED, *ERRORS)
PHONE = {"width": 390, "height": 844}
LOOKS = {"light": {}, "dark": {"color_scheme": "dark"}, "forced colours": {"forced_colors": "active"}}
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
SMALL = """() => [...document.querySelectorAll('a, button, input, summary, textarea')]
    .filter(each => each.checkVisibility() && !each.matches('.skip, .tick input'))
    .map(each => [each.textContent.trim() || each.name, each.getBoundingClientRect()])
    .filter(([_, box]) => box.height < 44 || box.width < 24).map(([words]) => words)"""
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@pytest.fixture(scope="module")
def site(plain_app: Flask, sources: dict[str, str]) -> Iterator[str]:
    """The address of a server that shows every page: `/?page=<name>`; the site's own files are real."""

    def show(environ, start):
        with plain_app.request_context(environ):
            name = request.args.get("page")
            answer = plain_app.make_response(sources[name]) if name else plain_app.full_dispatch_request()
            return plain_app.process_response(answer)(environ, start)

    server = make_server("127.0.0.1", 0, show, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield launched
        launched.close()


def opened(chromium: Browser, address: str, **options: object) -> Page:
    """A page, with everything that can be opened open. Errors of the script fail the test."""
    page = chromium.new_context(viewport=PHONE, **options).new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(address)
    return page


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(site: str, chromium: Browser, look: str) -> None:
    page = opened(chromium, site, bypass_csp=True, **LOOKS[look])
    found = []
    for name in NAMES:
        page.goto(f"{site}/?page={name}")
        page.evaluate(OPEN_ALL)
        answer = Axe().run(page, options={"runOnly": EVERYTHING if look == "light" else COLOURS})
        found += [(name, each["id"], each["nodes"][0]["html"]) for each in answer.response["violations"]]

    assert found == []


def test_nothing_scrolls_sideways_on_a_small_phone_with_big_or_spaced_letters(site: str, chromium: Browser) -> None:
    page = opened(chromium, site, bypass_csp=True)
    page.set_viewport_size({"width": 320, "height": 640})
    found = []
    for name in NAMES:
        page.goto(f"{site}/?page={name}")
        page.evaluate(OPEN_ALL)
        for style in ("* {}", SPACED, "html { font-size: 200% } * { letter-spacing: normal !important }"):
            page.add_style_tag(content=style)
            width = page.evaluate("document.documentElement.scrollWidth")
            found += [(name, style, width)] if width > 320 else []

    assert found == []


def test_every_target_fits_a_thumb(site: str, chromium: Browser) -> None:
    page = opened(chromium, site)
    found = {}
    for name in NAMES:
        page.goto(f"{site}/?page={name}")
        page.evaluate(OPEN_ALL)
        found[name] = page.evaluate(SMALL)

    assert {name: small for name, small in found.items() if small} == {}


def test_my_location_leaves_the_phone_rounded(site: str, chromium: Browser) -> None:
    page = opened(
        chromium, site, geolocation={"latitude": 53.721899, "longitude": -1.867512}, permissions=["geolocation"]
    )

    with page.expect_request("**/near/**") as asked:
        page.get_by_role("button", name="Use my location").click()

    assert asked.value.url == f"{site}/near/53.72,-1.87"


def test_without_script_nothing_that_needs_it_is_shown_and_the_way_out_is_a_link(site: str, chromium: Browser) -> None:
    page = opened(chromium, f"{site}/?page=listing", java_script_enabled=False)

    assert not page.get_by_role("button", name="Copy link").is_visible()
    assert page.get_by_role("link", name="Leave site").get_attribute("href") == "https://www.bbc.co.uk/weather"
    assert page.get_by_role("button", name="Show how to join").is_visible()


@pytest.mark.parametrize("way", ["button", "keys"])
def test_leaving_takes_this_page_out_of_the_history(site: str, chromium: Browser, way: str) -> None:
    page = opened(chromium, site)
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<p>Sunny</p>", content_type="text/html"))
    page.goto(f"{site}/?page=listing")

    if way == "button":
        page.get_by_role("link", name="Leave site").click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.get_by_text("Sunny").wait_for()
    page.go_back()

    assert page.url == f"{site}/"


def test_a_page_of_results_makes_four_requests_and_none_to_others(site: str, chromium: Browser) -> None:
    page = opened(chromium, "about:blank")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/?page=results", wait_until="networkidle")

    assert len(asked) <= 4
    assert all(address.startswith(site) for address in asked)
