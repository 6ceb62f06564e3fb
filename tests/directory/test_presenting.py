"""The moving part of a card: time, wait, distance and what is special today."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.directory.rules.presenting import Facts, Seen, heading, is_evening, when
from app.directory.rules.timetable import Kind
from tests.conftest import LONDON

DAY = date(2026, 12, 21)


def at(text: str) -> int:
    return int(datetime.fromisoformat(f"2026-12-{text}").replace(tzinfo=LONDON).timestamp())


SEEN = Seen(at("21T18:00"), "Europe/London", DAY)
FACTS = Facts(at("21T19:30"), at("21T21:00"), "Europe/London", Kind.MEETING, False, None, False, "", 0.6, DAY, None)


def tags(**changes: object) -> list[str]:
    return [tag.words for tag in when(replace(FACTS, **changes), SEEN).tags]


def test_a_card_tells_time_wait_and_distance() -> None:
    told = when(FACTS, SEEN)

    assert told.spoken == "7:30pm to 9pm"
    assert told.big.startswith("7:30")
    assert told.small == "pm · in 1 hr 30"
    assert told.far == "0.6 miles, about 16 min on foot"
    assert told.tags == ()


def test_a_wait_is_told_for_two_hours_only() -> None:
    assert "in" not in when(FACTS, replace(SEEN, now=at("21T12:00"))).small


def test_an_open_cafe_says_until_when() -> None:
    told = when(replace(FACTS, kind=Kind.CAFE), replace(SEEN, now=at("21T20:00")))

    assert (told.big, told.small, told.spoken) == ("Open", "until 9pm", "Open until 9pm")


def test_what_has_no_pin_tells_no_distance() -> None:
    assert when(replace(FACTS, miles=None), SEEN).far == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_at": at("21T17:55")}, "On now"),
        ({"starts_at": at("21T18:40")}, "Starts soon"),
        ({"is_open": True}, "Anyone may come"),
        ({"ask_first": True}, "Bank holiday: ask first"),
        ({"missing_since": DAY}, "No longer on its own list: ask first"),
        ({"confirmed_on": date(2026, 5, 1)}, "Not checked for 7 months: ring first if you can"),
    ],
)
def test_what_is_special_is_said(changes: dict[str, object], words: str) -> None:
    assert tags(**changes) == [words]


@pytest.mark.parametrize("kind", [Kind.EVENT, Kind.COURSE, Kind.VOLUNTEERING])
def test_a_date_of_what_nobody_ever_checked_says_so_quietly(kind: Kind) -> None:
    assert tags(kind=kind, confirmed_on=None, is_open=True) == ["Not checked yet"]
    assert tags(kind=kind, confirmed_on=date(2026, 1, 5), is_open=True) == []


def test_another_zone_is_told_beside_ours() -> None:
    told = when(replace(FACTS, zone="America/New_York", note="Bring a mug."), SEEN)

    assert told.spoken == "7:30pm to 9pm"
    assert told.note == "Bring a mug. 2:30pm where they are."


@pytest.mark.parametrize(
    ("moment", "evening", "words"),
    [
        ("21T19:30", True, "Tonight, Monday 21 December"),
        ("21T19:30", False, "Today, Monday 21 December"),
        ("22T10:00", False, "Tomorrow, Tuesday 22 December"),
        ("20T23:30", False, "Today, Monday 21 December"),
        ("24T10:00", False, "Thursday 24 December"),
    ],
)
def test_a_day_has_its_heading(moment: str, evening: bool, words: str) -> None:
    assert heading(at(moment), SEEN, is_evening=evening) == words


def test_evening_is_by_the_clock_of_the_place() -> None:
    assert is_evening(at("21T17:00"), "Europe/London")
    assert not is_evening(at("21T16:59"), "Europe/London")
    assert not is_evening(at("21T19:00"), "America/New_York")
