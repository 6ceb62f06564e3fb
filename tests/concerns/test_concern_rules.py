"""Clocks, conflicts, duty and reports, as plain rules."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.concerns.rules.clocks import (
    KINDS,
    LATE_AFTER,
    NEW,
    NOW,
    UNREAD,
    WAITS,
    Circle,
    Links,
    Waiting,
    alarms,
    decide_by,
    is_late,
)  # fmt: skip
from app.concerns.rules.concern import CannotHandle, Speed, check_closing, needs_second
from app.concerns.rules.conflict import named
from app.concerns.rules.duty import CannotShift, Turn, check_turn, next_on, on_now
from app.concerns.rules.reports import Report, rests
from app.notices.rules.reach import URGENT
from tests.conftest import LONDON

CAME = datetime(2026, 12, 21, 18, tzinfo=UTC)
LINKS = Links("https://x.example/concerns", "https://x.example/today", "Lena 07700 900123")
LEADS = {"lena": "Léna", "carl": "Carl Ann", "jo": "Jo"}


def told(circle: Circle, *, is_immediate: bool = True, turn: int = 0) -> list[tuple[str, str, float]]:
    """Kind, person, and hours after it came."""
    found = alarms(Waiting("c" * 32, CAME, is_immediate, turn), circle, LINKS)
    return [(each.kind, each.person_id, (each.due_at - CAME) / timedelta(hours=1)) for each in found]


@pytest.mark.parametrize(
    ("circle", "is_immediate", "wanted"),
    [
        (Circle(("a", "b"), ("d",), ("t",)), True, [(NOW, "a", 0), (NOW, "b", 0.25), (WAITS, "d", 0.5), (NOW, "a", 24),
                                                    (NOW, "b", 24)]),
        (Circle(("a", "b"), ("d",), ("t",)), False, [(NEW, "a", 0), (NEW, "b", 4), (WAITS, "d", 8), (NEW, "a", 24),
                                                     (NEW, "b", 24)]),
        (Circle(("a",), ("d",), ("t",)), True, [(NOW, "a", 0), (WAITS, "d", 0.25), (NOW, "a", 24)]),
        (Circle(("a", "b", "c"), ("d",), ("t",), frozenset({"b", "d"})), True, [
            (WAITS, "d", 0), (NOW, "a", 0), (NOW, "b", 0), (NOW, "c", 0.25), *[(NOW, who, 24) for who in "abc"]]),
        (Circle(("a", "b"), ("d",), ("t",), frozenset({"b", "d"})), False, [
            (NEW, "a", 0), (NEW, "b", 4), (WAITS, "d", 8), (NEW, "a", 24), (NEW, "b", 24)]),
        (Circle(("a", "b"), ("d",), ("t",), deaf=frozenset("ab")), False, [
            (UNREAD, "t", 0), (WAITS, "d", 0), (NEW, "a", 0), (NEW, "b", 4), (NEW, "a", 24), (NEW, "b", 24)]),
        (Circle(("b", "a"), ("d",), ("t",), deaf=frozenset("a")), True, [
            (NOW, "b", 0), (NOW, "a", 0.25), (WAITS, "d", 0.5), (NOW, "b", 24), (NOW, "a", 24)]),
        (Circle((), ("d",), ("t", "u")), True, [(UNREAD, "t", 0), (UNREAD, "u", 0)]),
        (Circle(), True, []),
    ],
)  # fmt: skip
def test_sr_077_while_nobody_takes_it_up_one_circle_after_another_is_told(
    circle: Circle, is_immediate: bool, wanted: list[tuple[str, str, float]]
) -> None:
    assert told(circle, is_immediate=is_immediate) == wanted


def test_sr_077_danger_now_leaves_at_any_hour_as_does_what_goes_to_whoever_is_on_duty() -> None:
    assert set(KINDS) - URGENT == {NEW}


def test_sr_077_after_something_was_added_all_are_told_anew() -> None:
    circle = Circle(("a",))
    keys = [{each.key for each in alarms(Waiting("c", CAME, False, turn), circle, LINKS)} for turn in (0, 1)]

    assert not keys[0] & keys[1]


def test_sr_077_late_is_a_day_and_a_decision_is_due_by_working_days() -> None:
    friday = datetime(2026, 12, 18, 23, 30, tzinfo=UTC)

    assert [is_late(CAME, None, CAME + LATE_AFTER - timedelta(seconds=each)) for each in (1, 0)] == [False, True]
    assert not is_late(CAME, CAME + timedelta(hours=23), CAME + timedelta(days=9))
    assert [decide_by(friday, each) for each in Speed] == [date(2026, 12, 21), date(2026, 12, 23), date(2026, 12, 25)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("It is about Carl", {"carl"}), ("CARL’S fault", {"carl"}), ("Lena, the tall one", {"lena"}), ("jo", {"jo"}),
        ("Carlisle, John and Ann", set()), ("", set()), ("Jo and Carl", {"jo", "carl"}),
    ],
)  # fmt: skip
def test_sr_078_a_lead_who_is_named_however_it_is_written_is_found(text: str, who: set[str]) -> None:
    assert named(text, LEADS) == who


def test_in_a_long_text_a_name_that_is_a_word_as_well_counts_by_its_capital() -> None:
    leads = {"w": "Will", "z": "Zoë"}

    assert named("She will come, with grace", leads, only_capitals=True) == set()
    assert named("I told Will, and ZOE’S friend", leads, only_capitals=True) == {"w", "z"}


@pytest.mark.parametrize(
    ("turns", "at", "on"),
    [
        ([Turn("a", 0, 9, 17)], "2026-12-21T09:00", ["a"]),
        ([Turn("a", 0, 9, 17)], "2026-12-21T17:00", []),
        ([Turn("a", 0, 22, 6), Turn("b", 1, 0, 0)], "2026-12-22T05:59", ["a", "b"]),
        ([Turn("a", 0, 22, 6)], "2026-12-22T06:00", []),
        ([Turn("a", 6, 22, 6)], "2026-12-21T03:00", ["a"]),
        ([Turn("a", 6, 0, 9)], "2027-03-28T08:30", ["a"]),
        ([Turn("a", 6, 1, 2)], "2026-10-25T01:30", ["a"]),
        ([Turn("a", 0, 9, 17), Turn("a", 0, 8, 12)], "2026-12-21T10:00", ["a"]),
    ],
)
def test_who_is_on_duty_goes_by_the_clock_on_the_wall(turns: list[Turn], at: str, on: list[str]) -> None:
    assert on_now(turns, datetime.fromisoformat(at).replace(tzinfo=LONDON)) == on


def test_who_is_next_is_said_and_a_turn_that_cannot_be_is_refused() -> None:
    turns, now = [Turn("a", 2, 9, 17), Turn("b", 4, 9, 17)], datetime(2026, 12, 21, 12, tzinfo=LONDON)

    assert next_on(turns, now) == datetime(2026, 12, 23, 9, tzinfo=LONDON)
    assert next_on([], now) is None
    for wrong in (Turn("z", 0, 9, 17), Turn("a", 7, 9, 17), Turn("a", 0, 24, 1)):
        with pytest.raises(CannotShift):
            check_turn(wrong, ["a"])


@pytest.mark.parametrize(
    ("reports", "lifted", "held"),
    [
        ([(0, "x"), (90, "y")], None, True),
        ([(0, "x"), (91, "y")], None, False),
        ([(0, "x"), (9, "x")], None, False),
        ([(0, "x")], None, False),
        ([(0, "x"), (9, "y")], 9, False),
        ([(0, "x"), (9, "y"), (12, "z")], 5, True),
        ([(0, "x"), (80, "x"), (160, "y")], None, True),
    ],
)
def test_sr_074_two_independent_reports_in_90_days_hold_offers_back_until_a_lead_has_looked(
    reports: list[tuple[int, str]], lifted: int | None, held: bool
) -> None:
    every = [Report(CAME + timedelta(days=day), who) for day, who in reports]

    assert rests(every, None if lifted is None else CAME + timedelta(days=lifted)) is held
    assert rests(reversed(every), None if lifted is None else CAME + timedelta(days=lifted)) is held


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from("xyz"))))
def test_sr_074_two_neighbours_in_time_of_different_tellers_decide(reports: list[tuple[int, str]]) -> None:
    """Any two different tellers within 90 days have between them two neighbours who are."""
    inorder = sorted(reports)
    near = any(one[1] != other[1] and other[0] - one[0] <= 90 for one, other in pairwise(inorder))

    assert rests([Report(CAME + timedelta(days=day), who) for day, who in reports], None) is near


def test_danger_and_what_is_about_staff_take_two_people_to_close() -> None:
    assert [needs_second(is_immediate=a, of_staff=b) for a, b in ((0, 0), (1, 0), (0, 1))] == [False, True, True]
    assert check_closing("a", None, "They are safe now.", takes_two=False) is True
    assert check_closing("a", None, "They are safe now.", takes_two=True) is False
    assert check_closing("b", "a", "", takes_two=True) is True
    for asked_by, reason in ((None, "ok"), ("a", "They are safe now.")):
        with pytest.raises(CannotHandle):
            check_closing("a", asked_by, reason, takes_two=True)
