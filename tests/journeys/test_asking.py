"""Asking for company leaves nothing behind that somebody else could read by going back."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import MEETING, phone
from tests.journeys.people import Site
from tests.journeys.together import press

pytestmark = pytest.mark.browser
NARROW = {"width": 390, "height": 844}


def test_going_back_after_sending_leads_to_an_empty_form(theirs: Site, chromium: Browser) -> None:
    with phone(chromium, base_url=theirs.address, viewport=NARROW) as page:
        page.goto(MEETING)
        page.get_by_role("link", name="Ask someone to go with me").click()
        for _step in range(2):
            press(page, "Next")
        page.get_by_label("What may we call you?").fill("Robin")
        page.get_by_label("Your mobile number or e-mail").fill("07700 900 889")
        page.get_by_label("Yes").check()
        press(page, "Next")
        for said in ("You may keep what I told you", "You may tell a champion"):
            page.get_by_label(said).check()
        press(page, "Send")
        page.get_by_role("heading", name="We have it").wait_for()

        page.go_back()

        page.get_by_role("heading", name="Ask someone to go with me").wait_for()
        assert "Robin" not in page.content()


def test_back_and_forward_of_the_phone_lead_from_step_to_step_and_lose_nothing(theirs: Site, chromium: Browser) -> None:
    with phone(chromium, base_url=theirs.address, viewport=NARROW) as page:
        page.goto(MEETING)
        page.get_by_role("link", name="Ask someone to go with me").click()
        page.get_by_label("What would help").fill("I am shy")
        press(page, "Next")
        page.get_by_text("Step 2 of 4").wait_for()
        assert page.evaluate("document.activeElement.tagName") == "H1"
        page.get_by_label("A woman").first.check()
        press(page, "Next")
        page.get_by_label("What may we call you?").fill("Robin")
        press(page, "Next")
        page.get_by_text("Something needs another look").wait_for()

        page.go_back()
        page.get_by_text("Step 2 of 4").wait_for()
        expect(page.get_by_label("A woman").first).to_be_checked()
        page.go_back()
        page.get_by_text("Step 1 of 4").wait_for()
        expect(page.get_by_label("What would help")).to_have_value("I am shy")
        page.go_forward()
        page.get_by_text("Step 2 of 4").wait_for()
        page.go_forward()
        page.get_by_text("Step 3 of 4").wait_for()
        expect(page.get_by_label("What may we call you?")).to_have_value("Robin")

        page.get_by_label("Your mobile number or e-mail").fill("07700 900 889")
        page.get_by_label("Yes").check()
        press(page, "Next")
        page.get_by_text("I am shy").wait_for()
        press(page, "Change the meeting")
        page.get_by_text("Step 1 of 4").wait_for()
        page.go_back()
        page.get_by_role("heading", name="Is this right?").wait_for()
