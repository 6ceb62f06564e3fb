"""Who fits beside two others, by table; and how little a learner is told beforehand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.champions.rules.readiness import Reason
from app.champions.rules.words import Standing
from app.linkage.accompaniment.rules.engaged import stretch
from app.linkage.learning.rules.fitting import (
    APART,
    BESIDE,
    ENGAGED,
    HELD,
    KEPT,
    VENUE,
    Around,
    is_experienced,
    lacks_only_the_walk,
    why_not,
)
from app.linkage.learning.rules.steps import IN_TIME, SETTLED, is_in_time, is_settled, when_about
from app.linkage.matching.rules.hard import RULES
from app.linkage.matching.rules.values import Asker, Candidate, Facts, Ground, Meeting
from tests.linkage.matching.people import CAL, GROUND, NIA, NOW, TUESDAY

DAN = replace(CAL, person="dan", not_ready=("preparing", "first_walk"), free=(), point=None, ways=(), cap=0)
"""He gave no times, lives nowhere that is known, and has room for nobody: all of that is for who goes alone."""
MEET = TUESDAY.starts - timedelta(minutes=15)
CLOSED = replace(TUESDAY, is_open=False)
APART_FROM_CAL = Around(apart=[frozenset(("dan", "cal"))])
BLOCKED = Ground(Facts(blocked=frozenset({("nia", "dan")})), NOW)
KNOWN = Ground(Facts(dual={("nia", "dan"): "known"}), NOW)
PARTED = Ground(Facts(parted={("nia", "dan"): NOW - timedelta(days=3)}), NOW)
NOTHING = Around()
LATER = (TUESDAY.ends + timedelta(hours=3), TUESDAY.ends + timedelta(hours=4))


def said(
    dan: Candidate = DAN, nia: Asker = NIA, meeting: Meeting = TUESDAY, around: Around = NOTHING,
    ground: Ground = GROUND,
) -> str:  # fmt: skip
    return why_not(nia, dan, meeting, "cal", MEET, around=around, ground=ground)


def test_whoever_lacks_only_the_walk_needs_neither_times_nor_room_nor_a_way_there() -> None:
    assert said() == ""
    assert said(around=Around(taken=[stretch(*LATER)])) == ""
    assert said(dan=replace(DAN, languages=frozenset({"pl"})), nia=replace(NIA, languages=frozenset({"ur"}))) == ""


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"around": APART_FROM_CAL}, APART),
        ({"dan": replace(DAN, person="cal")}, APART),
        ({"ground": BLOCKED}, "These two are not put together"),
        ({"ground": KNOWN}, "They know one another in another way"),
        ({"ground": PARTED}, "They went together, and parted not long ago"),
        ({"nia": replace(NIA, genders=frozenset({"woman"}))}, "Not of the gender that was wished"),
        ({"dan": replace(DAN, company=frozenset({"woman"}))}, "Goes with people of another gender"),
        ({"dan": replace(DAN, adult=False)}, "The champion is not known to be 18"),
        ({"dan": replace(DAN, checked_until=NOW.date())}, "A check runs out before that day"),
        ({"meeting": CLOSED}, "The champion does not go to such meetings"),
        ({"dan": replace(DAN, routes=frozenset({"aa"}))}, "The champion does not go to such meetings"),
        ({"around": Around(is_held_back=True)}, HELD),
        ({"around": Around(barred=frozenset({"hall"}))}, VENUE),
        ({"around": Around(taken=[stretch(MEET, TUESDAY.ends)])}, ENGAGED),
    ],
)
def test_each_thing_that_stands_between_them_keeps_a_learner_away(given: dict[str, object], why: str) -> None:
    assert said(**given) == why


def test_a_member_comes_along_to_a_closed_meeting_and_a_woman_where_a_woman_was_wished() -> None:
    assert said(dan=replace(DAN, belongs=frozenset({"na"})), meeting=CLOSED) == ""
    assert said(dan=replace(DAN, gender="woman"), nia=replace(NIA, genders=frozenset({"woman"}))) == ""


def test_the_rules_are_those_of_matching_and_each_that_is_named_is_there() -> None:
    assert {(rule.code, rule.sees) for rule in BESIDE} == set(KEPT)
    assert [rule for rule in RULES if rule in BESIDE] == list(BESIDE)


def test_only_the_first_walk_may_be_missing_and_only_of_somebody_in_preparation() -> None:
    walk = (Reason.FIRST_WALK,)
    assert [each for each in Standing if lacks_only_the_walk(each, walk)] == [Standing.PREPARING]
    for more in (Reason.CLEARANCE, Reason.TRAINING, Reason.SUPERVISOR, Reason.AGREEMENT, Reason.PHONE):
        assert not lacks_only_the_walk(Standing.PREPARING, (*walk, more)), more
    assert not lacks_only_the_walk(Standing.PREPARING, ())


def test_who_is_ready_or_rests_and_has_gone_with_somebody_is_experienced() -> None:
    assert is_experienced(Standing.READY, (), 1, 1)
    assert is_experienced(Standing.READY, (Reason.RESTING,), 4, 1)
    assert not is_experienced(Standing.READY, (), 0, 1)
    assert not is_experienced(Standing.READY, (Reason.SUPERVISION,), 9, 1)
    assert not any(is_experienced(each, (), 9, 1) for each in set(Standing) - {Standing.READY})


def test_three_people_have_time_to_answer_and_silence_ends_in_time() -> None:
    last = MEET - IN_TIME
    assert (is_in_time(MEET, last - timedelta(minutes=1)), is_in_time(MEET, last)) == (True, False)
    assert (is_settled(MEET, MEET - SETTLED - timedelta(minutes=1)), is_settled(MEET, MEET - SETTLED)) == (False, True)


def test_beforehand_a_learner_hears_whole_hours_with_the_way_and_not_when_it_begins() -> None:
    meets, ends = datetime(2026, 12, 28, 19, 15, tzinfo=UTC), datetime(2026, 12, 28, 21, 0, tzinfo=UTC)
    assert when_about(meets, ends, NOW) == "Monday 28 December, about 6pm to 10pm"
    assert when_about(meets + timedelta(minutes=30), ends, NOW) == "Monday 28 December, about 7pm to 10pm"
