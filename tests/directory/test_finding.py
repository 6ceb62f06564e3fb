"""Filters read kindly, and what moments mean."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.directory.rules.finding import (
    MARKS,
    MOMENTS,
    ONLINE,
    WEEKDAYS,
    Window,
    Wish,
    after,
    is_late,
    named_day,
    read_wish,
    soon,
    window,
)
from app.kernel.days import LONDON

ROUTES, LANGUAGES = frozenset({"na", "aa", "smart"}), frozenset({"1", "pl", "en"})
KINDS = ("meeting", "cafe", "event", "volunteering", "course")
MOMENT = st.datetimes(*map(datetime.fromisoformat, ("2026-01-01", "2028-01-01")), timezones=st.just(UTC))
WISHES = st.builds(
    Wish,
    when=st.sampled_from(("", *MOMENTS)),
    miles=st.integers(1, 300),
    online=st.sampled_from(ONLINE),
    kinds=st.frozensets(st.sampled_from(KINDS)),
    routes=st.frozensets(st.sampled_from(sorted(ROUTES))),
    marks=st.frozensets(st.sampled_from(MARKS)),
    language=st.sampled_from(("", "pl", "1")),
    page=st.integers(1, 25),
)
WORDS = st.one_of(st.text(max_size=60), st.sampled_from((*MOMENTS, *KINDS, "1", "25", "300", "na,zz", ",,")))


@given(
    st.dictionaries(st.one_of(st.text(max_size=12), st.sampled_from(("when", "miles", "kind", "page", *MARKS))), WORDS)
)
def test_no_address_is_ever_an_error(said: dict[str, str]) -> None:
    wish, ignored = read_wish(said, ROUTES, LANGUAGES)

    assert 1 <= wish.miles <= 300
    assert 1 <= wish.page <= 25
    assert wish.when in ("", *MOMENTS)
    assert wish.kinds <= set(KINDS)
    assert wish.routes <= ROUTES
    assert all(sentence.endswith("so we left it out.") for sentence in ignored)
    assert all(sign.isprintable() or sign in "\n\r\t" or ord(sign) > 159 for line in ignored for sign in line)


@given(WISHES)
def test_a_wish_survives_its_own_address(wish: Wish) -> None:
    said = dict(parse_qsl(wish.query(page=wish.page).removeprefix("?")))

    assert read_wish(said, ROUTES, LANGUAGES) == (wish, [])


def test_a_usual_wish_needs_no_words() -> None:
    assert Wish().query() == ""
    assert Wish().is_plain
    assert Wish(when="week", page=3).is_plain
    assert not Wish(miles=6).is_plain


def test_a_change_of_filter_goes_back_to_the_first_page() -> None:
    assert Wish(page=3).query(when="now") == "?when=now"


@given(MOMENT, st.sampled_from(("", *MOMENTS)), st.sampled_from((LONDON, "America/Los_Angeles", "Pacific/Auckland")))
def test_a_window_begins_now_at_the_earliest_and_ends_within_eight_days(now: datetime, when: str, zone: str) -> None:
    found = window(when, now, zone)

    assert found.now == int(now.timestamp())
    assert found.now < found.until <= found.now + 7 * 86400 + 3600
    assert found.since is None or found.now < found.since < found.until


@given(MOMENT, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_the_next_one_and_may_be_today(now: datetime, when: str) -> None:
    today = now.astimezone(ZoneInfo(LONDON)).date()
    day = named_day(when, today)

    assert 0 <= (day - today).days < 7
    assert WEEKDAYS[day.weekday()] == when
    found = window(when, now, LONDON)
    assert datetime.fromtimestamp(found.until, ZoneInfo(LONDON)).date() == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("clock", "late"), [("20:59", False), ("21:00", True), ("23:59", True), ("00:00", False), ("00:30", False)]
)
def test_it_is_late_from_nine(clock: str, late: bool) -> None:
    now = datetime.fromisoformat(f"2026-07-01T{clock}").replace(tzinfo=ZoneInfo(LONDON))

    assert is_late(now, LONDON) is late
    hours_left = (window("", now, LONDON).until - window("today", now, LONDON).until) // 3600
    assert hours_left == (24 if late else 0)


@pytest.mark.parametrize(("day", "hours"), [("2026-10-25", 25), ("2027-03-28", 23), ("2026-12-21", 24)])
def test_a_day_is_as_long_as_its_clocks_make_it(day: str, hours: int) -> None:
    midnight = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(LONDON))

    found = window("today", midnight, LONDON)

    assert found.until - found.now == hours * 3600


@given(MOMENT, st.sampled_from(("", *MOMENTS)))
def test_what_comes_after_begins_where_the_window_ends(now: datetime, when: str) -> None:
    found = window(when, now, LONDON)
    then = after(found, now, LONDON)

    assert then.since is not None
    assert then.since >= found.until
    assert then.until - then.since == 86400


def test_soon_is_two_hours_without_what_is_on() -> None:
    now = datetime(2026, 12, 21, 18, tzinfo=UTC)

    assert soon(now) == Window(int(now.timestamp()), int(now.timestamp()) + 7200, int(now.timestamp()) + 1)


def test_tomorrow_is_tomorrow() -> None:
    assert named_day("tomorrow", date(2026, 12, 31)) == date(2027, 1, 1)
