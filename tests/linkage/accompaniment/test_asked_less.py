"""The small questions after going together are left for now, for four weeks or for good; nothing is made up for."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.linkage.referral.actions.moving import move
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.models import Happening
from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.linkage.walks import NOON, Two

ASKED = ("asked_how", "asked_again")


def days_asked(two: Two, until: int) -> list[int]:
    """On which days since they went together they were asked, as the jobs of each day have it."""
    two.session.rollback()
    two.session.expire_all()
    for day in range(1, until + 1):
        run_due(two.session, NOON + timedelta(days=day))
    two.session.commit()
    asked = select(Happening.at).where(Happening.what.in_(ASKED)).order_by(Happening.number)
    found = [(at - NOON).days for at in two.session.scalars(asked)]
    two.session.rollback()
    return found


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_question_is_left_for_now_for_four_weeks_or_for_good_and_nothing_is_made_up_for(
    two: Two, browser: Browser, at: Callable[[str], datetime]
) -> None:
    for state in (State.PLANNED, State.GOING, State.ATTENDED, State.FOLLOWING):
        move(two.session, two.linkage, state, None, NOON)
    two.session.commit()
    before = days_asked(two, 3)
    here = f"/mine/{two.linkage.page}"
    at((NOON + timedelta(days=3, hours=1)).strftime("%Y-%m-%dT%H:%M"))
    browser.sign_in(two.nia)
    assert "How are you getting on?" in browser.get(f"{here}/now").text

    page = browser.post(f"{here}/later", follow=True)

    assert "How are you getting on?" not in page.text and browser.post(f"{here}/later").status == 409
    assert days_asked(two, 7) == [*before, 7], "not now leaves the next one as it was"
    at((NOON + timedelta(days=7, hours=1)).strftime("%Y-%m-%dT%H:%M"))
    browser.post(f"{here}/rest")
    assert days_asked(two, 34) == [*before, 7]
    assert days_asked(two, 42) == [*before, 7, 42]
    at((NOON + timedelta(days=42, hours=1)).strftime("%Y-%m-%dT%H:%M"))
    assert "as you wished" in browser.post(f"{here}/enough", follow=True).text
    assert days_asked(two, 62) == [*before, 7, 42]
    at((NOON + timedelta(days=62)).strftime("%Y-%m-%dT%H:%M"))
    browser.post(f"{here}/anew")
    assert days_asked(two, 64) == [*before, 7, 42, 63]
