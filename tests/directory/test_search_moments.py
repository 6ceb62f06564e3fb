"""What is still listed when, told by hand: the grace, open doors, long events, late evenings, and the far meridian."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from app.directory import search
from app.directory.actions.listings import settle
from app.directory.models import Series
from app.directory.rules import finding
from app.directory.rules.finding import Wish
from app.directory.rules.timetable import Kind
from app.kernel.days import LONDON
from tests.factories.directories import listing, venue, weekly

MONDAY, SUNDAY_CLOCKS_BACK = date(2026, 12, 14), date(2026, 10, 25)
HERE = (53.72, -1.86)
Add = Callable[..., str]
See = Callable[..., list[str]]


@pytest.fixture
def add(session: Session) -> Add:
    """Put a listing into the directory, by default a meeting in the hall where everybody searches."""
    count = iter(range(100))

    def put(*series: Series, at: tuple[float, float] = HERE, kind: Kind = Kind.MEETING, **changes: Any) -> str:
        number = next(count)
        held = venue(number, *at, zone=series[0].zone or LONDON)
        made = listing(number, kind, list(series), venue=held, **changes)
        session.add(made)
        day = SUNDAY_CLOCKS_BACK if series[0].first == SUNDAY_CLOCKS_BACK else MONDAY
        settle(session, [made], datetime.combine(day, time(9), ZoneInfo(LONDON)))
        return made.name

    return put


@pytest.fixture
def see(session: Session) -> See:
    """The names that somebody finds who looks on a day at a time of London."""

    def look(at: str, wish: Wish | None = None, point: tuple[float, float] = HERE, day: date = MONDAY) -> list[str]:
        wish = wish or Wish()
        now = datetime.combine(day, time.fromisoformat(at), ZoneInfo(LONDON))
        rows, _ = search.near(session.connection(), point, wish, finding.window(wish.when, now, LONDON), count=20)
        return [row.name for row in rows]

    return look


def test_a_meeting_is_listed_until_ten_minutes_after_its_start(add: Add, see: See) -> None:
    name = add(weekly(MONDAY, time(19, 30)))

    assert see("19:39") == [name]
    assert see("19:40") == []


def test_a_short_meeting_is_not_listed_beyond_its_end(add: Add, see: See) -> None:
    name = add(weekly(MONDAY, time(19, 30), minutes=5))

    assert see("19:34") == [name]
    assert see("19:35") == []


@pytest.mark.parametrize("kind", [Kind.CAFE, Kind.EVENT])
def test_a_cafe_and_an_event_are_listed_until_they_end(add: Add, see: See, kind: Kind) -> None:
    name = add(weekly(MONDAY, time(10), minutes=240), kind=kind)

    assert see("13:59") == [name]
    assert see("14:00") == []


def test_a_cafe_open_past_midnight_is_on_now_the_next_morning(add: Add, see: See) -> None:
    name = add(weekly(MONDAY - timedelta(days=1), time(22), minutes=480), kind=Kind.CAFE)

    assert see("05:59", Wish(when="now")) == [name]
    assert see("06:00", Wish(when="now")) == []


def test_now_gives_only_what_has_begun(add: Add, see: See) -> None:
    name = add(weekly(MONDAY, time(19, 30)))

    assert see("19:29", Wish(when="now")) == []
    assert see("19:30", Wish(when="now")) == [name]


def test_after_nine_in_the_evening_tomorrow_is_shown_too(add: Add, see: See) -> None:
    name = add(weekly(MONDAY + timedelta(days=1), time(7)))

    assert see("20:59") == []
    assert see("21:00") == [name]
    assert see("21:00", Wish(when="today")) == []


def test_each_day_of_a_long_event_is_found_on_its_day(add: Add, see: See) -> None:
    name = add(weekly(MONDAY, time(0), minutes=3 * 24 * 60, all_day=True), kind=Kind.EVENT)

    assert see("12:00") == [name]
    assert see("12:00", Wish(when="tomorrow")) == [name]
    assert see("12:00", Wish(when="wed")) == [name]
    assert see("12:00", Wish(when="thu")) == []


def test_an_event_of_all_day_is_on_in_the_twenty_fifth_hour_of_the_day(add: Add, see: See) -> None:
    name = add(weekly(SUNDAY_CLOCKS_BACK, time(0), minutes=24 * 60, all_day=True), kind=Kind.EVENT)

    assert see("23:30", Wish(when="today"), day=SUNDAY_CLOCKS_BACK) == [name]


def test_the_order_is_on_now_then_by_start_then_by_distance(add: Add, see: See) -> None:
    far = add(weekly(MONDAY, time(19)), at=(53.76, -1.86))
    near = add(weekly(MONDAY, time(19)))
    later = add(weekly(MONDAY, time(20)))
    running = add(weekly(MONDAY, time(9), minutes=720), kind=Kind.CAFE, at=(53.77, -1.86))

    assert see("18:00") == [running, near, far, later]


@pytest.mark.parametrize("east", [179.99, -179.99, 180.0, -180.0])
def test_a_circle_over_the_far_meridian_reaches_both_sides(add: Add, see: See, east: float) -> None:
    one, other = (add(weekly(MONDAY, time(19)), at=(-17.0, lon)) for lon in (179.98, -179.98))

    assert sorted(see("12:00", point=(-17.0, east))) == sorted([one, other])


def test_a_listing_without_a_place_and_not_online_is_found_near_nothing(add: Add, see: See) -> None:
    add(weekly(MONDAY, time(19)), kind=Kind.VOLUNTEERING, in_person=False, online=False)

    assert see("12:00") == []


def test_what_has_ended_for_good_is_not_found(add: Add, see: See) -> None:
    add(weekly(MONDAY, time(19)), status="ended")

    assert see("12:00") == []
