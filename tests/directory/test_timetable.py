"""What becomes of a date: pauses, one-offs, closures and bank holidays, in that order."""

from dataclasses import replace
from datetime import date, time

import pytest

from app.directory.rules.timetable import (
    Audience,
    BankHoliday,
    Change,
    Closure,
    OneOff,
    Season,
    Series,
    State,
    Timetable,
    occurrences,
)
from app.kernel.recurrence import parse

MONDAY = date(2026, 12, 28)
EVENING = Series("s", parse("FREQ=WEEKLY;BYDAY=MO"), date(2026, 1, 5), time(19, 30), 90)
USUAL = Timetable((EVENING,), venue_id="hall", audience=Audience.OPEN)
HOLIDAY = replace(USUAL, holidays=frozenset({MONDAY}))
SHUT = Closure("hall", date(2026, 12, 24), date(2027, 1, 1), "Closed for Christmas")


def on_monday(table):
    [found] = occurrences(table, MONDAY, MONDAY)
    return found


def said(change, **more):
    return (OneOff(MONDAY, change, **more),)


def test_gives_a_usual_evening():
    found = on_monday(USUAL)

    assert (found.day, found.starts.isoformat(), found.ends.isoformat()) == (
        MONDAY,
        "2026-12-28T19:30:00+00:00",
        "2026-12-28T21:00:00+00:00",
    )
    assert (found.state, found.change, found.venue_id, found.is_open) == (State.ON, None, "hall", True)


def test_lists_a_pause_as_cancelled_up_to_its_end_whatever_else_was_said():
    paused = replace(USUAL, paused_until=MONDAY, one_offs=(OneOff(date(2026, 12, 21), Change.NOTE, note="Cake"),))

    found = occurrences(paused, date(2026, 12, 14), MONDAY)

    assert [each.state for each in found] == [State.CANCELLED, State.CANCELLED, State.ON]
    assert on_monday(replace(USUAL, paused_until=date.max)).note == "Not running for now"


def test_cancels_one_date_and_says_why():
    found = on_monday(replace(USUAL, one_offs=said(Change.CANCELLED, note="No heating")))

    assert (found.state, found.change, found.note) == (State.CANCELLED, Change.CANCELLED, "No heating")


def test_moves_one_date_to_another_time_and_keeps_its_length():
    found = on_monday(replace(USUAL, one_offs=said(Change.TIME, start=time(11))))

    assert (f"{found.starts:%H:%M}", f"{found.ends:%H:%M}", found.change) == ("11:00", "12:30", Change.TIME)


def test_finds_a_moved_date_on_the_day_where_it_now_starts():
    moved = replace(USUAL, one_offs=said(Change.TIME, start=time(18), to_day=date(2026, 12, 30)))

    assert occurrences(moved, MONDAY, MONDAY) == []
    [found] = occurrences(moved, date(2026, 12, 30), date(2026, 12, 30))
    assert (found.day, found.starts.isoformat()) == (MONDAY, "2026-12-30T18:00:00+00:00")


def test_ignores_a_moved_time_on_a_day_that_the_rule_does_not_give():
    moved = replace(USUAL, one_offs=(OneOff(date(2026, 12, 29), Change.TIME, start=time(11)),))

    assert occurrences(moved, date(2026, 12, 29), date(2026, 12, 29)) == []


def test_goes_online_for_one_date():
    found = on_monday(replace(USUAL, one_offs=said(Change.ONLINE_ONLY), closures=(SHUT,)))

    assert (found.state, found.in_person, found.online, found.venue_id) == (State.ON, False, True, None)


def test_adds_up_what_was_said_of_one_date():
    one_offs = said(Change.TIME, start=time(18), note="Earlier.") + said(
        Change.VENUE, venue_id="loft", note="Upstairs."
    )

    found = on_monday(replace(USUAL, one_offs=one_offs + said(Change.NOTE, note="Earlier.")))

    assert (found.starts.hour, found.venue_id, found.change) == (18, "loft", Change.TIME)
    assert found.note == "Earlier. Upstairs."


