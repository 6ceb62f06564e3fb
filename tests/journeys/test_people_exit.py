"""Leaving in a hurry from pages of one's own: the session ends, the browser forgets, and Back shows nothing (SR-015 to
SR-018)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, carry
from tests.journeys.people import AWAY, Elsewhere, Site
from tools import pages

pytestmark = pytest.mark.browser

TWO = ("Cora", "Nia")
SMALL = {"width": 320, "height": 640}
STOP = "document.activeElement.textContent.trim()"
KEPT = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length,
    (await caches.keys()).length]"""
LEAVE_TRACES = "() => { localStorage.setItem('a', 'b'); sessionStorage.setItem('a', 'b'); caches.open('a') }"
STAY = "document.querySelector('.out').addEventListener('submit', event => event.preventDefault())"
BOX = "(({ width, height, right }) => [width, height, right])(document.activeElement.getBoundingClientRect())"


@contextmanager
def somebody(elsewhere: Elsewhere, site: Site, token: str, **options: Any) -> Iterator[Page]:
    """A phone on which somebody is signed in, with the weather for a neutral site."""
    usual: dict[str, Any] = {"base_url": site.address, "viewport": PHONE, "ignore_https_errors": True}
    context = elsewhere.chromium.new_context(**usual | options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    carry(page, site.address, token)
    yield page
    context.close()


def personal(app: Flask) -> list[pages.Personal]:
    """All pages of two people's own."""
    return [each for each in pages.personal(app) if each.name in TWO]


def leave_by_keys(page: Page) -> None:
    """Tab to the second stop, which is the way out, and press Enter there."""
    page.keyboard.press("Tab")
    assert page.evaluate(STOP) == "Skip to the page"
    page.keyboard.press("Tab")
    assert page.evaluate(STOP) == "Leave site"
    page.keyboard.press("Enter")
    page.wait_for_url(AWAY)


def back(page: Page) -> None:
    """Go back, also to a page that was kept whole and does not load again."""
    page.go_back(wait_until="commit")
    page.locator("main").wait_for()


def is_over(site: Site, path: str, token: str) -> bool:
    """Does the old cookie lead to signing in?"""
    answer = site.app.test_client(use_cookies=False).get(path, headers={"Cookie": f"alongside={token}"})
    return answer.status_code == 303 and answer.location.startswith("/sign-in")


def shown_again(page: Page, site: Site, title: str) -> list[str]:
    """The paths that pressing Back twice leads to; none of them is somebody's own page."""
    paths = []
    for _ in range(2):
        back(page)
        paths.append(page.url.removeprefix(site.address).partition("?")[0])
        assert page.title() != title
        assert page.get_by_role("link", name="Your account").count() == 0
    return paths


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_sr_015_016_018_from_every_page_of_ones_own_two_tabs_and_enter_end_it_all(
    theirs: Site, elsewhere: Elsewhere, script: bool
) -> None:
    shown = personal(theirs.app)
    assert {each.name for each in shown} == set(TWO)
    for each in shown if script else shown[::4]:
        token = pages.token_of(theirs.app, each.person_id)
        with somebody(elsewhere, theirs, token, java_script_enabled=script, viewport=SMALL) as page:
            page.goto("/help-now")
            opened = page.goto(each.path)
            assert opened and opened.ok and page.url.endswith(each.path), f"{each.name} {each.path}"
            title = page.title()
            leave_by_keys(page)

            assert page.context.cookies(theirs.address) == [], f"{each.name} {each.path}"
            assert is_over(theirs, "/today", token), f"{each.name} {each.path}"
            door = "/saved" if each.path == "/saved" else "/sign-in"
            assert shown_again(page, theirs, title) == ["/" if script else door, "/help-now"]


def test_sr_015_the_way_out_is_large_enough_and_in_sight_on_a_small_phone(theirs: Site, elsewhere: Elsewhere) -> None:
    with somebody(elsewhere, theirs, theirs.token("Cora"), viewport=SMALL) as page:
        page.goto("/today")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        width, height, right = page.evaluate(BOX)

    assert width >= 44 and height >= 44 and right <= 320


def test_sr_016_what_the_browser_kept_is_cleared_and_the_neutral_site_learns_nothing(
    theirs: Site, elsewhere: Elsewhere
) -> None:
    with somebody(elsewhere, theirs, theirs.token("Cora")) as page:
        page.goto("/today")
        page.evaluate(LEAVE_TRACES)
        with page.expect_response("**/exit") as left:
            leave_by_keys(page)
        assert "alongside=; Expires=Thu, 01 Jan 1970" in left.value.all_headers()["set-cookie"]
        page.goto("/privacy")

        assert page.evaluate(KEPT) == [0, 0, 0, 0]
    told = elsewhere.told[-1].lower()
    assert told.startswith("get /weather?\n")
    assert not any(word in told for word in ("referer:", "origin:", "cookie:", "localhost"))


@pytest.mark.parametrize("key", ["Shift", "Escape"])
def test_sr_017_three_presses_leave_and_end_the_session(theirs: Site, elsewhere: Elsewhere, key: str) -> None:
    token = theirs.token("Cora")
    with somebody(elsewhere, theirs, token) as page:
        page.goto("/account")
        for _ in range(3):
            page.keyboard.press(key)
        page.wait_for_url(AWAY)

    assert is_over(theirs, "/account", token)


def test_sr_017_three_presses_of_shift_leave_a_page_for_everybody_too(theirs: Site, elsewhere: Elsewhere) -> None:
    with somebody(elsewhere, theirs, "") as page:
        page.goto("/")
        page.goto("/help-now")
        for _ in range(3):
            page.keyboard.press("Shift")
        page.wait_for_url(AWAY)
        back(page)

        expect(page).to_have_url(f"{theirs.address}/")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("path", ["/help-now", "/no-such-page"])
def test_sr_016_leaving_from_a_page_for_everybody_ends_ones_session_too(
    theirs: Site, elsewhere: Elsewhere, path: str, script: bool
) -> None:
    token = theirs.token("Nia")
    with somebody(elsewhere, theirs, token, java_script_enabled=script) as page:
        page.goto("/account")
        page.goto(path)
        leave_by_keys(page)
        assert page.context.cookies(theirs.address) == []
        for _ in range(2):
            back(page)
            assert page.get_by_text("Where you are signed in").count() == 0

    assert is_over(theirs, "/account", token)


def test_sr_017_capitals_a_held_key_and_presses_with_clicks_between_stay(theirs: Site, elsewhere: Elsewhere) -> None:
    with somebody(elsewhere, theirs, theirs.token("Cora")) as page:
        page.goto("/account")
        page.get_by_label("Name to use").focus()
        for letter in "ABC":
            page.keyboard.press(f"Shift+{letter}")
        for _ in range(4):
            page.keyboard.down("Shift")
        page.keyboard.up("Shift")
        for _ in range(2):
            page.mouse.click(5, 5)
            page.keyboard.press("Shift")

        assert page.evaluate("document.body.hidden") is False
        assert page.get_by_label("Name to use").input_value().startswith("ABC")


def test_sr_017_the_page_is_covered_before_the_next_one_answers(theirs: Site, elsewhere: Elsewhere) -> None:
    with somebody(elsewhere, theirs, theirs.token("Cora")) as page:
        page.goto("/account")
        page.evaluate(STAY)
        page.get_by_role("button", name="Leave site").click()

        assert page.evaluate("[document.body.hidden, location.pathname]") == [True, "/"]
        assert page.title() == ""
        assert not page.get_by_text("Where you are signed in").is_visible()


def test_this_chromium_really_keeps_whole_pages_for_back(theirs: Site, elsewhere: Elsewhere) -> None:
    with somebody(elsewhere, theirs, "") as page:
        page.goto("/help-now")
        page.evaluate("addEventListener('pageshow', event => window.kept = event.persisted)")
        page.goto("/privacy")
        back(page)

        assert page.evaluate("window.kept") is True


def test_sr_018_back_shows_nothing_after_signing_out_either(theirs: Site, elsewhere: Elsewhere) -> None:
    for each in personal(theirs.app)[::3]:
        token = pages.token_of(theirs.app, each.person_id)
        with somebody(elsewhere, theirs, token) as page:
            page.goto("/help-now")
            page.goto(each.path)
            title = page.title()
            page.goto("/account")
            page.get_by_role("button", name="Sign out here").click()
            page.wait_for_url(f"{theirs.address}/")

            assert is_over(theirs, "/today", token)
            assert set(shown_again(page, theirs, title)) <= {"/sign-in", "/help-now", "/saved"}, (
                f"{each.name} {each.path}"
            )
