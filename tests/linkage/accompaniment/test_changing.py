"""A change of a plan that both agreed to waits beside it: taken up, left, taken back, or passed over by time."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.concerns.actions.apart import bar
from app.directory.models import OneOff
from app.directory.rules.schedule import Change
from app.linkage.accompaniment.actions import changing, going, lines, plan_words
from app.linkage.accompaniment.actions.following import follow
from app.linkage.accompaniment.actions.plans import let_go, propose
from app.linkage.accompaniment.actions.telling import tell
from app.linkage.accompaniment.models import Line, Plan, PlanChange
from app.linkage.accompaniment.queries.dates import door_words
from app.linkage.accompaniment.rules.parts import NEW_WHERE
from app.linkage.accompaniment.rules.planning import SET_OUT, CannotPlan
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.models import Happening
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions.own import pause
from app.post.models import Letter
from tests.linkage.cast import by as acting
from tests.linkage.cast import cora
from tests.linkage.standing.test_barring import in_our_area
from tests.linkage.walks import MEET, NEXT, NOON, Two, change_of

SITE = "https://site.example"
LATER = MEET + timedelta(days=7)


def suggested(two: Two, **said: str) -> Plan:
    """Both said yes to Monday; Nia suggests the Monday after."""
    plan = two.planned()
    propose(two.session, two.pair, two.proposal(number=1, **said), two.as_nia, NOON)
    two.session.commit()
    return plan


def happened(two: Two) -> list[tuple[str, str]]:
    mine = select(Happening).where(Happening.linkage_id == two.linkage.id, Happening.what.like("change%"))
    return [(each.what, each.actor_id) for each in two.session.scalars(mine.order_by(Happening.number))]


def told(two: Two) -> set[tuple[str, str]]:
    """Who is to read what about a change."""
    tell(two.session, SITE, NOON + timedelta(minutes=2))
    names = {two.nia.id: "Nia", two.cal.id: "Cal"}
    letters = two.session.scalars(select(Letter).where(Letter.kind == "walk_news"))
    found = {(names[each.person_id or ""], json.loads(each.values)["said"]) for each in letters}
    return {each for each in found if "change" in each[1].lower()}


def test_the_plan_stands_until_the_other_says_yes_and_is_changed_under_the_same_entry(two: Two) -> None:
    plan = suggested(two, where="At the bus stop")
    uid, nias = plan.uid, plan.newcomer_looks

    assert (two.linkage.state, plan.is_agreed, plan.meet_at, plan.sequence) == (State.PLANNED, True, MEET, 1)
    assert two.timers() == ["set_out", "unconfirmed"]
    tasks.give(two.session, two.linkage, "unconfirmed", NOON)
    changing.take_up(two.session, two.pair, change_of(plan), two.as_cal, NOON)

    assert (two.linkage.state, plan.uid, plan.meet_at, plan.sequence) == (State.PLANNED, uid, LATER, 2)
    assert (plan.where, plan.made_by, plan.change, plan.newcomer_looks) == ("At the bus stop", two.nia.id, None, nias)
    assert two.timers() == ["set_out", "unconfirmed"] and two.tasks() == []
    timers.run_due(two.session, MEET)
    assert two.linkage.state is State.PLANNED, "nobody sets out on the day as it was"
    timers.run_due(two.session, LATER - SET_OUT)
    assert two.linkage.state is State.GOING


def test_only_the_other_can_say_yes_and_only_to_what_they_read(two: Two) -> None:
    plan = suggested(two)
    first = change_of(plan)
    with pytest.raises(CannotPlan, match="yes of the other"):
        changing.take_up(two.session, two.pair, first, two.as_nia, NOON)
    propose(two.session, two.pair, two.proposal(number=2), two.as_nia, NOON)
    for act in (changing.take_up, changing.leave_it):
        with pytest.raises(CannotPlan, match="changed meanwhile"):
            act(two.session, two.pair, first, two.as_cal, NOON)
    assert plan.meet_at == MEET
    propose(two.session, two.pair, two.proposal(number=3), two.as_cal, NOON)
    changing.take_up(two.session, two.pair, change_of(plan), two.as_nia, NOON)
    assert plan.meet_at == MEET + timedelta(days=21)
    assert two.session.scalars(select(PlanChange)).all() == []


@pytest.mark.parametrize("who", ["as_nia", "as_cal"])
def test_either_leaves_it_and_the_plan_is_as_it_was(two: Two, who: str) -> None:
    plan = suggested(two)
    changing.leave_it(two.session, two.pair, change_of(plan), getattr(two, who), NOON)

    assert (plan.change, plan.meet_at, plan.sequence, two.linkage.state) == (None, MEET, 1, State.PLANNED)
    assert happened(two)[-1] == ("change_dropped", getattr(two, who).actor.person_id)


def test_what_cannot_be_kept_any_more_is_no_choice(two: Two) -> None:
    plan = suggested(two)
    with pytest.raises(CannotPlan, match="time is over"):
        changing.take_up(two.session, two.pair, change_of(plan), two.as_cal, LATER)
    hall = in_our_area(two.session, two.hall)
    bar(two.session, acting(cora(two.session)), two.linkage.organisation_id, NOON, person_id=two.nia.id, venue_id=hall,
        reason="A court order")  # fmt: skip
    with pytest.raises(CannotPlan, match="cannot be chosen any more"):
        changing.take_up(two.session, two.pair, change_of(plan), two.as_cal, NOON)
    assert plan.meet_at == MEET


def test_it_falls_when_that_date_is_off_and_both_hear_that_the_plan_stands(two: Two) -> None:
    plan = suggested(two)
    assert follow(two.session, NOON) == 0
    two.meeting.one_offs = [OneOff(day=(NEXT + timedelta(days=7)).date(), change=Change.CANCELLED)]
    two.session.commit()

    assert follow(two.session, NOON) == 1
    assert (plan.change, plan.meet_at, two.linkage.state) == (None, MEET, State.PLANNED)
    assert happened(two)[-1] == ("change_dropped", "")


def test_it_falls_when_the_day_of_the_plan_begins_or_its_own_time_comes(two: Two) -> None:
    plan = two.planned()
    propose(two.session, two.pair, two.proposal(number=1), two.as_cal, NOON)
    timers.run_due(two.session, MEET - SET_OUT)
    assert (plan.change, two.linkage.state) == (None, State.GOING)
    going.changed_mind(two.session, two.pair, two.as_nia, MEET)


@pytest.mark.parametrize("ends", ["off", "pause"])
def test_it_ends_with_the_plan(two: Two, ends: str) -> None:
    suggested(two)
    if ends == "off":
        let_go(two.session, two.pair, two.as_nia, NOON)
    else:
        pause(two.session, two.linkage, NEXT.date(), two.as_nia, NOON)

    assert two.session.scalars(select(PlanChange)).all() == []
    assert follow(two.session, NOON) == 0


def test_each_hears_once_what_waits_for_their_yes_and_what_became_of_it(two: Two) -> None:
    plan = two.planned()
    propose(two.session, two.pair, two.proposal(number=2), two.as_nia, NOON)
    propose(two.session, two.pair, two.proposal(number=1), two.as_cal, NOON + timedelta(minutes=1))
    words = "A change is suggested: Monday 4 January, 7:15pm. Until you say yes, your plan stays as it is."
    assert told(two) == {("Nia", words)}, "of what is over, nobody"
    changing.take_up(two.session, two.pair, change_of(plan), two.as_nia, NOON)
    agreed = "The change is agreed: Monday 4 January, 7:15pm. Where to meet: Outside the red door."
    assert told(two) == {("Cal", agreed)}


def test_words_of_it_can_be_reported_and_taken_down_also_once_they_are_the_plan(two: Two) -> None:
    plan = suggested(two, where="Behind the shed, alone")
    lines.report_part(two.session, two.pair, NEW_WHERE, two.as_cal, NOON, site=SITE)
    line = two.session.scalars(select(Line).where(Line.part == NEW_WHERE)).one()
    assert (line.author_id, line.words) == (two.nia.id, "Behind the shed, alone")
    assert plan.change
    line.down_at = NOON
    plan_words.settle(two.session, line, NOON)
    assert (plan.change.where, plan.where) == (door_words(two.hall), "Outside the red door")
    line.down_at = None
    plan_words.settle(two.session, line, NOON)
    assert plan.change.where == "Behind the shed, alone"

    changing.take_up(two.session, two.pair, change_of(plan), two.as_cal, NOON)
    line.down_at = NOON
    plan_words.settle(two.session, line, NOON)
    assert (plan.where, plan.sequence) == (door_words(two.hall), 3)