def test_lets_cancelled_win_and_shows_only_its_reason():
    one_offs = said(Change.CANCELLED, note="Hall flooded") + said(Change.TIME, start=time(18), note="Earlier")

    found = on_monday(replace(USUAL, one_offs=one_offs))

    assert (found.state, found.note) == (State.CANCELLED, "Hall flooded")


def test_lets_what_was_said_of_one_series_win_over_what_was_said_of_all():
    late = replace(EVENING, id="late", start=time(22))
    one_offs = said(Change.TIME, start=time(17), series_id="late") + said(Change.TIME, start=time(12))

    found = occurrences(replace(USUAL, series=(EVENING, late), one_offs=one_offs), MONDAY, MONDAY)

    assert [(each.series_id, each.starts.hour) for each in found] == [("s", 12), ("late", 17)]


def test_adds_an_extra_date_beside_the_rule():
    extra = OneOff(date(2026, 12, 30), Change.EXTRA, start=time(10), venue_id="loft", note="Extra meeting")

    found = occurrences(replace(USUAL, one_offs=(extra,)), MONDAY, date(2026, 12, 31))

    assert [(each.day.day, each.change, each.venue_id) for each in found] == [
        (28, None, "hall"),
        (30, Change.EXTRA, "loft"),
    ]


def test_adds_an_extra_time_on_a_day_of_the_rule_but_never_the_same_twice():
    found = occurrences(replace(USUAL, one_offs=said(Change.EXTRA, start=time(10))), MONDAY, MONDAY)
    same = occurrences(replace(USUAL, one_offs=said(Change.EXTRA, start=time(19, 30))), MONDAY, MONDAY)

    assert [each.starts.hour for each in found] == [10, 19]
    assert [each.change for each in same] == [Change.EXTRA]


def test_gives_an_extra_date_for_no_one_series_only_once():
    two = replace(USUAL, series=(EVENING, replace(EVENING, id="late", start=time(22))))
    extra = OneOff(date(2026, 12, 30), Change.EXTRA, start=time(10))

    assert len(occurrences(replace(two, one_offs=(extra,)), date(2026, 12, 30), date(2026, 12, 30))) == 1


def test_takes_back_an_extra_date():
    wednesday = date(2026, 12, 30)
    one_offs = (OneOff(wednesday, Change.EXTRA, start=time(10)), OneOff(wednesday, Change.CANCELLED, note="Ill"))

    [found] = occurrences(replace(USUAL, one_offs=one_offs), wednesday, wednesday)

    assert (found.state, found.note) == (State.CANCELLED, "Ill")


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, State.CANCELLED),
        ({"one_offs": said(Change.NOTE, note="Bring cake")}, State.CANCELLED),
        ({"one_offs": said(Change.VENUE, venue_id="loft")}, State.ON),
        ({"one_offs": said(Change.TIME, to_day=date(2027, 1, 2))}, State.ON),
        ({"venue_id": "loft"}, State.ON),
        ({"in_person": False, "online": True}, State.ON),
        ({"online": True}, State.CANCELLED),
    ],
)
def test_shuts_what_would_be_held_in_a_closed_venue(changes, state):
    [found] = occurrences(replace(USUAL, closures=(SHUT,), **changes), MONDAY, date(2027, 1, 3))

    assert found.state is state
    assert found.state is State.ON or found.note == "Closed for Christmas"


def test_opens_a_venue_again_by_itself():
    fortnight = Closure("hall", MONDAY, date(2027, 1, 4))

    found = occurrences(replace(USUAL, closures=(fortnight,)), date(2026, 12, 21), date(2027, 1, 11))

    assert [each.state for each in found] == [State.ON, State.CANCELLED, State.CANCELLED, State.ON]
    assert found[1].note == "The venue is closed"


