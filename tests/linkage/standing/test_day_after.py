"""The page of a day that is over, while nobody has said yet how it went: it speaks of that day as gone."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app.linkage.accompaniment.actions.going import here, set_out
from tests.browser import Browser
from tests.linkage.walks import MEET, Two

At = Callable[[str], datetime]
ON_DUTY = "Nobody is on duty at that time"

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _on_the_way(two: Two) -> None:
    plan = two.planned()
    set_out(two.session, plan, None, MEET - timedelta(minutes=30))
    two.session.commit()


@pytest.mark.parametrize(
    ("moment", "heading"),
    [("2026-12-29T10:00", "Yesterday, with Cal"), ("2026-12-30T10:00", "Monday 28 December, with Cal")],
)
def test_the_next_day_is_not_called_today_and_no_duty_of_hours_gone_is_told(
    two: Two, browser: Browser, at: At, moment: str, heading: str
) -> None:
    at(moment)
    browser.sign_in(two.nia)

    page = browser.get(f"/mine/{two.linkage.page}/now")

    assert page.heading == heading and "How was it?" in page.text
    assert not [each.text for each in page.all("h2") if each.text == "Today"]
    assert ON_DUTY not in page.text and "I am here" not in page.text
    walk = browser.sign_in(two.cal).get(f"/walks/{two.walk.id}")
    assert not [each.text for each in walk.all("h2") if each.text == "Today"] and ON_DUTY not in walk.text


def test_on_the_evening_itself_it_is_today_and_the_time_to_meet_is_told_until_it_has_come(
    two: Two, browser: Browser, at: At
) -> None:
    at("2026-12-28T19:05")
    browser.sign_in(two.nia)
    here(two.session, two.pair, two.as_nia, MEET - timedelta(minutes=10))
    two.session.commit()

    page = browser.get(f"/mine/{two.linkage.page}/now")
    assert page.heading == "Today, with Cal" and ON_DUTY in page.text and "You meet at 7:15pm." in page.text

    at("2026-12-28T19:20")
    page = browser.get(f"/mine/{two.linkage.page}/now")
    assert "Cal has been told that you are there." in page.text and "You meet at" not in page.text
