"""Hours that are counted by day only, right through both clock changes; who is asked after whom."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.linkage.matching.rules.windows import (
    AT_ONCE,
    IN_A_ROW,
    SEARCH,
    Broadcast,
    Exhausted,
    Offer,
    Round,
    Terms,
    Wait,
    closes_at,
    counted,
    next_step,
    offers_needed,
)

LONDON = ZoneInfo("Europe/London")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("opened", "hours", "closes"),
    [
        ("2026-12-21T09:00", 4, "2026-12-21T13:00"),
        ("2026-12-21T17:00", 4, "2026-12-21T21:00"),
        ("2026-12-21T17:01", 4, "2026-12-22T08:01"),
        ("2026-12-21T21:00", 4, "2026-12-22T12:00"),
        ("2026-12-21T23:30", 4, "2026-12-22T12:00"),
        ("2026-12-22T03:00", 2, "2026-12-22T10:00"),
        ("2026-12-21T09:00", 20, "2026-12-22T16:00"),
        ("2026-12-21T20:59", 40, "2026-12-25T08:59"),
        ("2027-03-27T20:00", 4, "2027-03-28T11:00"),
        ("2027-03-28T00:30", 4, "2027-03-28T12:00"),
        ("2026-10-24T20:00", 4, "2026-10-25T11:00"),
        ("2026-10-25T01:30", 20, "2026-10-26T15:00"),
    ],
)
def test_an_offer_closes_when_its_hours_by_day_are_over(opened: str, hours: int, closes: str) -> None:
    assert closes_at(london(opened), timedelta(hours=hours)) == london(closes).astimezone(UTC)


YEAR = st.integers(0, 366 * 24 * 60).map(lambda minutes: datetime(2026, 10, 1, tzinfo=UTC) + minutes * MINUTE)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(YEAR, st.integers(1, 20 * 60))
def test_counting_minute_by_minute_comes_to_the_same(opened: datetime, minutes: int) -> None:
    moment, left = opened, minutes
    while left:
        left -= 8 <= moment.astimezone(LONDON).hour < 21
        moment += MINUTE

    assert closes_at(opened, minutes * MINUTE) == moment
    assert counted(opened, moment) == minutes * MINUTE
    assert counted(opened, opened - MINUTE) == timedelta(0)


NINE = london("2026-12-21T09:00").astimezone(UTC)


def past(*champions: str, opened: datetime = NINE, ended: datetime | None = NINE + MINUTE) -> Round:
    return Round(champions, opened, closes_at(opened, 4 * HOUR), ended, together=len(champions) > 1)


def test_one_after_another_then_some_together_once_then_the_coordinator() -> None:
    now, closes = NINE + HOUR, NINE + 5 * HOUR

    assert next_step([], ["a", "b"], ["x"], now) == Offer("a", closes)
    assert next_step([past("a")], ["a", "b"], ["x"], now) == Offer("b", closes)
    assert next_step([past("a")], ["b"], [], now, leaves_today=True) == Offer("b", now + 2 * HOUR)
    assert next_step([past("a"), past("b")], ["b"], ["w", "b", "x", "y", "z"], now) == Broadcast(
        ("w", "x", "y"), closes
    )
    assert next_step([past("a"), past("w", "x")], ["b"], ["y"], now) == Exhausted(in_time=True)
    assert next_step([past("a")], [], [], now) == Exhausted(in_time=True)


def test_while_somebody_may_answer_nobody_else_is_asked() -> None:
    open_one = past("a", ended=None)

    assert next_step([open_one], ["b"], [], NINE + 4 * HOUR - MINUTE) == Wait(NINE + 4 * HOUR)
    assert next_step([open_one], ["b"], [], NINE + 4 * HOUR) == Offer("b", NINE + 8 * HOUR)


def test_no_window_outlasts_the_search_and_after_it_the_coordinator_has_it() -> None:
    late = closes_at(NINE, SEARCH - HOUR)

    assert next_step([past("a")], ["b"], [], late) == Broadcast(("b",), late + HOUR)
    assert next_step([past("a")], ["b"], [], late + HOUR) == Exhausted(in_time=False)


def test_with_fewer_than_twelve_hours_left_some_are_asked_together() -> None:
    twelve = closes_at(NINE, SEARCH - 12 * HOUR)
    silent = [past("a", ended=closes_at(NINE, 4 * HOUR)), past("b", opened=NINE + 4 * HOUR, ended=twelve)]

    assert next_step(silent, ["c", "d"], [], twelve) == Offer("c", twelve + 4 * HOUR)
    later = twelve + MINUTE
    assert next_step(silent, ["c", "d"], ["e", "f"], later) == Broadcast(("c", "d", "e"), closes_at(later, 4 * HOUR))


def test_at_night_time_passes_only_for_questions_to_those_who_all_chose_it() -> None:
    eleven = london("2026-12-21T23:00").astimezone(UTC)
    terms = Terms(nights=frozenset({"owl", "bat"}))
    history = [past("x", opened=eleven - 3 * HOUR, ended=eleven), past("y", opened=eleven, ended=eleven)]

    assert next_step([], ["owl"], [], eleven, terms=terms) == Offer("owl", eleven + 4 * HOUR)
    assert next_step([], ["owl"], [], eleven, leaves_today=True, terms=terms) == Offer("owl", eleven + 2 * HOUR)
    assert next_step([], ["lark"], [], eleven, terms=terms) == Offer("lark", london("2026-12-22T12:00"))
    assert next_step(history, [], ["owl", "bat"], eleven, terms=terms) == Broadcast(("owl", "bat"), eleven + 4 * HOUR)
    assert next_step(history, [], ["owl", "lark"], eleven, terms=terms) == Broadcast(
        ("owl", "lark"), london("2026-12-22T12:00")
    )
    spring = london("2027-03-27T23:00").astimezone(UTC)
    assert terms.closes(["owl"], spring, 4 * HOUR) == spring + 4 * HOUR


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 9), max_size=9), st.integers(0, 240), YEAR)
def test_every_search_ends_and_asks_nobody_twice(listed: list[int], minutes: int, now: datetime) -> None:
    names, others = [f"c{number}" for number in dict.fromkeys(listed)], [f"o{number}" for number in range(4)]
    history: list[Round] = []
    while not isinstance(step := next_step(history, names, others, now), Exhausted):
        assert not isinstance(step, Wait)
        asked = (step.champion,) if isinstance(step, Offer) else step.champions
        answered = min(closes_at(now, minutes * MINUTE), step.closes_at)
        history.append(Round(asked, now, step.closes_at, answered, together=isinstance(step, Broadcast)))
        now = answered

    everybody = [champion for each in history for champion in each.champions]
    assert len(everybody) == len(set(everybody))
    assert [each.together for each in history] in (
        [False] * n + [True] * m for n in range(IN_A_ROW + 1) for m in (0, 1)
    )
    assert len(everybody) <= IN_A_ROW + AT_ONCE
    assert not history or counted(history[0].opened_at, now) <= SEARCH


@pytest.mark.parametrize(("says_yes", "offers"), [(0.5, 5), (0.4, 6), (0.3, 9), (1.0, 1), (0.96, 1), (0.0, None)])
def test_how_many_offers_it_takes(says_yes: float, offers: int | None) -> None:
    assert offers_needed(says_yes) == offers