@pytest.mark.parametrize(
    ("policy", "one_offs", "state", "ask_first"),
    [
        (BankHoliday.AS_USUAL, (), State.ON, False),
        (BankHoliday.ASK, (), State.ON, True),
        (BankHoliday.CLOSED, (), State.CANCELLED, False),
        (BankHoliday.ASK, said(Change.NOTE, note="We are on"), State.ON, False),
        (BankHoliday.CLOSED, said(Change.TIME, start=time(11)), State.ON, False),
        (BankHoliday.CLOSED, said(Change.VENUE, venue_id="loft"), State.ON, False),
        (BankHoliday.CLOSED, said(Change.EXTRA), State.ON, False),
        (BankHoliday.CLOSED, said(Change.ONLINE_ONLY), State.CANCELLED, False),
    ],
)
def test_keeps_bank_holidays_as_the_listing_says(policy, one_offs, state, ask_first):
    found = on_monday(replace(HOLIDAY, bank_holiday=policy, one_offs=one_offs))

    assert (found.state, found.ask_first) == (state, ask_first)
    assert found.state is State.ON or found.note == "Closed for the bank holiday"


@pytest.mark.parametrize(
    ("audience", "weeks", "answers"),
    [
        (Audience.OPEN, (), [True] * 5),
        (Audience.CLOSED, (), [False] * 5),
        (Audience.CLIENTS, (), [False] * 5),
        (Audience.ON_REQUEST, (), [None] * 5),
        (Audience.UNKNOWN, (), [None] * 5),
        (Audience.OPEN_WEEKS, (1, 3), [True, False, True, False, False]),
        (Audience.OPEN_WEEKS, (-1,), [False, False, False, False, True]),
        (Audience.OPEN_WEEKS, (5,), [False, False, False, False, True]),
        (Audience.OPEN_WEEKS, (4,), [False, False, False, True, False]),
    ],
)
def test_knows_who_may_come_in_each_week_of_the_month(audience, weeks, answers):
    table = replace(USUAL, audience=audience, open_weeks=weeks)

    found = occurrences(table, date(2026, 11, 1), date(2026, 11, 30))

    assert [each.is_open for each in found] == answers


def test_runs_in_its_season_only_even_over_new_year():
    summer = replace(USUAL, series=(replace(EVENING, season=Season((4, 1), (10, 31))),))
    winter = replace(USUAL, series=(replace(EVENING, season=Season((12, 28), (1, 4))),))

    found = [f"{each.day:%m-%d}" for each in occurrences(summer, date(2026, 3, 25), date(2026, 4, 10))]

    assert found == ["04-06"]
    assert occurrences(summer, date(2026, 11, 1), date(2027, 3, 31)) == []
    assert [each.day.day for each in occurrences(winter, date(2026, 12, 1), date(2027, 1, 31))] == [28, 4]


def test_stops_after_its_last_day():
    ending = replace(USUAL, series=(replace(EVENING, until=MONDAY),))

    assert [each.day for each in occurrences(ending, date(2026, 12, 22), date(2027, 2, 1))] == [MONDAY]


def test_puts_several_series_in_order_of_time():
    morning = replace(EVENING, id="am", start=time(7))

    found = occurrences(replace(USUAL, series=(EVENING, morning)), date(2026, 12, 21), MONDAY)

    assert [each.series_id for each in found] == ["am", "s", "am", "s"]


def test_counts_an_all_day_series_in_whole_days_over_the_clock_change():
    retreat = Series("r", parse("", (date(2027, 3, 26),)), date(2027, 3, 26), time(9), 3 * 24 * 60, all_day=True)

    [found] = occurrences(Timetable((retreat,)), date(2027, 3, 26), date(2027, 3, 26))

    assert (found.starts.isoformat(), found.ends.isoformat(), found.all_day) == (
        "2027-03-26T00:00:00+00:00",
        "2027-03-29T00:00:00+01:00",
        True,
    )
