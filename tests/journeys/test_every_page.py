"""Every page of the site, on the real example world: for every eye and every thumb, and valid."""

import re
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.directory.models import Listing
from app.directory.rules.words import KIND_ADDRESSES
from tests import browser as strict
from tests.journeys.conftest import PHONE, carry, phone
from tests.soundness import check_page
from tools import pages

PARTS = 4
SMALL_PHONE: ViewportSize = {"width": 320, "height": 640}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"]
EVERYTHING = {"type": "tag", "values": LEVELS}
COLOURS = {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]}
AXE = """(rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
    .then(found => found.violations.map(each => each.id + ': ' + each.nodes[0].html))"""
LAYOUT = {"type": "rule", "values": [*COLOURS["values"], "target-size", "scrollable-region-focusable"]}
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
TARGETS = """() => {
    const all = [...document.querySelectorAll('a, button, input, summary, textarea, label.tick')]
        .filter(each => each.checkVisibility() && !each.matches('.skip, .tick input'))
        .map(each => ({ words: each.textContent.trim() || each.name, bar: Boolean(each.closest('.nav')),
                        box: each.getBoundingClientRect() }))
    const small = all.filter(({ box }) => box.height < 44 || box.width < 44).map(each => 'small: ' + each.words)
    const touch = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
    const over = all.flatMap((a, i) => all.slice(i + 1).filter(b => !a.bar && !b.bar && touch(a.box, b.box))
        .map(b => 'over each other: ' + a.words + ' / ' + b.words))
    return [...small, ...over]
}"""
BIG = "html { font-size: 200% }"
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }"""
OUTING = re.compile(r"\b(recovery|addiction|drugs?|alcohol|AA|NA|SMART|methadone|anonymous)\b")
"""Words that no title of a page of somebody's own shows in a list of tabs (SR-020)."""
WIDTH = "document.documentElement.scrollWidth"


@pytest.mark.browser
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_suits_every_eye_and_thumb(
    live: str, chromium: Browser, every_page: list[str], answers: dict[str, str], part: int
) -> None:
    elsewhere: list[str] = []
    found = []
    with phone(chromium, bypass_csp=True, reduced_motion="reduce") as page:
        page.route(
            "**/answers/*",
            lambda route: route.fulfill(body=answers[route.request.url.rpartition("/")[2]], content_type="text/html"),
        )
        page.on("request", lambda asked: elsewhere.append(asked.url) if not asked.url.startswith(live) else None)
        for path in [*every_page, *(f"/answers/{name}" for name in answers)][part::PARTS]:
            page.emulate_media(color_scheme="light", forced_colors="none")
            page.set_viewport_size(PHONE)
            page.goto(live + path)
            found += [f"{path} {fault}" for fault in _faults(page)]

    assert not found, "\n".join(found)
    assert elsewhere == []


@pytest.mark.browser
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_of_theirs_suits_every_eye_and_thumb(
    live: str, world: Flask, chromium: Browser, personal: list[pages.Personal], part: int
) -> None:
    found = []
    with phone(chromium, bypass_csp=True, reduced_motion="reduce") as page:
        for each in personal[part::PARTS]:
            carry(page, live, pages.token_of(world, each.person_id))
            page.emulate_media(color_scheme="light", forced_colors="none")
            page.set_viewport_size(PHONE)
            answer = page.goto(live + each.path)
            assert answer and answer.ok and page.url == live + each.path, f"{each.name} {each.path} {page.url}"
            found += [f"{each.name} {each.path} {fault}" for fault in _faults(page)]

    assert not found, "\n".join(found)


def test_every_page_of_theirs_is_valid(world: Flask, personal: list[pages.Personal]) -> None:
    opened = strict.Browser(world)

    for each in personal:
        opened.token = pages.token_of(world, each.person_id)
        page = opened.get(each.path)
        assert page.status == 200 and page.heading, f"{each.name} {each.path}"
        assert page.headers["Cache-Control"] == "no-store"
        assert not OUTING.search(page.all("title")[0].text or ""), f"{each.name} {each.path}"


def test_every_page_is_valid(world: Flask, every_page: list[str], answers: dict[str, str]) -> None:
    opened = strict.Browser(world)
    with Session(world.extensions[db.KEY]) as session:
        listings = [
            f"/{KIND_ADDRESSES[kind]}/{slug}" for kind, slug in session.execute(select(Listing.kind, Listing.slug))
        ]

    for path in {*every_page, *listings}:
        assert opened.get(path, follow=True).heading
    for html in answers.values():
        check_page(html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html))


def test_no_page_is_forgotten_here(world: Flask, every_page: list[str], personal: list[pages.Personal]) -> None:
    assert pages.without_page(world, [*every_page, *(each.path for each in personal)]) == []


def _faults(page: Page) -> Iterator[str]:
    page.evaluate(OPEN_ALL)
    page.evaluate(AXE_SCRIPT)
    yield from _axe(page, "light", EVERYTHING)
    yield from page.evaluate(TARGETS)
    page.emulate_media(color_scheme="dark")
    yield from _axe(page, "dark", COLOURS)
    page.emulate_media(forced_colors="active")
    yield from _axe(page, "forced colours", COLOURS)
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.set_viewport_size(SMALL_PHONE)
    yield from _too_wide(page, "320 px")
    spaced = page.add_style_tag(content=SPACED)
    yield from _too_wide(page, "320 px, spaced")
    spaced.evaluate("style => style.remove()")
    page.add_style_tag(content=BIG)
    yield from _too_wide(page, "320 px, 200 %")
    yield from _axe(page, "320 px, 200 %", LAYOUT)


def _axe(page: Page, look: str, rules: dict[str, Any]) -> Iterator[str]:
    yield from (f"{look}: {fault}" for fault in page.evaluate(AXE, rules))


def _too_wide(page: Page, look: str) -> Iterator[str]:
    width = page.evaluate(WIDTH)
    if width > SMALL_PHONE["width"]:
        yield f"{look}: {width} wide"
