"""A change of a plan that both agreed to: what ends with it is said before the press, and what stands after it."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app.linkage.accompaniment.actions.plans import propose
from tests.browser import Browser
from tests.linkage.walks import NOON, Two

At = Callable[[str], datetime]
ENDS = "Your plan for Monday 28 December, 7:15pm ends with this"

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _wednesday(two: Two, at: At) -> None:
    at("2026-12-23T12:00")


def test_before_anything_is_agreed_nothing_is_said_to_end(two: Two, browser: Browser) -> None:
    assert "ends with this" not in browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/plan").text


def test_who_suggests_a_change_reads_before_and_after_that_the_plan_does_not_stand(two: Two, browser: Browser) -> None:
    two.planned()
    browser.sign_in(two.nia)
    mine = f"/mine/{two.linkage.page}"

    form = browser.get(f"{mine}/plan")
    assert ENDS in form.text and "until Cal says yes to the new one, nothing is agreed" in form.text
    given = {
        "listing": two.meeting.id,
        "date": form.all("input", name="date")[0].get("value"),
        "where": "At the bus stop",
        "how": "bus",
    }
    page = browser.post(f"{mine}/plan", given, follow=True)

    assert page.heading == "You suggested a change"
    assert "Cal has not said yes to it. Until they do, nothing is agreed" in page.text
    assert ENDS not in browser.get(f"{mine}/plan").text


def test_who_reads_a_change_of_the_other_sees_that_nothing_is_agreed(two: Two, browser: Browser) -> None:
    two.planned()
    assert ENDS in browser.sign_in(two.cal).get(f"/walks/{two.walk.id}/plan").text
    propose(two.session, two.pair, two.proposal(where="At the bus stop"), two.as_cal, NOON)
    two.session.commit()

    page = browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/now")

    assert page.heading == "Cal suggests a change" and "Until you both said yes, nothing is agreed" in page.text
