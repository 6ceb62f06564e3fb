"""With nothing but a keyboard: find, choose, read, keep. The focus is always in sight."""

from datetime import datetime
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from playwright.sync_api import Browser, Page

from tests.conftest import LONDON
from tests.journeys.conftest import phone

pytestmark = pytest.mark.browser

MOST_STOPS = 60
IN_SIGHT = """async () => {
    await new Promise(requestAnimationFrame)
    const at = document.activeElement
    const ring = at.matches('.what h3 a') ? getComputedStyle(at, '::after') : getComputedStyle(at)
    const seen = [...at.getClientRects()].some(box => {
        const x = box.x + box.width / 2, y = box.y + box.height / 2
        const top = document.elementFromPoint(x, y)
        return top && (at.contains(top) || top.contains(at))
    })
    return [seen, ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2]
}"""


def walk_to(page: Page, words: str) -> None:
    """Press Tab until the focus is on what has these words; at each stop it is in sight and has a ring."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        name = page.evaluate("(at => at.labels?.[0]?.textContent || at.textContent)(document.activeElement)").strip()
        assert page.evaluate(IN_SIGHT) == [True, True], f"{page.url}: {name}"
        if name == words:
            return
    pytest.fail(f"{words} cannot be reached on {page.url}.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_meeting_is_found_read_and_kept_without_touching_the_screen(
    live: str, chromium: Browser, tmp_path: Path, scheme: str
) -> None:
    with phone(chromium, color_scheme=scheme, reduced_motion="reduce") as page:
        page.goto(live)
        walk_to(page, "Where are you?")
        page.keyboard.type("Halifax")
        page.keyboard.press("Enter")
        page.wait_for_url("**/near/halifax")
        walk_to(page, "Clean Slate Halifax")
        page.keyboard.press("Enter")
        page.wait_for_url("**/meetings/clean-slate-halifax")
        walk_to(page, "Add to my calendar")
        with page.expect_download() as kept:
            page.keyboard.press("Enter")
        kept.value.save_as(tmp_path / "kept.ics")

    calendar = icalendar.Calendar.from_ical((tmp_path / "kept.ics").read_bytes())
    tonight = recurring_ical_events.of(calendar).at((2026, 12, 21))
    assert [event.start for event in tonight] == [datetime(2026, 12, 21, 19, 30, tzinfo=LONDON)]
    assert "Clean Slate Halifax" in tonight[0]["summary"]


def test_every_stop_on_a_long_page_is_in_sight_also_backwards(live: str, chromium: Browser) -> None:
    with phone(chromium, reduced_motion="reduce") as page:
        page.goto(f"{live}/near/halifax?when=week&miles=25")
        walk_to(page, "Show more")
        for _ in range(MOST_STOPS // 2):
            page.keyboard.press("Shift+Tab")
            assert page.evaluate(IN_SIGHT) == [True, True], page.evaluate("document.activeElement.textContent")


def test_the_first_stop_skips_to_the_page_and_the_second_leaves(live: str, chromium: Browser) -> None:
    with phone(chromium) as page:
        page.goto(live)
        page.keyboard.press("Tab")
        skip = page.evaluate("document.activeElement.getAttribute('href')")
        page.keyboard.press("Tab")
        leave = page.evaluate("document.activeElement.textContent")

    assert (skip, leave) == ("#main", "Leave site")
