"""Which days a rule falls on: cases worked out by hand, and every answer against a plain definition."""

import sys
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.recurrence import BadRule, ByDay, Freq, Rule, between, following, is_on, parse

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("rule", "anchor", "first", "last", "days"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", "2026-01-06", "2026-12-20", "2027-01-06", "12-22 12-29 01-05"),
        ("FREQ=WEEKLY;BYDAY=MO,SU", "2026-01-05", "2026-12-26", "2027-01-04", "12-27 12-28 01-03 01-04"),
        # Every other week over New Year 2026, which ends in a week 53.
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2026-12-17", "2026-12-01", "2027-01-31", "12-17 12-31 01-14 01-28"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
            "2026-12-17",
            "2026-12-14",
            "2027-01-15",
            "12-17 12-28 12-31 01-11 01-14",
        ),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "2026-11-15", "2026-12-21", "2027-01-10", "12-27 01-10"),
        # An anchor that is not a day of the rule still sets which weeks count.
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-12-17", "2026-12-01", "2027-01-15", "12-28 01-11"),
        ("FREQ=MONTHLY;BYDAY=5FR", "2026-01-01", "2027-01-01", "2027-12-31", "01-29 04-30 07-30 10-29 12-31"),
        ("FREQ=MONTHLY;BYDAY=1SA,3SA", "2026-01-01", "2026-12-01", "2027-01-31", "12-05 12-19 01-02 01-16"),
        ("FREQ=MONTHLY;BYDAY=-1WE", "2026-01-01", "2026-11-20", "2027-01-31", "11-25 12-30 01-27"),
        ("FREQ=MONTHLY;BYDAY=4TH,-1TH", "2026-01-01", "2026-12-01", "2027-02-28", "12-24 12-31 01-28 02-25"),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
            "2026-11-02",
            "2026-11-01",
            "2027-12-31",
            "11-02 02-01 05-03 08-02 11-01",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=29", "2026-01-29", "2027-01-01", "2027-04-30", "01-29 03-29 04-29"),
        ("FREQ=MONTHLY;BYMONTHDAY=29", "2026-01-29", "2028-02-01", "2028-02-29", "02-29"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31", "2027-01-01", "2027-06-30", "01-31 03-31 05-31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31", "2028-01-01", "2028-04-30", "01-31 02-29 03-31 04-30"),
        ("FREQ=MONTHLY;BYMONTHDAY=30,-1", "2026-01-30", "2027-02-01", "2027-04-30", "02-28 03-30 03-31 04-30"),
        ("FREQ=YEARLY", "2024-02-29", "2025-01-01", "2033-12-31", "02-29 02-29"),
        ("FREQ=YEARLY;INTERVAL=2", "2024-12-25", "2025-01-01", "2029-12-31", "12-25 12-25"),
    ],
)
def test_falls_on_the_days_worked_out_by_hand(rule, anchor, first, last, days):
    found = between(parse(rule), *map(date.fromisoformat, (anchor, first, last)))

    assert " ".join(f"{day:%m-%d}" for day in found) == days


def test_gives_listed_dates_in_order_once_and_never_before_the_anchor():
    dates = (date(2027, 3, 1), date(2027, 1, 4), date(2027, 3, 1), date(2026, 12, 1))

    assert list(between(Rule(Freq.DATES, dates=dates), date(2027, 1, 1), date.min, date.max)) == [
        date(2027, 1, 4),
        date(2027, 3, 1),
    ]


@pytest.mark.parametrize(
    ("rule", "anchor", "day", "answer"),
    [
        ("FREQ=WEEKLY;BYDAY=FR", "2011-01-07", "2026-11-22", "2026-11-27"),
        ("FREQ=WEEKLY;BYDAY=FR", "2027-01-01", "2026-11-22", "2027-01-01"),
        ("FREQ=YEARLY", "2096-02-29", "2096-03-01", "2104-02-29"),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", "2026-02-01", "2026-02-01", None),
        ("FREQ=YEARLY;INTERVAL=50", "2024-02-29", "2026-01-01", None),
        ("FREQ=WEEKLY;BYDAY=MO", "2026-01-05", "9999-12-31", None),
    ],
)
def test_finds_the_first_day_from_a_day_on(rule, anchor, day, answer):
    found = following(parse(rule), date.fromisoformat(anchor), date.fromisoformat(day))

    assert found == (answer and date.fromisoformat(answer))


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;BYDAY=FR", "FREQ=MONTHLY;BYDAY=2FR", "FREQ=YEARLY"])
def test_takes_no_more_steps_for_a_series_begun_long_ago(rule):
    recent, ancient = date(2025, 1, 7), date(1011, 1, 7)

    assert steps(parse(rule), ancient) == steps(parse(rule), recent) < 200


