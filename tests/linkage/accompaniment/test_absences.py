"""Somebody was not there: the whole way of both kinds, and a champion who stands down and comes home."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.kernel.roles import Appointment, Role
from app.linkage.accompaniment.actions import going, plans, safety
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.models import Task
from app.linkage.referral.rules.states import State
from app.people.models import AppointmentHeld
from tests.conftest import LONDON
from tests.linkage.accompaniment.test_safety import happened
from tests.linkage.accompaniment.test_telling import Post
from tests.linkage.cast import person
from tests.linkage.walks import MEET, NEXT, NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(days=1), timedelta(days=7)


def due(two: Two) -> dict[str, datetime]:
    """The open tasks, and by when each is to be done."""
    mine = select(Task.kind, Task.due_at).where(Task.linkage_id == two.linkage.id, Task.done_at.is_(None))
    return {kind: at for kind, at in two.session.execute(mine)}


def test_who_waits_for_nobody_is_rung_at_once_hears_sorry_within_the_hour_and_goes_with_somebody_else_that_day(
    two: Two, app: Flask
) -> None:
    dee = person(two.session, "Dee", Role.COORDINATOR)
    dee.holdings[0].appointments = [AppointmentHeld(duty=Appointment.ON_DUTY, since=NOON)]
    two.planned()
    run_due(two.session, MEET - 30 * MINUTE)
    going.nobody_here(two.session, two.pair, two.as_nia, MEET + MINUTE)

    post = Post(app, two)
    assert post.turn(MEET + MINUTE) == [("cal", "walk_check"), ("dee", "walk_check"), ("dee", "walk_check")]
    assert [words for words in post.said("Dee") if "nobody is there. Please ring them" in words]
    assert [words for words in post.said("Dee") if "nobody is on duty" in words]
    assert due(two) == {"nobody_here": MEET + MINUTE, "apology": MEET + 61 * MINUTE}
    run_due(two.session, MEET + 15 * MINUTE)
    assert due(two)["rematch"] == MEET + 135 * MINUTE
    assert "champion_absent" in due(two)

    going.say_how(two.session, two.plan, Outcome.CHAMPION_ABSENT, two.as_nia, MEET + 20 * MINUTE)
    assert (two.linkage.state, two.plan.outcome) == (State.REPLANNING, Outcome.CHAMPION_ABSENT)
    assert {"apology", "rematch", "champion_absent"} <= set(due(two))


def test_who_does_not_come_is_offered_another_time_twice_and_rung_with_another_idea_after_three(
    two: Two, app: Flask
) -> None:
    """The third time in a row; one time together between would begin anew."""
    post = Post(app, two)
    for week in range(3):
        meet = MEET + week * WEEK
        plan = two.planned(meet - 3 * DAY)
        assert plan.meet_at == meet
        run_due(two.session, meet - 30 * MINUTE)
        going.here(two.session, two.pair, two.as_cal, meet)
        run_due(two.session, meet + 15 * MINUTE)
        assert happened(two)[-1] == "newcomer_not_seen"
        going.say_how(two.session, two.plan, Outcome.NEWCOMER_ABSENT, two.as_cal, meet + 16 * MINUTE)
        going.home(two.session, two.pair, two.as_cal, meet + 40 * MINUTE)
        evening = post.turn(meet + 41 * MINUTE)
        assert ("nia", "walk_news") in evening
        noon = datetime(meet.year, meet.month, meet.day, 12, 1, tzinfo=LONDON) + DAY
        before = happened(two).count("try_again")
        run_due(two.session, noon)
        assert happened(two).count("try_again") == before + 1
        assert ("other_idea" in two.tasks()) is (week == 2)
    assert "Shall we find another time?" in post.said("Nia")[-1]


def test_a_champion_who_stands_down_at_the_door_is_looked_out_for_until_they_are_home(two: Two) -> None:
    two.planned()
    run_due(two.session, MEET - 30 * MINUTE)
    going.here(two.session, two.pair, two.as_cal, MEET)
    going.say_how(two.session, two.plan, Outcome.NEWCOMER_ABSENT, two.as_cal, MEET + 16 * MINUTE)

    safety.ask_quietly(two.session, two.pair, two.as_cal, MEET + 17 * MINUTE)
    assert "ring_champion" in two.tasks()
    run_due(two.session, MEET + 76 * MINUTE)
    assert happened(two)[-1] == "home_due"
    run_due(two.session, MEET + 91 * MINUTE)
    assert "missed_check_in" in two.tasks()
    going.home(two.session, two.pair, two.as_cal, MEET + 92 * MINUTE)
    assert "missed_check_in" not in two.tasks()
    assert not {"home", "home_duty"} & set(two.timers())


def test_whoever_answered_in_the_evening_is_not_asked_again_the_next_day(two: Two) -> None:
    two.planned()
    run_due(two.session, MEET - 30 * MINUTE)
    going.here(two.session, two.pair, two.as_cal, MEET)
    going.say_how(two.session, two.plan, Outcome.NEWCOMER_ABSENT, two.as_cal, MEET + 16 * MINUTE)
    plans.propose(two.session, two.pair, two.proposal(now=NEXT), two.as_nia, NEXT)

    run_due(two.session, MEET + DAY)

    assert happened(two).count("try_again") == 1
