"""Which meeting: the wished one first, what is close to it, or what is looked for; without a code to type."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from app.directory.actions.listings import describe, settle
from app.directory.models import Listing
from app.directory.rules.timetable import Kind
from tests.browser import Browser, Page, words
from tests.factories.directories import listing, venue, weekly
from tests.linkage.walks import NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def other(two: Two, at: Callable[[str], datetime]) -> Listing:
    """Another meeting, a mile away, on Tuesdays."""
    at("2026-12-23T12:00")
    chapel = venue(2, 53.73, -1.87, area=two.hall.area)
    made = listing(2, Kind.MEETING, [weekly(date(2026, 1, 6), time(19, 30))], venue=chapel)
    made.name = "Tuesday Lights"
    two.session.add(made)
    two.session.flush()
    describe(made, ["na"], [], ["en"])
    settle(two.session, [made], NOON)
    two.session.commit()
    return made


def offered(page: Page) -> list[str]:
    return [words(each) for each in page.all("label") if each.get("class") == "tick"]


def test_each_of_the_two_chooses_another_meeting_from_a_list(two: Two, other: Listing, browser: Browser) -> None:
    for who, here in ((two.cal, f"/walks/{two.walk.id}"), (two.nia, f"/mine/{two.linkage.page}")):
        browser.sign_in(who)
        assert f"{here}/plan?other=1" in browser.get(f"{here}/plan").source

        first, second = offered(browser.get(f"{here}/plan?other=1"))

        assert first.startswith("Monday Steps (wished for)Monday 28 December")
        assert second.startswith("Tuesday LightsTuesday 29 December")
        page = browser.get(f"{here}/plan?listing={other.id}")
        assert "Tuesday Lights" in page.text
        assert page.all("input", name="date")


def test_a_meeting_is_looked_for_by_its_name_or_by_a_place(two: Two, other: Listing, browser: Browser) -> None:
    browser.sign_in(two.cal)
    here = f"/walks/{two.walk.id}/plan?near="
    for typed, found in (("lights", ["Tuesday"]), ("Halifax", ["Monday", "Tuesday"]), ("qqqq", []), ("%", [])):
        page = browser.get(here + typed.replace("%", "%25"))
        assert sorted(each[: each.index("day") + 3] for each in offered(page)) == found, typed
        assert page.one("input", name="near").get("value") == typed
    other.kind = Kind.VOLUNTEERING
    two.session.commit()
    assert not offered(browser.get(f"{here}lights")), "a shift of volunteers is nothing to go to together"
    assert "We found nothing" in browser.get(f"{here}qqqq").text


def test_who_asked_for_help_with_choosing_has_a_list_to_look_in(two: Two, browser: Browser) -> None:
    two.linkage.listing_id = None
    two.session.commit()

    page = browser.sign_in(two.cal).get(f"/walks/{two.walk.id}/plan")

    assert page.heading == "Which meeting?"
    assert "code" not in page.text.lower()
