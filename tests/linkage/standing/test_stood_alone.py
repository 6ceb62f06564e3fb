"""The newcomer at the door and afterwards: what is pressed too early or by mistake can be taken back, and whoever stood
there alone is told sorry by a person."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask

from app.linkage.accompaniment.actions import going, taking_back
from app.linkage.accompaniment.actions.duty_phone import ring_duty_phone
from app.linkage.accompaniment.actions.going import NotNow
from app.linkage.accompaniment.queries.seen import seen
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.linkage.accompaniment.test_telling import SITE, Post
from tests.linkage.cast import cora
from tests.linkage.standing.test_mine import state_of
from tests.linkage.walks import MEET, NEXT, Two

At = Callable[[str], datetime]
MINUTE = timedelta(minutes=1)
ENDS = NEXT + timedelta(hours=1, minutes=30)
MORNING = (NEXT + timedelta(days=1)).replace(hour=9, minute=12)
one_database = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def open_tasks(two: Two) -> list[str]:
    """As they are kept by now."""
    two.session.rollback()
    return two.tasks()


@one_database
def test_whoever_sees_them_after_all_takes_back_that_alone_and_all_who_were_told_hear_so(two: Two, app: Flask) -> None:
    cora(two.session)
    two.planned()
    run_due(two.session, MEET - 30 * MINUTE)
    going.nobody_here(two.session, two.pair, two.as_nia, MEET)
    post = Post(app, two)
    assert ring_duty_phone(two.session, SITE, MEET) == 1
    assert ("cal", "walk_check") in post.turn(MEET)

    taking_back.they_are_here(two.session, two.pair, two.as_nia, MEET + MINUTE)

    assert (two.linkage.state, two.tasks()) == (State.GOING, [])
    assert not seen(two.session, two.pair, two.nia.id, MEET + MINUTE).said_nobody
    assert ("cora", "walk_check") in post.turn(MEET + MINUTE)
    assert "They see you now. All is well." in post.said("Cal")
    assert "They have found one another. Nobody need look for them any more." in post.said("Cora")
    run_due(two.session, MEET + 15 * MINUTE)
    assert two.tasks() == [], "nobody asks after a champion whom the newcomer sees"
    with pytest.raises(NotNow):
        taking_back.they_are_here(two.session, two.pair, two.as_nia, MEET + 16 * MINUTE)
    going.nobody_here(two.session, two.pair, two.as_nia, MEET + 17 * MINUTE)
    assert two.tasks() == ["apology", "nobody_here"]
    assert ring_duty_phone(two.session, SITE, MEET + 17 * MINUTE) == 1, "it rings anew"


@one_database
def test_on_the_day_what_ends_the_walk_says_so_and_asks_and_beside_it_stands_the_way_back(
    two: Two, browser: Browser, at: At
) -> None:
    two.planned()
    here = f"/mine/{two.linkage.page}"
    at((MEET + MINUTE).isoformat())
    page = browser.sign_in(two.nia).get(f"{here}/now")
    assert page.links()["I am not coming today"] == f"{here}/off"
    browser.post(f"{here}/nobody")
    browser.sign_in(two.cal).post(f"/walks/{two.walk.id}/here")
    page = browser.sign_in(two.nia).get(f"{here}/now")
    assert "You are both there." in page.text and page.all("form", action=f"{here}/found")
    assert not page.all("form", action=f"{here}/off")

    asks = browser.click(page, "Not today after all")
    assert "Cal is told that they need not wait, and not why." in asks.text
    assert "cannot be brought back with a press" in asks.text and state_of(two) is State.GOING
    browser.post(f"{here}/found")
    page = browser.get(f"{here}/now")
    assert state_of(two) is State.GOING and not page.all("form", action=f"{here}/found")
    assert "Nobody is here" not in page.text

    browser.post(f"{here}/off")
    assert state_of(two) is State.REPLANNING


@one_database
def test_nobody_is_here_can_be_said_from_the_agreed_time_on_and_asks_first(two: Two, browser: Browser, at: At) -> None:
    two.planned()
    here = f"/mine/{two.linkage.page}"
    at((MEET - 5 * MINUTE).isoformat())
    assert "Nobody is here" not in browser.sign_in(two.nia).get(f"{here}/now").text
    assert "It is not time yet." in browser.get(f"{here}/nobody").text
    assert browser.post(f"{here}/nobody").status == 409 and open_tasks(two) == []
    at(MEET.isoformat())
    asks = browser.click(browser.get(f"{here}/now"), "Nobody is here")
    assert "Staff are told at once too" in asks.text and open_tasks(two) == []
    browser.post(f"{here}/nobody")
    assert "nobody_here" in open_tasks(two)


@pytest.mark.parametrize("champion_was_there", [False, True])
def test_who_stood_there_alone_hears_sorry_and_by_when_and_staff_at_once(
    two: Two, browser: Browser, at: At, champion_was_there: bool
) -> None:
    two.nia.phone = "+447700900123"
    staff = cora(two.session)
    two.planned()
    run_due(two.session, MEET)
    if champion_was_there:
        going.here(two.session, two.pair, two.as_cal, MEET)
    two.session.commit()
    at(MORNING.isoformat())
    here = f"/mine/{two.linkage.page}"
    browser.sign_in(two.nia).post(f"{here}/how", {"word": "champion_absent"})

    page = browser.get(f"{here}/now")
    assert page.heading == "We are sorry that nobody was there"
    assert "You said: Nobody was there to meet me." in page.text and "Somebody of Calder Hub rings you by" in page.text
    assert "can choose another date" not in page.text and "Three steps" not in page.text
    assert page.links()["Yes, with somebody else"] == f"{here}/another"
    assert "Another person, please?" in browser.click(page, "Yes, with somebody else").text
    wanted = "Somebody waited for nobody. Ring them within the hour and say sorry."
    assert wanted in browser.sign_in(staff).get("/requests/exceptions").text

    browser.sign_in(two.nia).post(f"{here}/unsay")
    page = browser.get(f"{here}/now")
    assert state_of(two) is State.GOING and two.tasks() == []
    assert two.plan.newcomer_says is None and two.plan.ended_at is None
    assert "We went together" in [each.text for each in page.all("button")]
    browser.post(f"{here}/how", {"word": "attended"})
    two.session.rollback()
    assert two.plan.newcomer_says is Outcome.ATTENDED


def test_it_is_taken_back_for_five_minutes_only_and_whoever_looks_out_for_the_champion_goes_on(two: Two) -> None:
    two.planned()
    run_due(two.session, MEET - 30 * MINUTE)
    going.say_how(two.session, two.plan, Outcome.CHAMPION_ABSENT, two.as_nia, MEET + 10 * MINUTE)
    assert two.linkage.state is State.REPLANNING
    watched = {"check_in", "home"} & set(two.timers())

    taking_back.unsay(two.session, two.pair, two.as_nia, MEET + 11 * MINUTE)

    assert (two.linkage.state, two.plan.outcome, two.plan.ending) == (State.GOING, None, "")
    assert {"arrival", "how_it_went", *watched} <= set(two.timers()) and two.tasks() == []
    going.say_how(two.session, two.plan, Outcome.CHAMPION_ABSENT, two.as_nia, MEET + 12 * MINUTE)
    with pytest.raises(NotNow):
        taking_back.unsay(two.session, two.pair, two.as_nia, MEET + 17 * MINUTE)
    assert {"apology", "champion_absent", "rematch"} <= set(two.tasks())


def test_a_word_of_the_champion_that_stood_before_counts_again(two: Two) -> None:
    two.planned()
    for who in (two.as_nia, two.as_cal):
        going.here(two.session, two.pair, who, MEET)
    going.say_how(two.session, two.plan, Outcome.ATTENDED, two.as_cal, ENDS)
    going.say_how(two.session, two.plan, Outcome.CHAMPION_ABSENT, two.as_nia, ENDS + MINUTE)
    assert {"apology", "words_differ"} <= set(two.tasks())

    taking_back.unsay(two.session, two.pair, two.as_nia, ENDS + 2 * MINUTE)

    assert (two.plan.outcome, two.linkage.state) == (Outcome.ATTENDED, State.FOLLOWING)
    assert not {"apology", "words_differ"} & set(two.tasks())
