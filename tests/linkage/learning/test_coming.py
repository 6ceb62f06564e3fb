"""Somebody who is learning comes along where everybody says yes, and not for a moment longer. On both databases."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from app.champions.actions import stepping
from app.champions.actions.caring import note_walk
from app.champions.queries.champions import one as seen_champion
from app.champions.rules.words import Status
from app.concerns.actions.apart import block, exclude
from app.concerns.actions.handling import ON_DANGER
from app.concerns.models import Block
from app.consent.actions.agreements import withdraw
from app.consent.rules.texts import SHARE_CHAMPION
from app.directory.models import OneOff
from app.directory.rules.timetable import Change
from app.kernel.days import LONDON, local_day
from app.kernel.errors import Refused
from app.linkage.accompaniment.actions import going, leaving
from app.linkage.accompaniment.actions.following import follow
from app.linkage.accompaniment.actions.homeward import look_out
from app.linkage.accompaniment.actions.plans import agree as agree_plan
from app.linkage.accompaniment.actions.plans import let_go, propose
from app.linkage.accompaniment.models import HomeWatch, Plan
from app.linkage.accompaniment.queries.safety import out
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.learning.actions import afterwards, asking
from app.linkage.learning.actions.telling import tell
from app.linkage.learning.models import Learner
from app.linkage.learning.queries.calendar import in_calendar
from app.linkage.learning.queries.choosing import for_learner, for_plan
from app.linkage.learning.queries.shown import outing
from app.linkage.learning.rules.steps import IN_TIME, SETTLED, CannotCome, Ending, Word
from app.linkage.matching.actions import answers
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions import own
from app.people.actions.roles import suspend
from app.post.models import Letter
from tests.linkage.cast import person
from tests.linkage.learning.conftest import Three, learner, profile_of
from tests.linkage.walks import MEET, NEXT, NOON
from tests.linkage.wholeness import flaws

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def letters(three: Three, who: str) -> list[str]:
    """The plain words for somebody inside the site, as the planner has them."""
    people = {"dan": three.dan, "cal": three.two.cal, "nia": three.two.nia, "una": three.una}
    mine = select(Letter).where(Letter.person_id == people[who].id, Letter.channel == "inbox")
    mine = mine.where(Letter.kind.in_(("walk_along", "champion_own", "champion_care")))
    return sorted(each.values for each in three.session.scalars(mine))


def told(three: Three, who: str, words: str) -> bool:
    return any(words in each for each in letters(three, who))


def test_it_comes_about_by_three_yeses_and_the_newcomer_is_asked_last(three: Three) -> None:
    session, found = three.session, three.asked()
    tell(session, "https://site.example", NOON)
    assert [bool(letters(three, who)) for who in ("dan", "cal", "nia")] == [True, True, False]
    with pytest.raises(CannotCome):
        asking.agree(session, found, three.as_nia, NOON)

    asking.agree(session, found, three.as_dan, NOON)
    with pytest.raises(CannotCome):
        asking.agree(session, found, three.as_nia, NOON)
    asking.agree(session, found, three.as_cal, NOON)
    known = outing(found, NOON)
    assert (known.newcomer, known.name, known.url, known.where, known.day, known.meet, known.how) == ("",) * 7
    assert (found.comes, in_calendar(session, three.dan.id, str)) == (False, [])
    tell(session, "https://site.example", NOON)
    assert told(three, "nia", "Only if you like")

    asking.agree(session, found, three.as_nia, NOON)
    tell(session, "https://site.example", NOON)
    (entry,) = in_calendar(session, three.dan.id, str)
    assert (found.comes, entry.title, entry.place.line) == (True, "Coming along: Monday Steps", "Outside the red door")
    assert told(three, "dan", "Outside the red door") and told(three, "cal", "Everybody said yes")
    assert flaws(session) == []


@pytest.mark.parametrize(
    ("who", "ending"), [("as_dan", Ending.NO), ("as_cal", Ending.CHAMPION), ("as_nia", Ending.NEWCOMER)]
)
@pytest.mark.parametrize("is_agreed", [False, True])
def test_each_may_say_no_before_and_after_and_the_plan_stays_as_it_is(
    three: Three, who: str, ending: Ending, is_agreed: bool
) -> None:
    session, found = three.session, three.agreed() if is_agreed else three.asked()
    if not is_agreed:
        asking.agree(session, found, three.as_dan, NOON)
        asking.agree(session, found, three.as_cal, NOON)
    asking.leave(session, found, getattr(three, who), NOON + HOUR)
    session.commit()

    assert (found.ending, three.plan.ended_at, three.two.linkage.state) == (ending, None, State.PLANNED)
    tell(session, "https://site.example", NOON + HOUR)
    assert told(three, "dan", "off this time" if is_agreed else "not this time") is (ending is not Ending.NO)
    assert not told(three, "dan", "Nia")
    assert told(three, "nia", "Nobody else comes along") is (is_agreed and ending is not Ending.NEWCOMER)
    assert all(each.sequence > 1 for each in in_calendar(session, three.dan.id, str))
    assert {entry.place.line for entry in in_calendar(session, three.dan.id, str)} <= {""}
    choice = for_plan(session, three.plan, NOON + HOUR)
    assert bool(choice.refused) is (ending is not Ending.NO), "a no of the two is final for this plan"
    assert choice.can == ()
    assert flaws(session) == []


def test_silence_is_a_no_and_holds_nothing_up(three: Three) -> None:
    session, found = three.session, three.asked()
    asking.agree(session, found, three.as_dan, NOON)
    asking.agree(session, found, three.as_cal, NOON)
    session.commit()
    run_due(session, MEET - SETTLED - MINUTE)
    assert three.again(found).ended_at is None
    run_due(session, MEET - SETTLED)
    found = three.again(found)
    assert (found.ending, three.plan.ended_at, three.two.linkage.state) == (Ending.LAPSED, None, State.PLANNED)
    assert told(three, "dan", "not this time")
    with pytest.raises(CannotCome):
        asking.agree(session, found, three.as_nia, MEET - SETTLED)
    run_due(session, MEET)
    assert (three.two.linkage.state, flaws(session)) == (State.GOING, [])


def test_a_yes_is_not_too_late_by_a_minute_and_then_it_is(three: Three) -> None:
    session, found = three.session, three.asked()
    asking.agree(session, found, three.as_dan, NOON)
    asking.agree(session, found, three.as_cal, MEET - SETTLED - MINUTE)
    with pytest.raises(CannotCome):
        asking.agree(session, found, three.as_nia, MEET - SETTLED)
    assert found.newcomer_agreed_at is None


def test_a_plan_that_changes_asks_all_three_anew(three: Three) -> None:
    session, two, found = three.session, three.two, three.agreed()
    propose(session, two.pair, two.proposal(number=1), two.as_cal, NOON + HOUR)
    session.commit()
    found = three.again(found)
    assert (found.ended_at, found.is_agreed, found.comes) == (None, False, False)
    (entry,) = in_calendar(session, three.dan.id, str)
    assert (entry.title, entry.place.line) == ("Off", "")
    tell(session, "https://site.example", NOON + HOUR)
    assert told(three, "dan", "The plan changes")
    assert flaws(session) == []

    agree_plan(session, two.pair, two.as_nia, NOON + 2 * HOUR)
    session.commit()
    found = three.again(found)
    assert (found.ended_at, found.asked_at, found.comes) == (None, NOON + 2 * HOUR, False)
    tell(session, "https://site.example", NOON + 2 * HOUR)
    for who in (three.as_dan, three.as_cal, three.as_nia):
        asking.agree(session, found, who, NOON + 3 * HOUR)
    assert found.comes
    assert flaws(session) == []


def test_a_meeting_that_moves_asks_anew_and_one_that_is_off_ends_it(three: Three) -> None:
    session, two, found = three.session, three.two, three.agreed()
    two.meeting.one_offs = [OneOff(day=NEXT.date(), change=Change.TIME, start=time(20, 30))]
    session.commit()
    assert follow(session, NOON + HOUR) == 1
    session.commit()
    found = three.again(found)
    assert (found.ended_at, found.is_agreed, found.asked_at, three.plan.is_agreed) == (None, False, NOON + HOUR, True)
    assert flaws(session) == []
    two.meeting.one_offs = [OneOff(day=NEXT.date(), change=Change.CANCELLED)]
    session.commit()
    follow(session, NOON + 2 * HOUR)
    assert three.again(found).ending is Ending.OFF


def _champion_leaves(three: Three) -> None:
    leaving.leave(three.session, three.two.pair, "", three.two.as_cal, NOON)


def _dan_stops_for_long(three: Three) -> None:
    stepping.pause(three.session, three.as_dan, three.dans, None, NOON)


def _withdraws_consent(three: Three) -> None:
    withdraw(three.session, three.as_nia, three.two.nia.id, SHARE_CHAMPION, NOON)


def _pauses(three: Three) -> None:
    own.pause(three.session, three.two.linkage, local_day(NOON, LONDON) + timedelta(days=3), three.as_nia, NOON)


def _danger(about: str) -> Callable[[Three], None]:
    def act(three: Three) -> None:
        people = {"dan": three.dan, "nia": three.two.nia, "cal": three.two.cal}
        for told_of in ON_DANGER:
            told_of(three.session, people[about].id, NOON)

    act.__name__ = f"danger_{about}"
    return act


def _kept_apart(first: str, second: str) -> Callable[[Three], None]:
    def act(three: Three) -> None:
        people = {"dan": three.dan, "nia": three.two.nia, "cal": three.two.cal}
        block(three.session, people[first].id, people[second].id, NOON)

    act.__name__ = f"apart_{first}_{second}"
    return act


def _by_staff(three: Three) -> None:
    pair = (three.dan.id, three.two.nia.id)
    exclude(three.session, three.as_cora, three.two.linkage.organisation_id, NOON, pair=pair, reason="A court order")


ENDS: list[Callable[[Three], object]] = [
    lambda three: let_go(three.session, three.two.pair, three.two.as_nia, NOON),
    lambda three: own.stop(three.session, three.two.linkage, three.as_nia, NOON),
    lambda three: own.another(three.session, three.two.linkage, three.as_nia, NOON),
    lambda three: answers.another_person(
        three.session, three.as_cora, three.two.linkage, NOON, ending="other_by_staff"
    ),
    lambda three: stepping.step_back(three.session, three.as_cal, three.cals, NOON),
    lambda three: stepping.step_back(three.session, three.as_dan, three.dans, NOON),
    lambda three: suspend(three.session, three.as_cora, three.dan.holdings[0], NOON),
    _champion_leaves, _dan_stops_for_long, _withdraws_consent, _pauses,
    _danger("dan"), _danger("nia"), _danger("cal"),
    _kept_apart("dan", "nia"), _kept_apart("nia", "dan"), _kept_apart("cal", "dan"), _kept_apart("nia", "cal"),
    _by_staff,
    lambda three: asking.take_back(three.session, three.again(three.session.scalars(select(Learner)).one()),
                                   three.as_cora, NOON),
]  # fmt: skip


@pytest.mark.parametrize("act", ENDS, ids=lambda act: act.__name__)
def test_whatever_ends_the_plan_or_stands_between_any_two_ends_it_in_the_same_transaction(
    three: Three, act: Callable[[Three], object]
) -> None:
    found = three.agreed()
    linkages.held(three.session, three.two.linkage.id)
    act(three)
    three.session.commit()

    found = three.again(found)
    assert found.ended_at == NOON
    assert [entry.title for entry in in_calendar(three.session, three.dan.id, str)] == ["Off"]
    assert told(three, "dan", "please do not set out")
    assert flaws(three.session) == []


def test_who_knows_the_other_says_so_in_one_press_and_they_are_kept_apart(three: Three) -> None:
    session, found = three.session, three.agreed()
    asking.leave(session, found, three.as_dan, NOON, knows=True)
    session.commit()
    kept = session.scalars(select(Block)).one()
    assert (kept.by_id, kept.against_id, found.ending) == (three.dan.id, three.two.nia.id, Ending.NO)
    assert three.plan.ended_at is None


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
