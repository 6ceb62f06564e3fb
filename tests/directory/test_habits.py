"""Rules of days in words."""

from datetime import date, time

import pytest

from app.directory.rules.habits import habit, habits
from app.directory.rules.timetable import Season, Series
from app.kernel.days import LONDON
from app.kernel.recurrence import parse

NIGHT, NOON = {"start": time(18, 30), "minutes": 180}, {"start": time(12), "minutes": 180}


def one(rule: str, **changes: object) -> Series:
    fields = {"first": date(2026, 1, 7), "start": time(19, 30), "minutes": 90} | changes
    return Series(id="s", rule=parse(rule, (date(2026, 1, 7),) if not rule else ()), **fields)


def weekly(days: str, **changes: object) -> Series:
    return one(f"FREQ=WEEKLY;BYDAY={days}", **changes)


@pytest.mark.parametrize(
    ("series", "words"),
    [
        ([weekly("SA", **NOON), weekly("WE", **NIGHT), weekly("MO", **NOON)],
         "Mondays and Saturdays, noon to 3pm; Wednesdays, 6:30pm to 9:30pm"),
        ([weekly("TH", **NIGHT), weekly("TU", **NIGHT)], "Tuesdays and Thursdays, 6:30pm to 9:30pm"),
        ([weekly("WE", **NIGHT), weekly("WE", **NOON)], "Wednesdays, noon to 3pm; Wednesdays, 6:30pm to 9:30pm"),
        ([one("FREQ=MONTHLY;BYMONTHDAY=15", **NOON), one("FREQ=MONTHLY;BYDAY=1SU", **NOON), weekly("SU", **NIGHT)],
         "Sundays, 6:30pm to 9:30pm; 1st Sunday of the month, noon to 3pm; The 15th of the month, noon to 3pm"),
        ([weekly("MO", **NOON), weekly("TU", **NOON, season=Season((4, 1), (10, 31)))],
         "Mondays, noon to 3pm; Tuesdays, noon to 3pm, April to October"),
        ([one("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", **NOON), weekly("MO", **NOON)],
         "Mondays, noon to 3pm; Every other Friday, noon to 3pm"),
        ([weekly("MO", **NOON), weekly("MO", **NOON), one("")], "Mondays, noon to 3pm"),
        ([one("")], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_several_series_come_in_the_order_of_the_week_and_equal_hours_together(
    series: list[Series], words: str
) -> None:
    assert habits(series, LONDON) == words


def said(rule: str, **changes: object) -> str:
    return habit(one(rule, **changes), LONDON)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=MO", "Mondays"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "Mondays and Thursdays"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Monday to Friday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "Every day"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "Mondays, Wednesdays and Fridays"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "Every other Sunday"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=SU", "Every 3rd Sunday"),
        ("FREQ=MONTHLY;BYDAY=2SA", "2nd Saturday of the month"),
        ("FREQ=MONTHLY;BYDAY=2TH,4TH", "2nd and 4th Thursday of the month"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "Last Friday of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "The 15th of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "The last day of the month"),
        ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU", "1st Tuesday of every 2nd month"),
        ("FREQ=YEARLY", "Every year on 7 January"),
    ],
)
def test_a_rule_is_said_as_people_say_it(rule: str, words: str) -> None:
    assert said(rule) == f"{words}, 7:30pm to 9pm"


def test_listed_dates_have_no_habit() -> None:
    assert said("") == ""


def test_a_season_is_named() -> None:
    season = Season((4, 1), (10, 31))

    assert said("FREQ=WEEKLY;BYDAY=WE", season=season) == "Wednesdays, 7:30pm to 9pm, April to October"


def test_whole_days_have_no_hours() -> None:
    assert (
        said("FREQ=MONTHLY;BYDAY=1SA", all_day=True, start=time(), minutes=1440) == "1st Saturday of the month, all day"
    )


def test_past_midnight_is_said_plainly() -> None:
    assert said("FREQ=WEEKLY;BYDAY=SA", start=time(19), minutes=330) == "Saturdays, 7pm to 12:30am"


def test_another_zone_is_named() -> None:
    assert said("FREQ=WEEKLY;BYDAY=SA", zone="America/New_York") == "Saturdays, 7:30pm to 9pm, New York time"
