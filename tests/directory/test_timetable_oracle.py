"""The timetable against a second opinion: `recurring_ical_events`, for every kind of rule, over three years."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event, vRecur

from app.directory.rules.timetable import Change, OneOff, Series, State, Timetable, occurrences
from app.kernel.recurrence import parse

FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
DAY = timedelta(days=1)
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ZONES = ["Europe/London"] * 4 + ["Europe/Dublin", "America/New_York", "Australia/Lord_Howe"]
TIMES = [time(h, m) for h in (0, 1, 2, 3) for m in (0, 30, 59)] + [time(7, 30), time(19, 30), time(22), time(23, 30)]
LENGTHS = [15, 60, 90, 150, 480, 750]

proof = settings(max_examples=100, deadline=None, derandomize=True)
anchors = st.dates(date(2010, 1, 1), date(2026, 12, 31))
intervals = st.integers(1, 5)


@st.composite
def series(draw, rules):
    """A series of London or elsewhere, begun on a day of its rule, and its RRULE text."""
    anchor = draw(anchors)
    text = draw(rules(anchor))
    made = Series(
        id="s",
        rule=parse(text),
        first=anchor,
        start=draw(st.sampled_from(TIMES)),
        minutes=draw(st.sampled_from(LENGTHS)),
        zone=draw(st.sampled_from(ZONES)),
        until=draw(st.none() | st.dates(FIRST, LAST)),
    )
    return made, text


def weekly(anchor):
    return st.builds(
        lambda others, n: f"FREQ=WEEKLY;INTERVAL={n};BYDAY={','.join({WEEKDAYS[anchor.weekday()], *others})};WKST=MO",
        st.sets(st.sampled_from(WEEKDAYS), max_size=3),
        intervals,
    )


def monthly_by_weekday(anchor):
    own = [(anchor.day + 6) // 7] + ([-1] if (anchor + 7 * DAY).month != anchor.month else [])
    other = st.builds(lambda n, day: f"{n}{day}", st.sampled_from([1, 2, 3, 4, 5, -1]), st.sampled_from(WEEKDAYS))
    return st.builds(
        lambda n, others, every: (
            f"FREQ=MONTHLY;INTERVAL={every};BYDAY={','.join({f'{n}{WEEKDAYS[anchor.weekday()]}', *others})}"
        ),
        st.sampled_from(own),
        st.sets(other, max_size=2),
        intervals,
    )


def monthly_by_day(anchor):
    own = [anchor.day] + ([-1] if anchor.day == monthrange(anchor.year, anchor.month)[1] else [])
    return st.builds(
        lambda n, others, every: f"FREQ=MONTHLY;INTERVAL={every};BYMONTHDAY={','.join(map(str, {n, *others}))}",
        st.sampled_from(own),
        st.sets(st.sampled_from([1, 15, 28, 29, 30, 31, -1]), max_size=3),
        intervals,
    )


def yearly(anchor):
    return intervals.map(lambda n: f"FREQ=YEARLY;INTERVAL={n}")


@proof
@given(series(weekly))
def test_agrees_on_every_week_or_every_few_weeks(made):
    assert_agrees(*made)


@proof
@given(series(monthly_by_weekday))
def test_agrees_on_first_to_fifth_and_last_weekdays(made):
    assert_agrees(*made)


@proof
@given(series(monthly_by_day))
def test_agrees_on_days_of_the_month_that_some_months_lack(made):
    assert_agrees(*made)


@proof
@given(series(yearly))
def test_agrees_on_yearly_dates(made):
    assert_agrees(*made)


@proof
@given(st.lists(st.dates(FIRST, LAST), min_size=1, max_size=12, unique=True), st.sampled_from(TIMES))
def test_agrees_on_listed_dates(days, start):
    listed = Series("s", parse("", tuple(days)), min(days), start, 60)
    extras = [OneOff(day, Change.EXTRA) for day in days if day != min(days)]

    assert_same(ours(listed, []), theirs(listed, "", extras))


@proof
@given(series(lambda anchor: weekly(anchor) | monthly_by_weekday(anchor) | monthly_by_day(anchor)), st.data())
def test_agrees_on_cancelled_moved_and_extra_dates(made, data):
    habit, text = made
    plain = occurrences(Timetable((habit,)), FIRST, LAST)
    chosen = data.draw(st.lists(st.sampled_from(plain), max_size=8, unique=True)) if plain else []
    cancelled = [OneOff(each.day, Change.CANCELLED) for each in chosen[::2]]
    moved = [data.draw(moves(each.day)) for each in chosen[1::2]]
    days = data.draw(st.lists(st.dates(max(FIRST, habit.first), LAST), max_size=3, unique=True))
    extras = [OneOff(day, Change.EXTRA, start=data.draw(st.sampled_from(TIMES))) for day in days]
    one_offs = cancelled + moved + extras

    assert_same(ours(habit, one_offs), theirs(habit, text, one_offs))


def moves(day):
    return st.builds(
        lambda start, minutes, by: OneOff(day, Change.TIME, start=start, minutes=minutes, to_day=day + by * DAY),
        st.sampled_from(TIMES),
        st.sampled_from(LENGTHS),
        st.integers(-3, 3),
    )


def assert_agrees(habit, text):
    assert_same(ours(habit, []), theirs(habit, text, []))


def assert_same(our_spans, their_spans):
    """Where the clocks skip a start, the second opinion may end at or before it; there only the start counts."""
    assert [starts for starts, _ in our_spans] == [starts for starts, _ in their_spans]
    for (starts, our_end), (_, their_end) in zip(our_spans, their_spans, strict=True):
        assert their_end in (our_end, min(their_end, starts))


def ours(habit, one_offs):
    """Start and end, in UTC, of what takes place; a check on the way that nothing ends before it starts."""
    found = occurrences(Timetable((habit,), one_offs=tuple(one_offs)), FIRST, LAST)
    assert all(each.ends.astimezone(UTC) > each.starts.astimezone(UTC) for each in found)
    return sorted(in_utc(each.starts, each.ends) for each in found if each.state is State.ON)


def theirs(habit, text, one_offs):
    zone = ZoneInfo(habit.zone)
    calendar = recurring_ical_events.of(as_calendar(habit, text, one_offs))
    found = calendar.between(FIRST - DAY, LAST + 2 * DAY)
    local = [each for each in found if FIRST <= each.start.astimezone(UTC).astimezone(zone).date() <= LAST]
    return sorted(in_utc(each.start, each.end) for each in local)


def in_utc(starts, ends):
    return starts.astimezone(UTC), ends.astimezone(UTC)


def as_calendar(habit, text, one_offs):
    zone, length = ZoneInfo(habit.zone), timedelta(minutes=habit.minutes)
    starts = datetime.combine(habit.first, habit.start, zone)
    master = event(starts, length)
    if text:
        until = habit.until and datetime.combine(habit.until, time(23, 59, 59), zone).astimezone(UTC)
        master.add("rrule", vRecur.from_ical(text) | ({"UNTIL": until} if until else {}))
    calendar = Calendar()
    calendar.add_component(master)
    for each in one_offs:
        was = datetime.combine(each.day, habit.start, zone)
        if each.change is Change.CANCELLED:
            master.add("exdate", was)
        elif each.change is Change.EXTRA:
            master.add("rdate", datetime.combine(each.day, each.start or habit.start, zone))
        else:
            moved = event(datetime.combine(each.to_day, each.start, zone), timedelta(minutes=each.minutes))
            moved.add("recurrence-id", was)
            calendar.add_component(moved)
    return calendar


def event(starts, length):
    made = Event()
    made.add("uid", "one")
    made.add("dtstart", starts)
    made.add("dtend", starts + length)
    return made
