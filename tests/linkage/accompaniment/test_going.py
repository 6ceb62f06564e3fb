"""The day itself: who watches, what is due, what became of it, and what comes after."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.linkage.accompaniment.actions import going, lines
from app.linkage.accompaniment.actions.going import NotNow
from app.linkage.accompaniment.queries.seen import seen
from app.linkage.accompaniment.rules.asking import DAYS
from app.linkage.accompaniment.rules.words import Outcome, Saying
from app.linkage.referral.actions.moving import move
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.models import Happening
from app.linkage.referral.queries.linkages import in_nobodys_hands
from app.linkage.referral.rules.states import State
from app.people.models import Person
from tests.linkage.walks import MEET, NEXT, NOON, Two

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
END = NEXT + timedelta(minutes=90)
READY = MEET - 30 * MINUTE


def test_half_an_hour_before_the_day_begins_and_somebody_watches(two: Two) -> None:
    two.planned()
    with pytest.raises(NotNow, match="a little early"):
        going.here(two.session, two.pair, two.as_nia, READY - MINUTE)

    run_due(two.session, READY)

    assert (two.linkage.state, two.timers()) == (State.GOING, ["arrival", "check_in", "home", "how_it_went"])


def test_an_hour_before_somebody_is_asked_after_only_if_they_have_not_said_that_it_still_stands(two: Two) -> None:
    two.planned()
    run_due(two.session, MEET - HOUR)
    assert two.tasks() == ["unconfirmed"]


def test_who_agreed_on_the_day_itself_need_not_say_so_again(two: Two) -> None:
    two.planned(MEET - 5 * HOUR)
    run_due(two.session, MEET - HOUR)
    assert two.tasks() == []


def test_nobody_there_is_a_task_at_once_and_a_sorry_within_the_hour(two: Two) -> None:
    two.planned()
    going.nobody_here(two.session, two.pair, two.as_nia, MEET)
    assert two.tasks() == ["apology", "nobody_here"]

    run_due(two.session, MEET + 15 * MINUTE)
    assert two.tasks() == ["apology", "champion_absent", "champion_not_seen", "nobody_here", "rematch"]

    going.here(two.session, two.pair, two.as_cal, MEET + 16 * MINUTE)
    assert two.tasks() == ["apology"]


def test_a_newcomer_who_is_not_there_is_nobody_s_task(two: Two) -> None:
    two.planned()
    going.here(two.session, two.pair, two.as_cal, MEET)
    run_due(two.session, MEET + 15 * MINUTE)
    assert two.tasks() == []

    going.say_how(two.session, two.plan, Outcome.NEWCOMER_ABSENT, two.as_cal, MEET + 16 * MINUTE)
    assert (two.linkage.state, two.plan.outcome) == (State.REPLANNING, Outcome.NEWCOMER_ABSENT)
    assert two.tasks() == []


def test_a_missed_check_in_is_asked_after_and_then_somebody_looks(two: Two) -> None:
    two.planned()
    for _tick in range(3):
        run_due(two.session, END + 15 * MINUTE)
    assert [each.what for each in two.linkage.happenings if each.what == "check_in_due"] == ["check_in_due"]

    run_due(two.session, END + HOUR)
    run_due(two.session, END + HOUR + 15 * MINUTE)
    assert "missed_check_in" in two.tasks()
    going.home(two.session, two.pair, two.as_cal, END + HOUR)
    assert "missed_check_in" not in two.tasks()


def test_who_has_checked_in_is_left_in_peace(two: Two) -> None:
    two.planned()
    run_due(two.session, READY)
    going.here(two.session, two.pair, two.as_cal, MEET)
    going.here(two.session, two.pair, two.as_nia, MEET)
    for moment in (MEET + 15 * MINUTE, END):
        run_due(two.session, moment)
    going.say_how(two.session, two.plan, Outcome.ATTENDED, two.as_cal, END)
    going.home(two.session, two.pair, two.as_cal, END)
    for moment in (END + 15 * MINUTE, END + HOUR):
        run_due(two.session, moment)

    assert two.tasks() == []
    assert (two.linkage.state, two.plan.outcome) == (State.FOLLOWING, Outcome.ATTENDED)
    assert two.timers() == ["ask_again", "next_day"]


def test_where_their_words_differ_it_stays_open_until_somebody_has_asked(two: Two) -> None:
    two.planned()
    for who in (two.as_nia, two.as_cal):
        going.here(two.session, two.pair, who, MEET)
    going.say_how(two.session, two.plan, Outcome.CHAMPION_ABSENT, two.as_nia, END)
    assert two.linkage.state is State.GOING
    going.say_how(two.session, two.plan, Outcome.ATTENDED, two.as_cal, END)

    assert (two.linkage.state, two.plan.outcome, two.tasks()) == (State.GOING, None, ["apology", "words_differ"])
    going.decide(two.session, two.plan, Outcome.ATTENDED, two.as_cal, END + DAY)
    assert (two.linkage.state, two.tasks()) == (State.FOLLOWING, [])


def test_a_word_that_comes_later_and_differs_is_asked_about_too(two: Two) -> None:
    two.planned()
    going.here(two.session, two.pair, two.as_cal, MEET)
    going.say_how(two.session, two.plan, Outcome.NEWCOMER_ABSENT, two.as_cal, END)
    assert two.linkage.state is State.REPLANNING

    going.say_how(two.session, two.plan, Outcome.ATTENDED, two.as_nia, END + DAY)

    assert (two.plan.outcome, two.tasks()) == (None, ["words_differ"])


def test_one_word_counts_the_next_day_and_without_any_a_person_asks(two: Two) -> None:
    two.planned()
    run_due(two.session, READY)
    going.say_how(two.session, two.plan, Outcome.ATTENDED, two.as_cal, END)
    assert two.linkage.state is State.GOING
    run_due(two.session, READY + 20 * HOUR)
    assert (two.linkage.state, two.plan.outcome) == (State.FOLLOWING, Outcome.ATTENDED)


def test_without_any_word_a_person_asks(two: Two) -> None:
    two.planned()
    run_due(two.session, READY)
    run_due(two.session, READY + 20 * HOUR)
    assert two.linkage.state is State.GOING
    assert "how_it_went" in two.tasks()


def test_changing_one_s_mind_at_the_door_is_fine(two: Two) -> None:
    two.planned()
    going.here(two.session, two.pair, two.as_nia, MEET)

    going.changed_mind(two.session, two.pair, two.as_nia, MEET)

    assert (two.linkage.state, two.plan.ending, two.plan.outcome) == (
        State.REPLANNING, "stood_down", Outcome.STOOD_DOWN
    )  # fmt: skip
    assert two.tasks() == []


def test_a_champion_who_is_not_all_right_is_rung_by_who_looks_after_them(two: Two) -> None:
    two.planned()
    going.well(two.session, two.linkage, two.as_cal, NOON, is_well=True)
    assert two.tasks() == []
    going.well(two.session, two.linkage, two.as_cal, NOON, is_well=False)
    assert two.tasks() == ["champion_care"]


def test_somebody_asks_up_to_week_twelve_and_a_person_looks_after_three_without_an_answer(two: Two) -> None:
    two.planned()
    for who in (two.as_nia, two.as_cal):
        going.here(two.session, two.pair, who, MEET)
    going.home(two.session, two.pair, two.as_cal, END)
    going.say_how(two.session, two.plan, Outcome.ATTENDED, two.as_nia, END)
    assert two.linkage.state is State.FOLLOWING

    asked = []
    for day in range(1, 90):
        moment = END + day * DAY
        if two.linkage.state is State.FOLLOWING and run_due(two.session, moment):
            asked.append(day)
        if day == 7:
            assert two.tasks() == ["quiet"]
        assert in_nobodys_hands(two.session) == []

    assert asked == [1, *DAYS]
    assert (two.linkage.state, two.linkage.reason) == (State.CLOSING, "week_twelve")


def test_who_is_early_is_not_told_that_nobody_came_and_sees_that_the_other_is_late(two: Two) -> None:
    two.planned()
    session, early = two.session, MEET - 10 * MINUTE
    going.here(session, two.pair, two.as_nia, early)
    lines.say(session, two.pair, Saying.LATE_10, two.as_cal, early + MINUTE)
    session.flush()

    hers = seen(session, two.pair, two.nia.id, early + 2 * MINUTE)
    assert hers.word and (hers.nobody, hers.word.words) == (False, "I am running about 10 minutes late.")

    going.nobody_here(session, two.pair, two.as_nia, MEET)
    assert seen(session, two.pair, two.cal.id, MEET).nobody
    going.here(session, two.pair, two.as_cal, MEET + MINUTE)
    assert not seen(session, two.pair, two.nia.id, MEET + MINUTE).nobody


def test_how_it_was_is_asked_after_the_meeting_or_when_they_are_home(two: Two) -> None:
    two.planned()
    for who in (two.as_nia, two.as_cal):
        going.here(two.session, two.pair, who, MEET)

    def asked(who: Person, moment: datetime) -> bool:
        return seen(two.session, two.pair, who.id, moment).may_say_how

    ends = two.plan.ends_at
    assert [asked(two.nia, moment) for moment in (NEXT, ends - MINUTE, ends)] == [False, False, True]
    assert [asked(two.cal, moment) for moment in (NEXT - MINUTE, NEXT)] == [False, True]
    going.home(two.session, two.pair, two.as_nia, NEXT + MINUTE)
    assert asked(two.nia, NEXT + MINUTE), "out already"


def test_nobody_need_say_sorry_any_more_where_both_say_that_they_went(two: Two) -> None:
    two.planned()
    going.nobody_here(two.session, two.pair, two.as_nia, MEET)
    going.here(two.session, two.pair, two.as_cal, MEET + MINUTE)
    assert "apology" in two.tasks()

    for who in (two.as_cal, two.as_nia):
        going.say_how(two.session, two.plan, Outcome.ATTENDED, who, END)

    assert "apology" not in two.tasks()


def test_after_not_now_the_next_word_is_the_newcomer_s(two: Two) -> None:
    two.planned()
    for who in (two.as_nia, two.as_cal):
        going.here(two.session, two.pair, who, MEET)
        going.say_how(two.session, two.plan, Outcome.ATTENDED, who, END)
    going.look_back(two.session, two.plan, two.as_nia, END, felt="hard", again="not_now")

    may = {
        name: seen(two.session, two.pair, each.id, END).may_plan for name, each in (("Nia", two.nia), ("Cal", two.cal))
    }
    assert may == {"Nia": True, "Cal": False}


def test_how_they_are_getting_on_is_asked_once_answered_once_and_a_person_comes_where_they_wish_one(two: Two) -> None:
    for state in (State.PLANNED, State.GOING, State.ATTENDED, State.FOLLOWING):
        move(two.session, two.linkage, state, None, NOON)
    run_due(two.session, NOON + 5 * DAY)
    asked = select(Happening.what).where(Happening.linkage_id == two.linkage.id, Happening.went_to == "")
    assert two.session.scalars(asked).all() == ["asked_again"], "after days without a site, and with no outing known"

    going.getting_on(two.session, two.pair, "talk", two.as_nia, NOON + 5 * DAY)

    assert two.tasks() == ["check_up_talk"]
    with pytest.raises(NotNow, match="no question"):
        going.getting_on(two.session, two.pair, "company", two.as_nia, NOON + 5 * DAY)
