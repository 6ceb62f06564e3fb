"""Hostile and endless words in every template that shows what others typed: they fit, and every colour can be read."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.site.conftest import SHOWN
from tools.chromium import HEIGHT, WIDTH, served

pytestmark = pytest.mark.browser

SAMPLES = ("results", "online", "listing-joining", "venue", "choices", "which", "print", "print-large", "report")
COLOURS = {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}
AXE = """(rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
    .then(found => found.violations.map(each => each.id + ': ' + each.nodes[0].html))"""
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
STYLES = (
    "* {}",
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }",
    "html { font-size: 200% } * { letter-spacing: normal !important }",
)


@pytest.fixture(scope="module")
def site(plain_app: Flask, sources: dict[str, str]) -> Iterator[str]:
    """The address of the site; every page of `sources` is at `/sample/<name>`."""
    plain_app.extensions[SHOWN].update({name.lstrip("/"): source for name, source in sources.items()})
    with served(plain_app) as address:
        yield address


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A small phone without movement."""
    phone = {"width": WIDTH, "height": HEIGHT}
    context = chromium.new_context(viewport=phone, bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_tags_of_every_tone_can_be_read_in_light_and_dark(site: str, page: Page) -> None:
    found = []
    for name in SAMPLES:
        page.goto(f"{site}/sample/{name}")
        page.evaluate(OPEN_ALL)
        page.evaluate(AXE_SCRIPT)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [f"{name}, {scheme}: {fault}" for fault in page.evaluate(AXE, COLOURS)]

    assert not found, "\n".join(found)


def test_no_name_however_long_makes_a_small_phone_scroll_sideways(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    found = []
    for name in SAMPLES:
        page.goto(f"{site}/sample/{name}")
        page.evaluate(OPEN_ALL)
        for style in STYLES:
            page.add_style_tag(content=style)
            width = page.evaluate("document.documentElement.scrollWidth")
            found += [(name, style, width)] if width > 320 else []

    assert found == []
