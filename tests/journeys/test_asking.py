"""Somebody asks for company on a small phone without JavaScript; a keyworker asks for somebody who leaves today."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import MEETING, carry, phone
from tests.journeys.people import SIX_DIGITS, Site
from tests.post.letters import posted

pytestmark = pytest.mark.browser
NUMBER = "+447700900888"
NARROW = {"width": 390, "height": 844}


def test_a_newcomer_asks_alone_and_opens_their_page(theirs: Site, chromium: Browser) -> None:
    with phone(chromium, base_url=theirs.address, java_script_enabled=False, viewport=NARROW) as page:
        page.goto(MEETING)
        page.get_by_role("link", name="Ask someone to go with me").click()
        page.get_by_label("What would help on the day?").fill("Meet me outside, please")
        page.get_by_role("button", name="Next").click()
        page.get_by_label("A woman").check()
        page.get_by_role("button", name="Next").click()
        page.get_by_role("button", name="Next").click()
        page.get_by_role("link", name="Enter a name to use.").click()
        page.get_by_label("What may we call you?").fill("Robin")
        page.get_by_label("Your mobile number or e-mail").fill("07700 900 888")
        page.get_by_label("Yes").check()
        page.get_by_role("button", name="Next").click()
        page.get_by_role("heading", name="Is this right?").wait_for()
        assert page.get_by_text("Meet me outside, please").is_visible() and page.get_by_text("A woman").is_visible()
        page.get_by_label("You may keep what I told you").check()
        page.get_by_label("You may tell a champion").check()
        page.get_by_role("button", name="Send").click()
        page.get_by_role("heading", name="We have it").wait_for()
        assert page.get_by_text("A coordinator looks at it by").is_visible() and page.context.cookies() == []

        codes = [SIX_DIGITS.findall(each.words) for each in posted(theirs.app) if each.to == NUMBER]
        page.get_by_label("Code").fill(next(found[0] for found in codes if found))
        page.get_by_role("button", name="Open your page").click()
        assert page.url.startswith(f"{theirs.address}/mine/") and page.url.endswith("/now")
        page.goto("/today")
        assert page.get_by_role("link", name="See how far it is").is_visible()


def test_a_keyworker_asks_for_somebody_who_leaves_today_and_prints_their_words(theirs: Site, chromium: Browser) -> None:
    with phone(chromium, base_url=theirs.address, java_script_enabled=False, viewport=NARROW) as page:
        carry(page, theirs.address, theirs.token("Lin"))
        page.goto("/today")
        page.get_by_role("link", name="Ask for company for them").click()
        page.get_by_label("What may we call them?").fill("Ash")
        page.get_by_label("They leave hospital or treatment today").check()
        page.get_by_label("Which town or postcode").fill("Halifax")
        page.get_by_label("For which service").fill("Ward 7")
        for said in ("They say that they are 18 or over", "You may keep what I tell you", "You may tell a champion"):
            page.get_by_label(said).check()
        page.get_by_role("button", name="Send").click()

        page.get_by_role("heading", name="For you to keep").wait_for()
        address, words = page.locator(".paper strong").all_inner_texts()
        assert "It stands first" in page.inner_text("main") and len(words.split()) == 3
        page.context.clear_cookies()
        page.goto(address)
        page.get_by_label("Sign-in word").fill(words)
        page.get_by_role("button", name="Open the page").click()
        assert page.url.endswith("/now")


def test_going_back_after_sending_leads_to_an_empty_form(theirs: Site, chromium: Browser) -> None:
    with phone(chromium, base_url=theirs.address, viewport=NARROW) as page:
        page.goto(MEETING)
        page.get_by_role("link", name="Ask someone to go with me").click()
        for _step in range(2):
            page.get_by_role("button", name="Next").click()
        page.get_by_label("What may we call you?").fill("Robin")
        page.get_by_label("Your mobile number or e-mail").fill("07700 900 889")
        page.get_by_label("Yes").check()
        page.get_by_role("button", name="Next").click()
        for said in ("You may keep what I told you", "You may tell a champion"):
            page.get_by_label(said).check()
        page.get_by_role("button", name="Send", exact=True).click()
        page.get_by_role("heading", name="We have it").wait_for()

        page.go_back()

        page.get_by_role("heading", name="Ask someone to go with me").wait_for()
        assert "Robin" not in page.content()
