"""The zones in a file, against the clocks themselves."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from app.calendars.rules.zones import HOME, derived, is_doubtful, is_plain, onsets, vtimezone

ZONES = (
    "Europe/London",
    "Europe/Dublin",
    "Europe/Berlin",
    "America/Los_Angeles",
    "America/Edmonton",
    "America/New_York",
    "America/St_Johns",
    "America/Phoenix",
    "Asia/Tbilisi",
    "Asia/Kolkata",
    "Asia/Jerusalem",
    "Asia/Almaty",
    "Australia/Sydney",
    "Africa/Casablanca",
    "UTC",
)
RULES = ("Europe/London", "Europe/Berlin", "America/Los_Angeles", "America/Edmonton", "Australia/Sydney")
HOUR = timedelta(hours=1)


def offsets_by_hour(zone: str) -> list[tuple[datetime, timedelta]]:
    """What the written lines mean, by hand: every onset of 2024 to 2040 in UTC, with the offset from then on."""
    found = []
    calendar = Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{vtimezone(zone)}END:VCALENDAR\r\n")
    for part in calendar.walk("VTIMEZONE")[0].subcomponents:
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        starts = [part["DTSTART"].dt]
        if "RRULE" in part:
            [month], [nth] = part["RRULE"]["BYMONTH"], part["RRULE"]["BYDAY"]
            starts = [on_weekday(starts[0], year, int(month), str(nth)) for year in range(starts[0].year, 2041)]
        found += [((start - before).replace(tzinfo=UTC), after) for start in starts]
    return sorted(found)


def on_weekday(start: datetime, year: int, month: int, nth: str) -> datetime:
    days = [start.replace(year=year, month=month, day=1) + timedelta(days=number) for number in range(31)]
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU").index(nth[-2:])
    fitting = [day for day in days if day.month == month and day.weekday() == weekday]
    return fitting[int(nth[:-2]) - (int(nth[:-2]) > 0)]


@pytest.mark.parametrize("zone", ZONES)
def test_every_hour_from_2024_to_2040_has_the_offset_of_the_real_clocks(zone):
    changes, clocks = offsets_by_hour(zone), ZoneInfo(zone)
    at, end, place = datetime(2024, 1, 1, tzinfo=UTC), datetime(2041, 1, 1, tzinfo=UTC), 0

    while at < end:
        while place + 1 < len(changes) and changes[place + 1][0] <= at:
            place += 1
        assert at.astimezone(clocks).utcoffset() == changes[place][1], at
        at += HOUR


def test_london_as_written_by_hand_is_london_as_worked_out():
    assert vtimezone(HOME) == derived(HOME)
    assert "DTSTART:19810329T010000" in vtimezone(HOME)
    assert "DTSTART:19961027T020000" in vtimezone(HOME)


def test_london_changes_are_those_of_the_clocks():
    recent = [one for one in onsets(HOME) if one.wall.year >= 2024]

    assert len(recent) == 34
    assert {one.wall.hour for one in recent if one.is_daylight} == {1}
    assert {one.wall.hour for one in recent if not one.is_daylight} == {2}


@pytest.mark.parametrize("zone", RULES)
def test_a_zone_with_a_yearly_rule_is_two_rules(zone):
    assert vtimezone(zone).count("RRULE:") == 2
    assert vtimezone(zone).count("DTSTART:") == 2


def test_a_zone_without_summer_time_is_one_standard():
    assert vtimezone("Asia/Tbilisi").count("BEGIN:") == 2
    assert "TZOFFSETTO:+0400" in vtimezone("Asia/Tbilisi")


@pytest.mark.parametrize("zone", ZONES)
def test_onsets_are_never_joined_by_commas(zone):
    assert "RDATE" not in vtimezone(zone)


@pytest.mark.parametrize(
    ("zone", "start", "expected"),
    [
        ("Europe/London", time(1, 0), True),
        ("Europe/London", time(1, 59), True),
        ("Europe/London", time(2, 0), False),
        ("Europe/London", time(0, 59), False),
        ("America/Los_Angeles", time(2, 15), True),
        ("Europe/Berlin", time(2, 30), True),
        ("Asia/Tbilisi", time(1, 30), False),
    ],
)
def test_knows_the_hours_that_a_clock_change_skips_or_repeats(zone, start, expected):
    assert is_doubtful(zone, start) is expected


def test_a_wall_time_in_a_skipped_or_repeated_hour_is_not_plain():
    london = ZoneInfo(HOME)

    assert not is_plain(datetime(2026, 10, 25, 1, 30, tzinfo=london))
    assert not is_plain(datetime(2027, 3, 28, 1, 30, tzinfo=london))
    assert is_plain(datetime(2027, 3, 28, 2, 0, tzinfo=london))
