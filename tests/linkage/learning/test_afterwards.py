"""A learner is looked out for, how it went is said in one tap, and staff see who fits. On both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.champions.actions.caring import note_walk
from app.champions.queries.champions import one as seen_champion
from app.champions.rules.words import Status
from app.concerns.actions.apart import block
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.linkage.accompaniment.actions import going
from app.linkage.accompaniment.actions.homeward import look_out
from app.linkage.accompaniment.models import HomeWatch, Plan
from app.linkage.accompaniment.queries.safety import out
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.learning.actions import afterwards, asking
from app.linkage.learning.actions.telling import tell
from app.linkage.learning.models import Learner
from app.linkage.learning.queries.choosing import for_learner, for_plan
from app.linkage.learning.rules.steps import IN_TIME, CannotCome, Ending, Word
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import State
from tests.linkage.cast import person
from tests.linkage.learning.conftest import Three, learner, letters, profile_of, told
from tests.linkage.walks import MEET, NEXT, NOON
from tests.linkage.wholeness import flaws

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def test_a_learner_is_looked_out_for_from_setting_out_until_they_are_home(three: Three) -> None:
    session, found = three.session, three.agreed()
    run_due(session, MEET - 30 * MINUTE)
    session.commit()
    found = three.again(found)
    assert three.two.linkage.state is State.GOING
    assert found.watch and (found.watch.champion_id, found.watch.meet_at) == (three.dan.id, MEET)
    away = out(session, three.two.linkage.organisation_id, MEET)
    assert {each.champion.name for each in away} == {"Cal", "Dan"}
    (his,) = (each for each in away if each.champion.name == "Dan")
    assert (his.request, his.newcomer, his.where) == ("", None, ""), "nothing of who asked for company"
    asking.here(session, found, three.as_dan, MEET - 5 * MINUTE)
    assert flaws(session) == []

    both_went(three)
    assert three.again(found).ending is Ending.WALKED
    assert session.scalars(select(HomeWatch)).one().home_at is None
    assert look_out(session, three.plan.ends_at + 16 * MINUTE) == 1
    assert flaws(session) == []


def test_who_has_not_set_out_need_not_be_home_and_who_has_is_not_forgotten(three: Three) -> None:
    session, found = three.session, three.agreed()
    going.here(session, three.two.pair, three.as_cal, MEET - 20 * MINUTE)
    found = three.again(found)
    assert found.watch
    going.changed_mind(session, three.two.pair, three.as_nia, MEET - 10 * MINUTE)
    found = three.again(found)
    assert (found.ending, found.watch.home_at) == (Ending.OFF, MEET - 10 * MINUTE)


def test_who_is_there_when_it_is_called_off_is_looked_out_for(three: Three) -> None:
    session, found = three.session, three.agreed()
    going.here(session, three.two.pair, three.as_cal, MEET - 20 * MINUTE)
    asking.here(session, three.again(found), three.as_dan, MEET - 15 * MINUTE)
    going.changed_mind(session, three.two.pair, three.as_nia, MEET - 10 * MINUTE)
    found = three.again(found)
    assert found.watch and (found.ending, found.watch.home_at) == (Ending.OFF, None)


def both_went(three: Three) -> None:
    plan = three.plan
    linkages.held(three.session, three.two.linkage.id)
    going.say_how(three.session, plan, Outcome.ATTENDED, three.two.as_cal, plan.ends_at)
    going.say_how(three.session, plan, Outcome.ATTENDED, three.two.as_nia, plan.ends_at)
    three.session.commit()


def gone(three: Three) -> Learner:
    """They went, all three."""
    found = three.agreed()
    run_due(three.session, MEET - 30 * MINUTE)
    both_went(three)
    return three.again(found)


def test_with_well_the_first_walk_is_noted_with_whom_and_when_and_whoever_supervises_hears(three: Three) -> None:
    session, found = three.session, gone(three)
    now = three.plan.ends_at + HOUR
    for who in (three.as_dan, three.as_nia):
        with pytest.raises(CannotCome):
            afterwards.say(session, found, Word.WELL, who, now)
    afterwards.say(session, found, Word.WELL, three.as_cal, now)
    session.commit()

    noted = profile_of(session, three.dan)
    assert (noted.walked_on, noted.walked_with) == (NEXT.date(), three.two.cal.id)
    seen = seen_champion(session, three.two.linkage.organisation_id, noted.id, now)
    assert seen and (seen.needs, [each.wait.value for each in seen.waiting]) == ((), ["could_begin"])
    assert told(three, "una", "went well") and told(three, "dan", "first walk is noted")
    assert not told(three, "una", "Nia")
    with pytest.raises(CannotCome):
        afterwards.say(session, found, Word.NOT_YET, three.as_cal, now)


@pytest.mark.parametrize("word", [Word.NOT_YET, Word.ABSENT])
def test_anything_else_is_a_talk_for_whoever_supervises_and_no_mark(three: Three, word: Word) -> None:
    session, found = three.session, gone(three)
    now = three.plan.ends_at + HOUR
    afterwards.say(session, found, word, three.as_cal, now)
    session.commit()
    seen = seen_champion(session, three.two.linkage.organisation_id, three.dans.id, now)
    assert seen and [each.wait.value for each in seen.waiting] == ["walk_talk"]
    assert (seen.champion.walked_on, seen.champion.paused_at) == (None, None)


def test_a_check_that_ended_meanwhile_lets_nothing_be_noted_and_is_talked_about(three: Three) -> None:
    session, found = three.session, gone(three)
    for each in three.dans.checks:
        each.suits = False
    session.commit()
    afterwards.say(session, found, Word.WELL, three.as_cal, three.plan.ends_at)
    assert (three.dans.walked_on, three.dans.care) == (None, "walk_talk")


def test_what_was_noted_by_hand_stays(three: Three) -> None:
    session, found = three.session, gone(three)
    note_walk(session, three.as_cora, three.dans, local_day(NOON, LONDON), NOON)
    afterwards.say(session, found, Word.WELL, three.as_cal, three.plan.ends_at)
    assert (three.dans.walked_on, three.dans.walked_with) == (local_day(NOON, LONDON), None)


def test_staff_see_who_fits_who_does_not_and_why_and_one_is_asked_at_a_time(three: Three) -> None:
    session, plan = three.session, three.plan
    eve, _eves = learner(session, three.una, "Eve", agreed_on=None)
    fay, _fays = learner(session, three.una, "Fay")
    gus, _guss = learner(session, three.una, "Gusto")
    block(session, gus.id, three.two.cal.id, NOON)
    session.commit()
    choice = for_plan(session, plan, NOON)
    assert [name for _one, name in choice.can] == ["Dan", "Fay"], (choice, eve)
    assert choice.cannot == (("Gusto", "These two are not put together"),)

    three.asked()
    assert "already" in for_plan(session, plan, NOON).refused
    with pytest.raises(CannotCome):
        asking.ask(session, plan, fay.id, three.as_cora, NOON)
    at = three.two.linkage.organisation
    assert for_learner(session, at, fay.id, NOON) == []


def test_a_learner_sees_the_plans_that_fit_and_nobody_is_asked_too_late_or_of_a_beginner(three: Three) -> None:
    session, at = three.session, three.two.linkage.organisation
    ((found, words),) = for_learner(session, at, three.dan.id, NOON)
    assert (found.id, words) == (three.plan.id, "Monday 28 December, 7:15pm, with Cal: Monday Steps")
    assert for_learner(session, at, three.dan.id, MEET - IN_TIME) == []
    three.cals.status = Status.PREPARING
    session.commit()
    assert for_learner(session, at, three.dan.id, NOON) == []


def test_whoever_never_went_with_anybody_takes_nobody_along(three: Three) -> None:
    session = three.session
    with pytest.raises(Refused):
        asking.ask(session, three.plan, person(session, "Ida").id, three.as_cora, NOON)
    for each in session.scalars(select(Plan).where(Plan.outcome == Outcome.ATTENDED)):
        each.outcome = Outcome.STOOD_DOWN
    session.commit()
    assert "gone with somebody before" in for_plan(session, three.plan, NOON).refused


def test_reminders_are_those_of_the_champion_and_go_with_the_yes(three: Three) -> None:
    session, found = three.session, three.agreed()
    tell(session, "https://site.example", NOON)
    assert sum("Where to meet" in each for each in letters(three, "dan")) == 3, "everybody's yes, and two reminders"
    asking.leave(session, found, three.as_nia, NOON)
    tell(session, "https://site.example", NOON)
    assert sum("Where to meet" in each for each in letters(three, "dan")) == 0, "unsent, so taken back"