def steps(rule, anchor):
    """How many lines of Python it takes to find a fortnight's days and the next day."""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        list(between(rule, anchor, date(2026, 12, 21), date(2027, 1, 3)))
        following(rule, anchor, date(2026, 12, 21))
    finally:
        sys.settrace(None)
    return count


pairs = st.sets(st.builds(ByDay, st.integers(0, 6), st.sampled_from([1, 2, 3, 4, 5, -1])), min_size=1, max_size=3)
weekdays = st.sets(st.builds(ByDay, st.integers(0, 6)), min_size=1)
numbers = st.sets(st.sampled_from([1, 15, 28, 29, 30, 31, -1]), min_size=1, max_size=3)
rules = (
    st.builds(Rule, st.just(Freq.WEEKLY), st.integers(1, 5), weekdays.map(tuple))
    | st.builds(Rule, st.just(Freq.MONTHLY), st.integers(1, 5), pairs.map(tuple))
    | st.builds(Rule, st.just(Freq.MONTHLY), st.integers(1, 5), month_days=numbers.map(tuple))
    | st.builds(Rule, st.just(Freq.YEARLY), st.integers(1, 3))
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(rules, st.dates(date(2023, 1, 1), date(2026, 1, 1)), st.dates(date(2024, 1, 1), date(2026, 6, 1)))
def test_agrees_with_the_plain_definition_of_a_rule(rule, anchor, first):
    span = [first + n * DAY for n in range(500)]

    plain = [day for day in span if day >= anchor and means(rule, anchor, day)]

    assert list(between(rule, anchor, span[0], span[-1])) == plain
    assert [day for day in span if is_on(rule, anchor, day)] == plain
    assert not plain or following(rule, anchor, first) == plain[0]


def means(rule, anchor, day):
    """What the rule says about one day, in the words of the RFC."""
    if rule.freq is Freq.WEEKLY:
        weeks = (day - day.weekday() * DAY - (anchor - anchor.weekday() * DAY)).days // 7
        return weeks % rule.interval == 0 and ByDay(day.weekday()) in rule.by_day
    if rule.freq is Freq.YEARLY:
        return (day.month, day.day) == (anchor.month, anchor.day) and (day.year - anchor.year) % rule.interval == 0
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    length = monthrange(day.year, day.month)[1]
    own = {ByDay(day.weekday(), (day.day + 6) // 7), ByDay(day.weekday(), -1 if day.day + 7 > length else 0)}
    numbered = {day.day, -1 if day.day == length else 0}
    return months % rule.interval == 0 and bool(own & set(rule.by_day) or numbered & set(rule.month_days))


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"freq": Freq.WEEKLY}, "needs its weekdays"),
        ({"freq": Freq.WEEKLY, "by_day": (ByDay(4, 1),)}, "plain weekdays"),
        ({"freq": Freq.MONTHLY}, "either BYDAY"),
        ({"freq": Freq.MONTHLY, "by_day": (ByDay(4, 1),), "month_days": (1,)}, "either BYDAY"),
        ({"freq": Freq.MONTHLY, "by_day": (ByDay(4),)}, "which weekday of the month"),
        ({"freq": Freq.MONTHLY, "month_days": (32,)}, "1 to 31"),
        ({"freq": Freq.YEARLY, "month_days": (1,)}, "day and month of its first day"),
        ({"freq": Freq.DATES, "interval": 2}, "list of dates"),
        ({"freq": Freq.WEEKLY, "interval": 0, "by_day": (ByDay(4),)}, "INTERVAL"),
    ],
)
def test_says_why_a_rule_has_no_meaning(parts, reason):
    with pytest.raises(BadRule, match=reason):
        Rule(**parts)
