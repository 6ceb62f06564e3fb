"""A change of a plan that both agreed to: the plan stands until the other says yes, and each page says so."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app.linkage.accompaniment.actions.plans import propose
from app.linkage.referral.rules.states import State
from tests.browser import Browser, Page
from tests.linkage.walks import MEET, NOON, Two, change_of

At = Callable[[str], datetime]
STANDS = "Your plan for Monday 28 December, 7:15pm stands until"

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _wednesday(two: Two, at: At) -> None:
    at("2026-12-23T12:00")


def test_before_anything_is_agreed_nothing_is_said_of_a_plan_that_stands(two: Two, browser: Browser) -> None:
    assert "stands until" not in browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/plan").text


def test_who_suggests_a_change_reads_that_the_plan_stands_and_the_other_says_yes(two: Two, browser: Browser) -> None:
    two.planned()
    browser.sign_in(two.nia)
    mine = f"/mine/{two.linkage.page}"
    form = browser.get(f"{mine}/plan")
    assert f"{STANDS} Cal says yes to the new one" in form.text
    dates = [each.get("value") for each in form.all("input", name="date")]
    given = {"listing": two.meeting.id, "date": dates[1], "where": "At the bus stop", "how": "bus", "before": "15"}

    page = browser.post(f"{mine}/plan", given, follow=True)
    assert page.heading == "You suggested a change"
    assert "Cal has not said yes to it. Until they do, your plan stands as it was" in page.text
    assert "Monday 28 December: meet at 7:15pm" in page.text and "Monday 4 January: meet at 7:15pm" in page.text
    assert "Take the suggestion back" in page.text and "Yes, change the plan to this" not in page.text

    browser.sign_in(two.cal)
    assert "Nia suggests a change of it" in browser.get("/today").text
    here = f"/walks/{two.walk.id}"
    page = browser.get(here)
    assert "Nia suggests instead" in page.text and "At the bus stop" in page.text
    two.session.rollback()
    word = {"word": change_of(two.plan)}
    page = browser.post(f"{here}/change", word, follow=True)
    assert "Monday 4 January: meet at 7:15pm" in page.text and "28 December: meet" not in page.text
    two.session.rollback()
    assert (two.linkage.state, two.plan.meet_at, two.plan.where) == (
        State.PLANNED, MEET + timedelta(days=7), "At the bus stop"
    )  # fmt: skip
    again = browser.post(f"{here}/change", word)
    assert again.status == 409 and "has changed meanwhile" in again.text


def test_who_reads_a_change_of_the_other_may_keep_the_plan_and_staff_see_both(two: Two, browser: Browser) -> None:
    two.planned()
    assert STANDS in browser.sign_in(two.cal).get(f"/walks/{two.walk.id}/plan").text
    propose(two.session, two.pair, two.proposal(where="At the bus stop"), two.as_cal, NOON)
    two.session.commit()
    word = {"word": change_of(two.plan)}

    page = browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/now")
    assert page.heading == "Cal suggests a change" and "Until you say yes, your plan stands as it was" in page.text
    assert "Report the new place to meet" in page.text
    page = browser.post(f"/mine/{two.linkage.page}/stay", word, follow=True)
    assert "suggests" not in page.text and "At the bus stop" not in page.text
    two.session.rollback()
    assert (two.linkage.state, two.plan.change, two.plan.meet_at) == (State.PLANNED, None, MEET)


def test_what_is_the_plan_already_is_no_change_of_it(two: Two, browser: Browser) -> None:
    two.planned()
    browser.sign_in(two.nia)
    date = browser.get(f"/mine/{two.linkage.page}/plan").all("input", name="date")[0].get("value")
    given = {
        "listing": two.meeting.id, "date": date,
        "where": "Outside the red door", "how": "apart", "before": "15", "journey": "",
    }  # fmt: skip
    page = browser.post(f"/mine/{two.linkage.page}/plan", given)
    assert page.status == 400 and "That is your plan already" in page.text
    two.session.rollback()
    assert two.plan.change is None


def mark(page: Page) -> str:
    """By which a page says what stood there when it was read."""
    return page.all("input", name="seen")[0].get("value", "")


def test_a_yes_counts_for_what_was_read_alone(two: Two, browser: Browser) -> None:
    propose(two.session, two.pair, two.proposal(), two.as_cal, NOON)
    two.session.commit()
    mine = f"/mine/{two.linkage.page}"
    seen = mark(browser.sign_in(two.nia).get(f"{mine}/now"))
    propose(two.session, two.pair, two.proposal(number=1, where="At the bus stop"), two.as_cal, NOON)
    two.session.commit()

    page = browser.post(f"{mine}/agree", {"word": "A blue hat", "seen": seen})
    assert page.status == 409 and "Something else was suggested meanwhile" in page.text
    assert "At the bus stop" in page.text
    two.session.rollback()
    assert (two.plan.is_agreed, two.linkage.state) == (False, State.CONTACTING)
    assert browser.post(f"{mine}/agree", {"word": "A blue hat", "seen": mark(page)}).status == 303
    two.session.rollback()
    assert (two.plan.is_agreed, two.plan.where) == (True, "At the bus stop")


def test_a_suggestion_takes_the_place_of_none_that_was_not_read(two: Two, browser: Browser) -> None:
    here = f"/walks/{two.walk.id}/plan"
    page = browser.sign_in(two.cal).get(here)
    date = page.all("input", name="date")[0].get("value")
    given = {"listing": two.meeting.id, "date": date, "where": "At the bus stop", "how": "bus", "before": "15"}
    given["seen"] = mark(page)
    assert given["seen"] == ""
    assert browser.post(here, given).status == 303

    again = browser.post(here, {**given, "where": "By the red door"})
    assert again.status == 400 and "Meanwhile it is this: Monday 28 December, 7:15pm, At the bus stop" in again.text
    assert again.one("input", name="where").get("value") == "By the red door"
    two.session.rollback()
    assert two.plan.where == "At the bus stop"
    assert browser.post(here, {**given, "where": "By the red door", "seen": mark(again)}).status == 303
    two.session.rollback()
    assert two.plan.where == "By the red door"
