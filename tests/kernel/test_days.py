"""Wall times and instants, by hand, on ordinary nights and on both nights when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.kernel.days import LONDON, UnknownZone, day_bounds, local_day, to_instant, wall_span

MARCH_SUNDAY, OCTOBER_SUNDAY = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "start", "minutes", "starts", "ends"),
    [
        ("2026-01-07", "19:30", 90, "2026-01-07 19:30", "2026-01-07 21:00"),
        ("2026-07-01", "19:30", 90, "2026-07-01 18:30", "2026-07-01 20:00"),
        ("2026-07-01", "23:30", 60, "2026-07-01 22:30", "2026-07-01 23:30"),
        # Clocks go from 01:00 to 02:00 on 29 March.
        ("2026-03-28", "23:30", 60, "2026-03-28 23:30", "2026-03-29 00:30"),
        ("2026-03-28", "22:00", 480, "2026-03-28 22:00", "2026-03-29 05:00"),
        ("2026-03-29", "00:30", 30, "2026-03-29 00:30", "2026-03-29 01:00"),
        ("2026-03-29", "00:30", 60, "2026-03-29 00:30", "2026-03-29 01:30"),
        ("2026-03-29", "00:30", 120, "2026-03-29 00:30", "2026-03-29 01:30"),
        ("2026-03-29", "01:00", 60, "2026-03-29 01:00", "2026-03-29 02:00"),
        ("2026-03-29", "01:30", 30, "2026-03-29 01:30", "2026-03-29 02:00"),
        ("2026-03-29", "01:30", 60, "2026-03-29 01:30", "2026-03-29 02:30"),
        ("2026-03-29", "01:30", 120, "2026-03-29 01:30", "2026-03-29 02:30"),
        ("2026-03-29", "02:00", 60, "2026-03-29 01:00", "2026-03-29 02:00"),
        # Clocks go from 02:00 back to 01:00 on 25 October.
        ("2026-10-24", "23:30", 60, "2026-10-24 22:30", "2026-10-24 23:30"),
        ("2026-10-24", "22:00", 480, "2026-10-24 21:00", "2026-10-25 06:00"),
        ("2026-10-25", "00:30", 60, "2026-10-24 23:30", "2026-10-25 00:30"),
        ("2026-10-25", "01:00", 60, "2026-10-25 00:00", "2026-10-25 02:00"),
        ("2026-10-25", "01:30", 15, "2026-10-25 00:30", "2026-10-25 00:45"),
        ("2026-10-25", "01:30", 60, "2026-10-25 00:30", "2026-10-25 02:30"),
        ("2026-10-25", "02:00", 60, "2026-10-25 02:00", "2026-10-25 03:00"),
        # A length of nothing still ends after it starts.
        ("2026-01-07", "19:30", 0, "2026-01-07 19:30", "2026-01-07 19:31"),
        ("2026-01-07", "19:30", -30, "2026-01-07 19:30", "2026-01-07 19:31"),
    ],
)
def test_keeps_the_time_on_the_wall(day, start, minutes, starts, ends):
    span = wall_span(date.fromisoformat(day), time.fromisoformat(start), minutes, LONDON)

    assert [f"{each.astimezone(UTC):%Y-%m-%d %H:%M}" for each in span] == [starts, ends]


def test_shows_a_skipped_time_as_the_clocks_show_it():
    starts, ends = wall_span(MARCH_SUNDAY, time(1, 30), 60, LONDON)

    assert (starts.isoformat(), ends.isoformat()) == ("2026-03-29T02:30:00+01:00", "2026-03-29T03:30:00+01:00")


def test_takes_the_first_of_two_half_past_ones():
    assert to_instant(OCTOBER_SUNDAY, time(1, 30), LONDON).isoformat() == "2026-10-25T00:30:00+00:00"


def test_reads_a_skipped_time_with_the_offset_from_before():
    assert to_instant(MARCH_SUNDAY, time(1, 30), LONDON).isoformat() == "2026-03-29T01:30:00+00:00"


def test_keeps_whole_days_whole_when_the_clocks_change():
    starts, ends = wall_span(date(2026, 3, 28), time(0), 2 * 24 * 60, LONDON)

    assert (starts.isoformat(), ends.isoformat()) == ("2026-03-28T00:00:00+00:00", "2026-03-30T00:00:00+01:00")


def test_serves_places_that_change_by_half_an_hour_or_at_midnight():
    lord_howe, _ = wall_span(date(2026, 10, 4), time(2, 15), 60, "Australia/Lord_Howe")
    havana, _ = wall_span(date(2026, 3, 8), time(0, 15), 60, "America/Havana")

    assert lord_howe.isoformat() == "2026-10-04T02:45:00+11:00"
    assert havana.isoformat() == "2026-03-08T01:15:00-04:00"


@pytest.mark.parametrize(("day", "hours"), [("2026-01-07", 24), ("2026-03-29", 23), ("2026-10-25", 25)])
def test_bounds_a_day_by_its_two_midnights(day, hours):
    first, after = day_bounds(date.fromisoformat(day), LONDON)

    assert after - first == timedelta(hours=hours)
    assert local_day(first, LONDON) == local_day(after - timedelta(microseconds=1), LONDON) == date.fromisoformat(day)


def test_knows_that_it_is_tomorrow_already():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert local_day(late, LONDON) == date(2026, 7, 1)
    assert local_day(late, "America/New_York") == date(2026, 6, 30)


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../passwd", "/etc/passwd", "-04:00", "Europe", "a\0b"])
def test_says_which_time_zone_it_does_not_know(name):
    with pytest.raises(UnknownZone, match="do not know the time zone"):
        to_instant(MARCH_SUNDAY, time(9), name)
