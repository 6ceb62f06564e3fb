"""What is said of an outing says nothing of the way home, and home after quiet help reads as it always does."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app.linkage.accompaniment.actions import going
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.linkage.accompaniment.test_safety import (
    END,
    HOME,
    MINUTE,
    both_there,
    on_the_day,
    post,
    staff,
    turn_of_minute,
)
from tests.linkage.accompaniment.test_telling import Post
from tests.linkage.walks import MEET, NOON, Two

__all__ = ["on_the_day", "post"]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    "said", [(says, pressed) for says in (Outcome.ATTENDED, Outcome.NEWCOMER_ABSENT) for pressed in (True, False)]
)
def test_to_say_how_it_went_says_nothing_of_the_way_home(
    two: Two, post: Post, browser: Browser, at: Callable[[str], datetime], said: tuple[Outcome, bool]
) -> None:
    (_una, dee, _cora), (says, was_pressed) = staff(two), said
    two.planned()
    run_due(two.session, MEET - 30 * MINUTE)
    if was_pressed:
        for who in (two.as_nia, two.as_cal):
            going.here(two.session, two.pair, who, MEET)
    going.say_how(two.session, two.plan, says, two.as_cal, END + 10 * MINUTE)
    two.session.commit()

    at("2026-12-28T21:15")
    page = browser.sign_in(two.cal).get(f"/walks/{two.walk.id}").text
    assert "well" in page and "Buses and ways home" in page
    out = browser.sign_in(dee).get("/organisations/calder-hub/out").text
    assert "Home again" not in out and "Nobody is out just now." not in out
    two.session.rollback()

    for moment, wanted in (
        (END + 15 * MINUTE, ("cal", "walk_check")), (HOME, ("cal", "walk_check")),
        (HOME + 15 * MINUTE, ("una", "walk_check")),
    ):  # fmt: skip
        assert wanted in turn_of_minute(two, post, moment), moment

    going.home(two.session, two.pair, two.as_cal, HOME + 20 * MINUTE)
    assert two.tasks() == [] or "missed_check_in" not in two.tasks()
    assert turn_of_minute(two, post, HOME + 40 * MINUTE) == []


def test_nobody_says_how_it_was_days_before(two: Two) -> None:
    staff(two)
    two.planned()
    for who, says in ((two.as_cal, Outcome.NEWCOMER_ABSENT), (two.as_nia, Outcome.CHAMPION_ABSENT)):
        with pytest.raises(going.NotNow, match="a little early"):
            going.say_how(two.session, two.plan, says, who, NOON)
    assert (two.linkage.state, two.tasks()) == (State.PLANNED, [])


def test_who_says_on_a_later_day_how_it_went_has_come_home(two: Two) -> None:
    staff(two)
    both_there(two)
    for moment in (END + 15 * MINUTE, HOME, HOME + 20 * MINUTE):
        run_due(two.session, moment)
    assert two.tasks() == ["missed_check_in"]

    going.say_how(two.session, two.plan, Outcome.ATTENDED, two.as_cal, END + timedelta(hours=12))

    assert two.tasks() == []


def test_home_after_quiet_help_reads_the_same_as_ever_and_whoever_watches_reads_that_they_said_so(
    on_the_day: Two, browser: Browser, at: Callable[[str], datetime]
) -> None:
    two, (_una, dee, _cora) = on_the_day, staff(on_the_day)
    going.here(two.session, two.pair, two.as_cal, MEET)
    two.session.commit()
    here = f"/walks/{two.walk.id}"
    browser.sign_in(two.cal).post(f"{here}/way-home")
    at("2026-12-28T20:50")
    browser.post(f"{here}/home")

    page = browser.get(here).text

    assert "you are not asked again. A colleague may still be in touch." in page
    assert "nobody looks out" not in page
    out = browser.sign_in(dee).get("/organisations/calder-hub/out").text
    assert "as a friend would" in out
    assert "Cal said that they are home, or on their way and well: Monday 28 December, 8:50pm." in out
