"""A coordinator on a small phone with a keyboard alone: still right, one date cancelled, undone; everybody sees each at
once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import carry, phone
from tests.journeys.people import Site, tab_to

pytestmark = pytest.mark.browser

NAME, PUBLIC = "Clean Slate Halifax", "/meetings/clean-slate-halifax"
MONDAY = "Monday 28 December, 7:30pm to 9pm"
NOTE = "The hall is shut."


@pytest.fixture
def mine(theirs: Site, chromium: Browser) -> Iterator[Page]:
    """The small phone of Cora, who coordinates."""
    with phone(chromium, base_url=theirs.address, viewport={"width": 320, "height": 640}) as page:
        carry(page, theirs.address, theirs.token("Cora"))
        yield page


def enter(page: Page, words: str) -> None:
    """Go on through the page to what is called so, and press Enter there."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def everybody_sees(page: Page, site: Site) -> str:
    """What a stranger reads now, and whoever looks from the page of care, who has looked before, no less."""
    assert page.context.browser
    with phone(page.context.browser, base_url=site.address) as other:
        other.goto(PUBLIC)
        fresh = other.locator("main").inner_text()
    enter(page, "See the page that people see")
    assert page.locator("main").inner_text() == fresh
    page.go_back()
    return fresh


def test_a_listing_is_confirmed_and_a_date_cancelled_and_undone_by_keys_alone(theirs: Site, mine: Page) -> None:
    mine.goto("/today")
    enter(mine, "22 listings to confirm")
    tab_to(mine, "Search by name")
    mine.keyboard.type(NAME)
    with mine.expect_navigation():
        mine.keyboard.press("Enter")
    enter(mine, NAME)
    assert "Checked 2 months ago" in everybody_sees(mine, theirs)

    enter(mine, "Yes, all of it is right today")
    assert "Checked today" in everybody_sees(mine, theirs)

    enter(mine, f"Cancel this date {MONDAY}")
    tab_to(mine, mine.locator("label").first.inner_text())
    mine.keyboard.type(NOTE)
    enter(mine, "Cancel this date")
    assert f"{MONDAY} Cancelled" in (seen := everybody_sees(mine, theirs)) and NOTE in seen

    enter(mine, "Undo this")
    seen = everybody_sees(mine, theirs)
    assert MONDAY in seen and NOTE not in seen and "Cancelled" not in seen
    assert "Checked today" in seen
