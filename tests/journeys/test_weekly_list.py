"""The weekly list by e-mail, from asking for it to stopping it, on a phone without an account."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from app.kernel.clock import hold
from app.web.request import SETTINGS
from tests.conftest import run_command
from tests.journeys.conftest import phone
from tests.journeys.people import Site
from tests.journeys.together import press
from tests.post.letters import posted

pytestmark = pytest.mark.browser

RIA = "ria@mail.example"


def newest(page: Page, site: Site) -> str:
    """The newest message, as it stands in the box of the site that is being tried out."""
    posted(site.app)
    page.goto("/dev/outbox")
    return page.locator("main article").first.inner_text()


def follow(page: Page, words: str, holding: str) -> None:
    """Open the link of a message that holds these words."""
    link = next(word for word in words.split() if holding in word)
    page.goto(urlsplit(link).path)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_from_asking_for_it_to_stopping_it(theirs: Site, chromium: Browser, script: bool) -> None:
    clock = theirs.app.extensions[SETTINGS].instance / "clock"
    with phone(chromium, base_url=theirs.address, java_script_enabled=script) as page:
        page.goto("/near/halifax")
        page.get_by_role("link", name="What’s on by e-mail, once a week").click()
        page.get_by_label("Your e-mail").fill("Ria")
        press(page, "Send me the link")
        expect(page.get_by_label("Your e-mail")).to_have_value("Ria")
        page.get_by_label("Your e-mail").fill(RIA)
        press(page, "Send me the link")
        page.get_by_role("heading", name="Look at your e-mail").wait_for()

        follow(page, newest(page, theirs), "/digest/yes/")
        press(page, "Yes, send it to me")
        page.get_by_role("heading", name="It is on its way").wait_for()

        hold(clock, datetime(2026, 12, 24, 9, tzinfo=UTC))
        assert run_command(theirs.app, "job", "digest").exit_code == 0
        words = newest(page, theirs)
        assert "Your weekly list" in words and "COMING UP IN THE NEXT 7 DAYS" in words
        assert "Clean Slate" in words
        follow(page, words, "/meetings/")
        assert page.locator("h1").inner_text() in words

        follow(page, words, "/digest/stop/")
        press(page, "Stop it")
        page.get_by_role("heading", name="Stopped", exact=True).wait_for()
        hold(clock, datetime(2026, 12, 31, 9, tzinfo=UTC))
        assert run_command(theirs.app, "job", "digest").exit_code == 0
        assert newest(page, theirs) == words
        clock.unlink()
