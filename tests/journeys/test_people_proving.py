"""Showing once more that it is you, after five minutes: whatever was typed goes on where it stood (SR-040)."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import carry, phone
from tests.journeys.people import Site
from tests.moving import Moving

pytestmark = pytest.mark.browser

NEW = "nia.at.home@mail.example"
REASON = "They did not come on Monday, and we agreed that I would ring."
PEOPLE = "/organisations/calder-valley-recovery-community"


def in_a_new_tab(page: Page) -> Page:
    """Follow the first of the two steps."""
    page.get_by_role("heading", name="First show that it is you").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Show that it is you, in a new tab").click()
    return opened.value


def prove_by_password(page: Page) -> None:
    """Type what the page says of an example person."""
    words = page.get_by_text("Example person:").inner_text().rstrip(".")
    password, code = words.partition("password ")[2].split(", code ")
    page.get_by_label("Password").fill(password)
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Your account").wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_sr_040_a_new_address_typed_before_is_still_there_after_proving_by_a_code(
    theirs: Site, chromium: Browser, clock: Moving, script: bool
) -> None:
    with phone(chromium, base_url=theirs.address, java_script_enabled=script) as page:
        carry(page, theirs.address, theirs.token("Nia"))
        page.goto("/account/contact")
        page.get_by_label("New e-mail or mobile number").fill(NEW)
        clock.move(minutes=6)
        page.get_by_role("button", name="Send a code there").click()

        tab = in_a_new_tab(page)
        tab.get_by_role("button", name="Send me a code").click()
        tab.get_by_label("Code", exact=True).fill(theirs.newest_code("nia@example.org"))
        tab.get_by_role("button", name="Go on").click()
        tab.get_by_role("heading", name="Your account").wait_for()

        page.get_by_role("button", name="Go on").click()
        page.get_by_text(f"We sent it to {NEW}").wait_for()


def test_sr_040_a_reason_typed_before_is_still_there_after_proving_by_password_and_app(
    theirs: Site, chromium: Browser, clock: Moving
) -> None:
    with phone(chromium, base_url=theirs.address) as page:
        carry(page, theirs.address, theirs.token("Cora"))
        page.goto(PEOPLE)
        page.get_by_role("link", name="See Nia’s page").click()
        page.get_by_role("link", name="Open Nia’s record in an emergency").click()
        page.get_by_role("radio").first.check()
        page.get_by_role("textbox").fill(REASON)
        clock.move(minutes=6)
        page.locator("main form button").click()

        prove_by_password(in_a_new_tab(page))
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url("**/record")
        page.goto(f"{PEOPLE}/glass")
        expect(page.get_by_text(REASON)).to_be_visible()


def test_sr_040_without_proving_going_on_leads_nowhere(theirs: Site, chromium: Browser, clock: Moving) -> None:
    with phone(chromium, base_url=theirs.address) as page:
        carry(page, theirs.address, theirs.token("Cora"))
        page.goto(PEOPLE)
        page.get_by_role("link", name="Change the role of Cal").click()
        page.get_by_role("link", name="Suspend").click()
        clock.move(minutes=6)
        page.get_by_role("button", name="Suspend Cal").click()
        page.get_by_role("button", name="Go on").click()

        page.get_by_role("heading", name="First show that it is you").wait_for()
        page.goto(PEOPLE)
        assert page.get_by_text("Suspended").count() == 0
