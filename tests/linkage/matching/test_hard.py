"""Each rule says no when its own thing does not hold, and is never broken by any answer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from inspect import signature
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.linkage.matching.rules.fitting import falls, fits, funnel, ground_of
from app.linkage.matching.rules.hard import RULES, feasible, places
from app.linkage.matching.rules.values import Asker, Candidate, Facts, Ground, Limits, Meeting, Point, Span, Way
from tests.linkage.matching import people
from tests.linkage.matching.people import CAL, GROUND, HALIFAX, LEEDS, NIA, NOW, TUESDAY, WEEK

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
STARTS, ENDS = TUESDAY.starts, TUESDAY.ends
ONLINE = {"online": True, "point": None}
CASES: list[tuple[str, Mapping[str, Any], Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]] = [
    ("", {}, {}, {}, {}),
    ("consent", {"agreed": False}, {}, {}, {}),
    ("rests", {"rests": True}, {}, {}, {}),
    ("adult", {"adult": False}, {}, {}, {}),
    ("adult", {}, {"adult": False}, {}, {}),
    ("ch_active", {}, {"kinds": frozenset({"strategic", "therapeutic"})}, {}, {}),
    ("ch_active", {}, {"not_ready": ("stepped_back",)}, {}, {}),
    ("ch_active", {}, {"rests_until": NOW + HOUR}, {}, {}),
    ("", {}, {"rests_until": NOW}, {}, {}),
    ("training", {}, {"not_ready": ("training", "supervision")}, {}, {}),
    ("supervision", {}, {"not_ready": ("supervision",)}, {}, {}),
    ("clearance", {}, {"not_ready": ("clearance",)}, {}, {}),
    ("clearance", {}, {"checked_until": STARTS.date() - DAY}, {}, {}),
    ("", {}, {"checked_until": STARTS.date()}, {}, {}),
    ("gender_n", {"genders": frozenset({"woman"})}, {"gender": "man"}, {}, {}),
    ("gender_n", {"genders": frozenset({"woman", ""})}, {"gender": ""}, {}, {}),
    ("", {"genders": frozenset({"woman", "man"})}, {"gender": "man"}, {}, {}),
    ("gender_ch", {"gender": "woman"}, {"company": frozenset({"man"})}, {}, {}),
    ("gender_ch", {"gender": ""}, {"company": frozenset({"man", ""})}, {}, {}),
    ("language", {"languages": frozenset({"ur"})}, {}, {}, {}),
    ("", {"languages": frozenset({"ur"}), "interpreter": True}, {}, {}, {}),
    ("", {"languages": frozenset({"ur", "pl"})}, {"languages": frozenset({"pl"})}, {}, {}),
    ("access", {"needs": frozenset({"bsl"})}, {}, {}, {}),
    ("", {"needs": frozenset({"bsl"}), "interpreter": True}, {}, {}, {}),
    ("access", {"needs": frozenset({"guiding"}), "interpreter": True}, {}, {}, {}),
    ("access", {"needs": frozenset({"step_free", "hearing_loop"})}, {}, {"access": frozenset({"step_free"})}, {}),
    ("", {"needs": frozenset({"step_free"})}, {}, {"access": frozenset({"step_free"})}, {}),
    ("", {"needs": frozenset({"step_free"})}, {}, ONLINE, {}),
    ("block", {"person": "cal"}, {}, {}, {}),
    ("block", {}, {}, {}, {"blocked": frozenset({("cal", "nia")})}),
    ("block", {}, {}, {}, {"blocked": frozenset({("nia", "cal")})}),
    ("", {}, {}, {}, {"blocked": frozenset({("nia", "other"), ("other", "cal")})}),
    ("dual", {}, {}, {}, {"dual": {("cal", "nia"): "sponsor"}}),
    ("history", {}, {}, {}, {"answered": {("request", "cal"): "expired"}}),
    ("", {}, {}, {}, {"answered": {("another", "cal"): "declined"}}),
    ("history", {}, {}, {}, {"parted": {("nia", "cal"): NOW - 89 * DAY}}),
    ("", {}, {}, {}, {"parted": {("nia", "cal"): NOW - 90 * DAY}}),
    ("", {"again": frozenset({"cal"})}, {}, {}, {"parted": {("nia", "cal"): NOW - DAY}}),
    ("history", {"again": frozenset({"cal"})}, {"again": False}, {}, {"parted": {("nia", "cal"): NOW - DAY}}),
    ("pathway", {"listing": "another"}, {}, {}, {}),
    ("pathway", {"listing": "na", "on": STARTS.date() + DAY}, {}, {}, {}),
    ("", {"listing": "na", "on": STARTS.date(), "point": None, "ways": ()}, {}, {}, {}),
    ("pathway", {"routes": frozenset({"smart"})}, {}, {}, {}),
    ("pathway", {}, {"routes": frozenset({"smart"})}, {}, {}),
    ("pathway", {"belongs": frozenset({"na"})}, {}, {"is_open": False}, {}),
    ("pathway", {}, {"belongs": frozenset({"na"})}, {"is_open": None}, {}),
    ("", {"belongs": frozenset({"na"})}, {"belongs": frozenset({"na"})}, {"is_open": False}, {}),
    ("venue", {"avoids": frozenset({"hall"})}, {}, {}, {}),
    ("venue", {"barred": frozenset({"hall"})}, {}, {}, {}),
    ("travel", {"point": LEEDS}, {}, {}, {}),
    ("travel", {"point": None}, {}, {}, {}),
    ("travel", {}, {"point": LEEDS}, {}, {}),
    ("travel", {}, {}, {"point": None}, {}),
    ("", {"point": None, "ways": ()}, {"point": LEEDS}, ONLINE, {}),
    ("travel", {"ways": (Way("foot", 0),)}, {}, {}, {}),
    ("overlap", {"free": (Span(NOW, STARTS),)}, {}, {}, {}),
    ("", {"free": (Span(NOW, STARTS),), "listing": "na"}, {}, {}, {}),
    ("overlap", {}, {"free": ()}, {}, {}),
    ("", {"free": ()}, {}, {}, {}),
    ("notice", {}, {}, {"starts": NOW + HOUR}, {}),
    ("horizon", {}, {}, {"starts": NOW + 8 * DAY, "ends": NOW + 8 * DAY + HOUR}, {}),
    ("horizon", {"listing": "na", "on": NOW.date() + 14 * DAY}, {}, {}, {}),
    ("pathway", {"listing": "na", "on": NOW.date() + 13 * DAY}, {}, {}, {}),
    ("capacity", {}, {"walks": 2}, {}, {}),
    ("capacity", {}, {"walks": 1, "cap": 1}, {}, {}),
    ("capacity", {}, {"new_this_week": 1}, {}, {}),
    ("capacity", {}, {"offers": 1}, {}, {}),
]


@pytest.mark.parametrize(("code", "asker", "candidate", "meeting", "facts"), CASES)
def test_the_first_rule_that_does_not_hold_is_the_reason(
    code: str, asker: dict[str, Any], candidate: dict[str, Any], meeting: dict[str, Any], facts: dict[str, Any]
) -> None:
    three = replace(NIA, **asker), replace(CAL, **candidate), replace(TUESDAY, **meeting)

    reason = feasible(*three, replace(GROUND, facts=Facts(**facts)))

    assert (reason.code if reason else "") == code


def test_every_code_has_its_cases_and_every_rule_its_own_sentence() -> None:
    assert {rule.code for rule in RULES} == {code for code, *_rest in CASES} - {""}
    assert len({rule.says for rule in RULES}) == len(RULES)


def test_a_rule_is_given_what_it_says_that_it_sees_and_nothing_else() -> None:
    kinds = {"asker": Asker, "candidate": Candidate, "meeting": Meeting}
    for rule in RULES:
        given = [each.annotation for each in signature(rule.holds).parameters.values()]

        assert len(given) == len(rule.sees) + 1 and given[-1] is Ground
        assert all(one in (kinds[part], Asker | Candidate) for part, one in zip(rule.sees, given, strict=False))


def test_both_have_to_be_free_for_the_margin_and_both_ways() -> None:
    walk = Point(HALIFAX.lat + 0.0072, HALIFAX.lon)
    there = replace(TUESDAY, point=walk)
    minute = timedelta(minutes=1)
    nearest = Span(STARTS - 28 * minute, ENDS + 13 * minute)

    def answers(span: Span) -> bool:
        cal = replace(CAL, free=(span,), ways=(Way("foot", 20),))
        return feasible(NIA, cal, there, GROUND) is None

    assert answers(nearest)
    assert not answers(replace(nearest, starts=nearest.starts + minute))
    assert not answers(replace(nearest, ends=nearest.ends - minute))
    halves = (Span(ENDS, nearest.ends), Span(nearest.starts, ENDS))
    assert feasible(NIA, replace(CAL, free=halves, ways=(Way("foot", 20),)), there, GROUND) is None


@pytest.mark.parametrize(
    ("ends", "limit", "is_fine"), [("20:59", 10, True), ("21:00", 10, False), ("21:00", 13, True), ("21:00", 60, True)]
)
def test_late_in_the_evening_another_limit_counts(ends: str, limit: int, is_fine: bool) -> None:
    hour, minute = map(int, ends.split(":"))
    late = replace(TUESDAY, ends=STARTS.replace(hour=hour, minute=minute), point=Point(HALIFAX.lat + 0.0072, -1.86))
    cal = replace(CAL, late_minutes=limit, ways=(Way("foot", 20),))

    assert (feasible(NIA, cal, late, GROUND) is None) is is_fine


def test_room_is_the_least_that_is_left_of_every_limit() -> None:
    wide = replace(GROUND, limits=Limits(cap=3, week=5, offers=2))

    assert places(CAL, GROUND) == 1
    assert places(CAL, wide) == 2
    assert places(replace(CAL, offers=1), wide) == 1
    assert places(replace(CAL, offers=1), replace(GROUND, limits=Limits(cap=3, week=5))) == 0
    assert places(replace(CAL, week=1), wide) == places(replace(CAL, week=9, cap=9, walks=2), wide) == 1
    assert places(replace(CAL, walks=2), wide) == 0
    assert places(replace(CAL, cap=1, walks=4), wide) == 0


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_no_pair_breaks_a_rule_on_any_of_its_dates_and_none_is_missed(seed: int) -> None:
    random = Random(seed)
    asked, ours, dates = people.askers(random, 4), people.candidates(random, 6), people.meetings(random, 12)
    ground = people.ground(random, 4, 6)

    found = fits(asked, ours, dates, ground)

    def plainly_with(asker: Asker, near: Ground) -> dict[tuple[str, str], set[str]]:
        each_of = {c.person: {each.id for each in dates if not feasible(asker, c, each, near)} for c in ours}
        return {(asker.request, who): ids for who, ids in each_of.items() if ids}

    plainly: dict[tuple[str, str], set[str]] = {}
    for asker in asked:
        plainly |= plainly_with(asker, ground) or plainly_with(asker, ground.wider)
    assert {pair: {each.id for each in dates} for pair, dates in found.items()} == plainly
    for asker in asked:
        near = ground_of(asker.request, found, ground)
        steps = funnel(asker, ours, dates, near)
        able = sum(request == asker.request for request, _champion in found)
        assert steps[0] == ("", 6) and steps[-1][1] == able
        assert able == sum(falls(asker, each, dates, near) is None for each in ours)
        assert all(fewer < more for (_a, more), (_b, fewer) in pairwise(steps))


def test_the_funnel_counts_down_rule_by_rule() -> None:
    woman = replace(NIA, genders=frozenset({"woman"}), gender="woman")
    six = [replace(CAL, person=f"c{number}", gender="woman" if number else "man") for number in range(6)]
    six[1] = replace(six[1], point=LEEDS)
    six[2] = replace(six[2], free=(Span(WEEK[0].starts, STARTS),))
    six[3] = replace(six[3], walks=2)

    steps = funnel(woman, six, [TUESDAY], GROUND)

    assert steps == (("", 6), ("gender_n", 5), ("travel", 4), ("overlap", 3), ("capacity", 2))
