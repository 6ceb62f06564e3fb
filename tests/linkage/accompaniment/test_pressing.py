"""What a champion reads after a press on the day; and one question before today's plan ends for both."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.linkage.walks import MEET, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def here(two: Two) -> str:
    two.planned()
    return f"/walks/{two.walk.id}"


def on_the_way(two: Two) -> None:
    run_due(two.session, MEET - timedelta(minutes=30))
    two.session.commit()


def test_still_coming_and_home_are_answered_and_the_other_reads_it(
    two: Two, browser: Browser, at: Callable[[str], datetime], here: str
) -> None:
    at("2026-12-28T10:00")
    browser.sign_in(two.cal).post(f"{here}/still")
    assert "You said that you are still coming. Nia reads it here." in browser.get(here).text
    assert "Cal is still coming." in browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/now").text

    on_the_way(two)
    at("2026-12-28T19:05")
    today = browser.sign_in(two.cal).get(here).text
    assert today.index("I am running about 10 minutes late.") < today.index("We leave it for another day")
    browser.post(f"{here}/here")
    at("2026-12-28T21:10")
    browser.post(f"{here}/how", {"word": "attended"})
    browser.post(f"{here}/home")
    assert "you are not asked again. A colleague may still be in touch" in browser.get(here).text
    at("2026-12-29T12:00")
    assert "you are not asked again" not in browser.get(here).text


def test_a_word_that_ends_today_s_plan_is_asked_about_once_and_other_words_are_not(
    two: Two, browser: Browser, at: Callable[[str], datetime], here: str
) -> None:
    on_the_way(two)
    at("2026-12-28T19:40")
    asked = browser.sign_in(two.cal).post(f"{here}/how", {"word": "newcomer_absent"})
    assert asked.status == 200 and "I waited, and went in or home without them" in asked.text
    assert asked.one("input", name="sure").get("value") == "1"
    two.session.rollback()
    assert two.plan.ended_at is None and two.pair.linkage.state is State.GOING
    two.session.rollback()

    browser.post(f"{here}/how", {"word": "newcomer_absent", "sure": "1"})
    two.session.rollback()
    assert two.plan.outcome is Outcome.NEWCOMER_ABSENT
