"""Readiness, times, checks and constants of champions, as pure rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from app.champions.rules.checks import Level, NotEligible, activities, check_eligible, needed
from app.champions.rules.constants import Constants
from app.champions.rules.readiness import Facts, Reason, ends_soon, needs, reasons, standing, supervision_due
from app.champions.rules.times import Away, Slot, is_free, is_late
from app.champions.rules.words import Kind, Standing, Status

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 12, 21, 18, tzinfo=LONDON)
READY = Facts(
    Status.READY, frozenset({Kind.COMMUNITY}), clear={"accompany": date(2026, 12, 21)},
    courses=frozenset({"induction", "safeguarding"}), has_supervisor=True, supervised_on=date(2026, 12, 1),
    ready_on=date(2026, 6, 1), is_agreed=True, has_walked=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"is_held": False}, [Reason.LEFT]),
        ({"is_suspended": True}, [Reason.SUSPENDED]),
        ({"status": Status.STEPPED_BACK}, [Reason.STEPPED_BACK]),
        ({"status": Status.PREPARING, "ready_on": None}, [Reason.PREPARING]),
        ({"paused_at": NOW}, [Reason.PAUSED]),
        ({"paused_at": NOW, "paused_until": date(2026, 12, 21)}, [Reason.PAUSED]),
        ({"paused_at": NOW, "paused_until": date(2026, 12, 20)}, []),
        ({"rest_until": datetime(2026, 12, 21, 18, 0, 1, tzinfo=LONDON)}, [Reason.RESTING]),
        ({"rest_until": NOW}, []),
        ({"kinds": frozenset({Kind.STRATEGIC})}, [Reason.KIND]),
        ({"clear": {}}, [Reason.CLEARANCE]),
        ({"clear": {"accompany": date(2026, 12, 20)}}, [Reason.CLEARANCE]),
        ({"clear": {"group": date(2030, 1, 1)}}, [Reason.CLEARANCE]),
        ({"courses": frozenset({"induction"})}, [Reason.TRAINING]),
        ({"has_supervisor": False}, [Reason.SUPERVISOR]),
        ({"supervised_on": date(2026, 11, 9)}, []),
        ({"supervised_on": date(2026, 11, 8)}, [Reason.SUPERVISION]),
        ({"supervised_on": None, "ready_on": date(2026, 11, 9)}, []),
        ({"supervised_on": None}, [Reason.SUPERVISION]),
        ({"is_agreed": False}, [Reason.AGREEMENT]),
        ({"has_walked": False}, [Reason.FIRST_WALK]),
    ],
    ids=str,
)
def test_every_reason_why_a_champion_is_not_asked_has_its_code(changes: dict[str, Any], expected: list[Reason]) -> None:
    assert list(reasons(replace(READY, **changes), Constants(), NOW)) == expected


def test_sr_073_a_check_stops_new_offers_at_midnight_in_london_also_in_summer() -> None:
    clear = replace(READY, clear={"accompany": date(2027, 6, 30)}, supervised_on=date(2027, 6, 20))

    assert reasons(clear, Constants(), datetime(2027, 6, 30, 22, 59, 59, tzinfo=UTC)) == ()
    assert reasons(clear, Constants(), datetime(2027, 6, 30, 23, 0, 0, tzinfo=UTC)) == (Reason.CLEARANCE,)


def test_sr_073_nobody_is_ready_without_check_course_supervisor_agreement_and_first_walk() -> None:
    nothing = Facts(Status.PREPARING, frozenset({Kind.COMMUNITY}))
    both = replace(READY, kinds=frozenset({Kind.COMMUNITY, Kind.THERAPEUTIC}))
    office = Facts(Status.PREPARING, frozenset({Kind.STRATEGIC}), has_supervisor=True, is_agreed=True)

    assert list(needs(nothing, Constants(), NOW)) == [
        Reason.CLEARANCE, Reason.TRAINING, Reason.SUPERVISOR, Reason.AGREEMENT, Reason.FIRST_WALK
    ]  # fmt: skip
    assert needs(both, Constants(), NOW) == (Reason.CLEARANCE,)
    assert reasons(both, Constants(), NOW) == ()
    assert needs(office, Constants(courses=()), NOW) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Standing.READY),
        ({"paused_at": NOW}, Standing.PAUSED),
        ({"paused_at": NOW, "status": Status.STEPPED_BACK}, Standing.STEPPED_BACK),
        ({"paused_at": NOW, "is_suspended": True}, Standing.SUSPENDED),
        ({"is_suspended": True, "is_held": False}, Standing.LEFT),
    ],
    ids=str,
)
def test_where_a_champion_stands_is_one_word(changes: dict[str, Any], expected: Standing) -> None:
    assert standing(replace(READY, **changes), NOW.date()) is expected


def test_supervision_is_due_28_days_after_the_last_or_after_being_made_ready() -> None:
    assert supervision_due(READY, Constants()) == date(2026, 12, 29)
    assert supervision_due(replace(READY, supervised_on=None), Constants()) == date(2026, 6, 29)
    assert supervision_due(replace(READY, ready_on=None), Constants()) is None


def test_a_check_is_told_of_from_30_days_before_it_ends() -> None:
    notice = Constants().check_notice

    assert not ends_soon(date(2027, 1, 21), date(2026, 12, 21), notice)
    assert ends_soon(date(2027, 1, 20), date(2026, 12, 21), notice)
    assert ends_soon(date(2026, 12, 1), date(2026, 12, 21), notice)


MONDAYS = [Slot(0, time(18), time(21)), Slot(0, time(21), time(23))]
NIGHT = [Slot(6, time(20), time(2)), Slot(0, time(0), time(0))]


@pytest.mark.parametrize(
    ("slots", "starts", "ends", "free"),
    [
        (MONDAYS, "2026-12-21T18:00", "2026-12-21T23:00", True),
        (MONDAYS, "2026-12-21T17:59", "2026-12-21T20:00", False),
        (MONDAYS, "2026-12-21T20:00", "2026-12-21T23:01", False),
        (MONDAYS, "2026-12-22T19:00", "2026-12-22T20:00", False),
        ([], "2026-12-21T19:00", "2026-12-21T20:00", False),
        (NIGHT, "2026-12-20T23:30", "2026-12-21T01:30", True),
        (NIGHT, "2026-12-21T23:00", "2026-12-22T00:00", True),
        (NIGHT, "2026-12-21T23:00", "2026-12-22T00:01", False),
        ([Slot(6, time(19), time(21))], "2027-06-20T19:00", "2027-06-20T21:00", True),
        ([Slot(6, time(0), time(4))], "2027-03-28T00:30", "2027-03-28T03:30", True),
        ([Slot(0, time(18), time(20)), Slot(0, time(20, 30), time(23))], "2026-12-21T19:00", "2026-12-21T21:00", False),
    ],
)
def test_somebody_is_free_if_their_hours_hold_the_whole_stretch(
    slots: list[Slot], starts: str, ends: str, free: bool
) -> None:
    begin, end = (datetime.fromisoformat(each).replace(tzinfo=LONDON) for each in (starts, ends))

    assert is_free(slots, [], begin, end) is free


@pytest.mark.parametrize(
    ("first", "last", "free"),
    [("2026-12-21", "2026-12-21", False), ("2026-12-14", "2026-12-20", True), ("2026-12-22", "2027-01-02", True),
     ("2026-12-14", "2026-12-21", False)],
)  # fmt: skip
def test_nobody_is_free_on_a_day_away(first: str, last: str, free: bool) -> None:
    away = [Away(date.fromisoformat(first), date.fromisoformat(last))]

    assert is_free(MONDAYS, away, NOW, NOW.replace(hour=20)) is free


def test_late_is_from_nine_in_the_evening_on() -> None:
    hours = [hour for hour in range(24) if is_late(datetime(2027, 6, 21, hour, tzinfo=LONDON).astimezone(UTC))]

    assert hours == [0, 1, 2, 3, 4, 21, 22, 23]


def test_a_check_is_asked_for_only_where_the_activity_is_eligible_and_the_sentence_says_why() -> None:
    asked = {(activity, level) for activity in activities() for level in Level}
    refused = set()
    for activity, level in asked:
        try:
            check_eligible(activity, level)
        except NotEligible as sentence:
            assert str(sentence) == activities()[activity].why
            refused.add((activity, level))

    assert ("accompany", Level.ENHANCED_BARRED) in refused and ("accompany", Level.ENHANCED) in refused
    assert {level for activity, level in asked - refused if activity == "accompany"} == {Level.NONE, Level.BASIC}
    assert {activity for activity, level in asked - refused if level is Level.ENHANCED_BARRED} == {"convey_to_care"}
    assert needed({Kind.COMMUNITY}) == {"accompany"}


def test_an_organisation_chooses_its_numbers_and_nonsense_is_as_if_nothing_were_chosen() -> None:
    own = {"champion_active": 3, "champion_week": True, "champion_rest_hours": "48", "champion_first_walk": False,
           "champion_courses": ["induction"], "champion_supervision_days": -1}  # fmt: skip
    chosen = Constants.of(own)

    assert chosen == Constants(active=3, first_walk=False, courses=("induction",))
    assert Constants.of(None) == Constants()
