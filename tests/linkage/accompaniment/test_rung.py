"""A champion who is not all right after a walk: who rings them, by when, and what they read until then."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import delete

from app.concerns.models import Shift
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.referral.actions.leaving import withdraw
from app.linkage.referral.actions.timers import run_due
from tests.browser import Browser
from tests.linkage.accompaniment.test_safety import END, MINUTE, staff, told_now
from tests.linkage.walks import MEET, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

OUT = "/organisations/calder-hub/out"


@pytest.fixture
def went(two: Two, at: Callable[[str], datetime]) -> Two:
    """They went together, and it is five past nine on a bank holiday."""
    two.planned()
    run_due(two.session, MEET)
    two.plan.champion_says = Outcome.ATTENDED
    two.session.commit()
    at("2026-12-28T21:05")
    return two


def test_a_champion_who_asks_to_be_rung_hears_from_whoever_is_on_duty_within_the_hour(
    went: Two, browser: Browser
) -> None:
    una, dee, _cora = staff(went)
    here = f"/walks/{went.walk.id}"

    browser.sign_in(went.cal).post(f"{here}/well", {"word": "no"})

    assert "Dee gets in touch with you by 10:05pm today." in browser.get(here).text
    assert [told_now(went, who) for who in (una, dee)] == [["walk_check"], ["walk_check"]]
    assert "A champion is not all right" in browser.sign_in(dee).get(OUT).text
    browser.post(f"{OUT}/{went.plan.id}")
    assert "gets in touch" not in browser.sign_in(went.cal).get(here).text


def test_with_nobody_on_duty_they_read_so_and_who_answers_now_and_are_rung_first_whatever_the_newcomer_does(
    went: Two, browser: Browser
) -> None:
    una, dee, _cora = staff(went)
    went.session.execute(delete(Shift))
    went.session.commit()
    here = f"/walks/{went.walk.id}"

    browser.sign_in(went.cal).post(f"{here}/well", {"word": "no"})

    page = browser.get(here).text
    assert "Nobody is on duty just now. Una gets in touch with you by 10am on Tuesday 29 December." in page
    assert "Samaritans" in page
    assert [told_now(went, who) for who in (una, dee)] == [["walk_check"], []]
    withdraw(went.session, went.as_nia, went.linkage, END + MINUTE)
    went.session.commit()
    assert "A champion asks for quiet help" in browser.sign_in(una).get(OUT).text
