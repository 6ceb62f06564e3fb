"""Somebody who is learning comes along where everybody says yes, and not for a moment longer. On both databases."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from app.champions.actions import stepping
from app.concerns.actions.apart import block, exclude
from app.concerns.actions.handling import ON_DANGER
from app.concerns.models import Block
from app.consent.actions.agreements import withdraw
from app.consent.rules.texts import SHARE_CHAMPION
from app.directory.models import OneOff
from app.directory.rules.timetable import Change
from app.kernel.days import LONDON, local_day
from app.linkage.accompaniment.actions import leaving
from app.linkage.accompaniment.actions.changing import take_up
from app.linkage.accompaniment.actions.following import follow
from app.linkage.accompaniment.actions.plans import let_go, propose
from app.linkage.learning.actions import asking
from app.linkage.learning.actions.telling import tell
from app.linkage.learning.models import Learner
from app.linkage.learning.queries.calendar import in_calendar
from app.linkage.learning.queries.choosing import for_plan
from app.linkage.learning.queries.shown import outing
from app.linkage.learning.rules.steps import SETTLED, CannotCome, Ending
from app.linkage.matching.actions import answers
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions import own
from app.people.actions.roles import suspend
from tests.linkage.learning.conftest import Three, letters, told
from tests.linkage.walks import MEET, NEXT, NOON, change_of
from tests.linkage.wholeness import flaws

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


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
    assert three.again(found).comes, "until the change is agreed to"

    take_up(session, two.pair, change_of(two.plan), two.as_nia, NOON + 2 * HOUR)
    session.commit()
    found = three.again(found)
    assert (found.ended_at, found.asked_at, found.comes) == (None, NOON + 2 * HOUR, False)
    (entry,) = in_calendar(session, three.dan.id, str)
    assert (entry.title, entry.place.line) == ("Off", "")
    tell(session, "https://site.example", NOON + 2 * HOUR)
    assert told(three, "dan", "The plan has changed. Would you come along with Cal then?")
    assert flaws(session) == []
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
        pair = (people[first].id, people[second].id)
        if "dan" in (first, second):
            block(three.session, *pair, NOON)
            return
        hub_id = three.two.linkage.organisation_id
        exclude(three.session, three.as_cora, hub_id, NOON, pair=pair, reason="A court order")

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
