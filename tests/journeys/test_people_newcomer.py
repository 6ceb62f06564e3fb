"""A newcomer comes in by a code, by a link, with a sign-in word, on a phone of their own; with JavaScript off too."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import phone
from tests.journeys.people import Site

pytestmark = pytest.mark.browser

NIA = "nia@example.org"
NUMBER = "+447700900123"
WORD = "teal otter"
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


def ask_for_code(page: Page, contact: str) -> None:
    """Ask for a code on the sign-in page."""
    page.goto("/sign-in?next=/account")
    page.get_by_label("Your e-mail or mobile number").fill(contact)
    page.get_by_role("button", name="Send me a code", exact=True).click()
    page.get_by_role("heading", name="Enter the code").wait_for()


def type_code(page: Page, code: str, word: str = "") -> None:
    """Type the code, and the word if there is one."""
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_label("Sign-in word").fill(word)
    page.get_by_role("button", name="Sign in", exact=True).click()


@SCRIPT
def test_a_newcomer_comes_in_by_the_code_of_a_text_message(theirs: Site, chromium: Browser, script: bool) -> None:
    with phone(chromium, base_url=theirs.address, java_script_enabled=script) as page:
        ask_for_code(page, "07700 900 123")
        type_code(page, theirs.newest_code(NUMBER))

        expect(page).to_have_url(f"{theirs.address}/account")
        expect(page.get_by_label("Name to use")).to_have_value("Noor")
        (cookie,) = page.context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == (True, "Lax", -1)


@SCRIPT
def test_a_newcomer_comes_in_by_the_link_of_an_e_mail_once(theirs: Site, chromium: Browser, script: bool) -> None:
    with phone(chromium, base_url=theirs.address, java_script_enabled=script) as page:
        ask_for_code(page, NIA)
        link = theirs.newest_link(NIA)
        page.goto(link)
        page.goto(link)
        assert page.context.cookies() == []
        page.get_by_role("button", name="Yes, sign in here").click()
        page.get_by_role("heading", name="Hello, Nia").wait_for()

        page.goto(link)
        page.get_by_role("button", name="Yes, sign in here").click()
        assert page.get_by_text("This link does not work any more").first.is_visible()


def test_a_phone_of_ones_own_is_remembered_for_thirty_days(theirs: Site, chromium: Browser) -> None:
    with phone(chromium, base_url=theirs.address) as page:
        ask_for_code(page, NIA)
        page.get_by_label("my own phone").check()
        type_code(page, theirs.newest_code(NIA))
        page.get_by_role("heading", name="Your account").wait_for()
        (cookie,) = page.context.cookies()
        days = (cookie["expires"] - page.evaluate("Date.now() / 1000")) / 86_400

    assert 29.9 < days < 30.1


def test_sr_033_with_a_sign_in_word_neither_code_nor_link_is_enough(theirs: Site, chromium: Browser) -> None:
    with phone(chromium, base_url=theirs.address, java_script_enabled=False) as page:
        ask_for_code(page, "07700 900 123")
        type_code(page, theirs.newest_code(NUMBER))
        page.get_by_role("link", name="Change how you sign in").click()
        page.get_by_label("Sign-in word").fill(WORD)
        page.get_by_role("button", name="Save the word").click()
        page.get_by_role("status").get_by_text("Changed.").wait_for()
        page.goto("/account")
        page.get_by_role("button", name="Sign out here").click()

        ask_for_code(page, "07700 900 123")
        type_code(page, theirs.newest_code(NUMBER))
        assert page.get_by_text("That code does not work").first.is_visible()
        page.goto(theirs.newest_link(NUMBER))
        page.get_by_role("button", name="Yes, sign in here").click()
        expect(page.get_by_text("or the word is another").first).to_be_visible()
        assert not page.context.cookies()
        ask_for_code(page, "07700 900 123")
        type_code(page, theirs.newest_code(NUMBER), WORD)
        expect(page).to_have_url(f"{theirs.address}/account")
