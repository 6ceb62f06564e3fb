"""Every page in Chromium: axe is content, nothing scrolls sideways, targets fit a thumb, and the script only adds."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.site.conftest import OWN_PAGES, SHOWN
from tests.site.test_templates import ERRORS, SAMPLED
from tools.chromium import HEIGHT, WIDTH, served

pytestmark = pytest.mark.browser

COLOURS = {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"]
EVERYTHING = {"type": "tag", "values": LEVELS}
NAMES = ("home", *(path.lstrip("/") for path in OWN_PAGES[1:]), *SAMPLED, *ERRORS)
PHONE = {"width": WIDTH, "height": HEIGHT}
LOOKS = {"light": {}, "dark": {"color_scheme": "dark"}, "forced colours": {"forced_colors": "active"}}
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
SMALL = """() => [...document.querySelectorAll('a, button, input, summary, textarea')]
    .filter(each => each.checkVisibility() && !each.matches('.skip, .tick input'))
    .map(each => [each.textContent.trim() || each.name, each.getBoundingClientRect()])
    .filter(([_, box]) => box.height < 44 || box.width < 24).map(([words]) => words)"""
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@pytest.fixture(scope="module")
def site(plain_app: Flask, sources: dict[str, str]) -> Iterator[str]:
    """The address of the site; every page of `sources` is at `/sample/<name>`."""
    plain_app.extensions[SHOWN].update({name.lstrip("/"): source for name, source in sources.items()})
    plain_app.extensions[SHOWN]["home"] = sources["/"]
    with served(plain_app) as address:
        yield address


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
        page.goto(f"{site}/sample/{name}")
        page.evaluate(OPEN_ALL)
        answer = Axe().run(page, options={"runOnly": EVERYTHING if look == "light" else COLOURS})
        found += [(name, each["id"], each["nodes"][0]["html"]) for each in answer.response["violations"]]

    assert found == []


def test_nothing_scrolls_sideways_on_a_small_phone_with_big_or_spaced_letters(site: str, chromium: Browser) -> None:
    page = opened(chromium, site, bypass_csp=True)
    page.set_viewport_size({"width": 320, "height": 640})
    found = []
    for name in NAMES:
        page.goto(f"{site}/sample/{name}")
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
        page.goto(f"{site}/sample/{name}")
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
    page = opened(chromium, f"{site}/sample/listing", java_script_enabled=False)

    assert not page.get_by_role("button", name="Copy link").is_visible()
    assert page.get_by_role("link", name="Leave site").get_attribute("href") == "https://www.bbc.co.uk/weather"
    assert page.get_by_role("button", name="Show how to join").is_visible()


@pytest.mark.parametrize("way", ["button", "keys"])
def test_leaving_takes_this_page_out_of_the_history(site: str, chromium: Browser, way: str) -> None:
    page = opened(chromium, site)
    page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<p>Sunny</p>", content_type="text/html"))
    page.goto(f"{site}/sample/listing")

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
    page.goto(f"{site}/sample/results", wait_until="networkidle")

    assert len(asked) <= 4
    assert all(address.startswith(site) for address in asked)
