"""The letters of iCalendar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.calendars.rules.text import day, escaped, folded, local, one_line, parameter, stamp, uri, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tea, cake; and \\ more", "tea\\, cake\\; and \\\\ more"),
        ("one\r\ntwo\rthree\nfour", "one\\ntwo\\nthree\\nfour"),
        ("bell\x07 null\x00 tab\tdel\x7f", "bell null tab del"),
        ("lone \ud800surrogate", "lone surrogate"),
        ("next\x85line\u2028sep", "next\\nline\\nsep"),
        ("“café” 🙂", "“café” 🙂"),
    ],
)
def test_text_is_escaped_and_control_characters_go(text, expected):
    assert escaped(text) == expected


def test_a_title_stays_on_one_line():
    assert one_line(" Tuesday\r\nReflections,\nHalifax ") == "Tuesday Reflections\\, Halifax"


def test_an_address_cannot_end_its_line():
    assert uri("https://x.example/a b\r\nATTENDEE:y") == "https://x.example/a%20bATTENDEE:y"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Europe/London", ";X=Europe/London"),
        ('say "hi"', ";X=say ^'hi^'"),
        ("a;b", ';X="a;b"'),
        ("up^\ndown", ";X=up^^^ndown"),
    ],
)
def test_parameters_take_the_circumflex_forms(value, expected):
    assert parameter("X", value) == expected


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=300))
def test_folding_keeps_characters_whole_and_lines_short(text):
    line = folded(f"DESCRIPTION:{text}")

    assert line.replace("\r\n ", "") == f"DESCRIPTION:{text}"
    assert all(len(piece.encode()) <= 75 for piece in line.split("\r\n"))


@given(st.lists(st.text(alphabet="aé🙂", max_size=90), min_size=1, max_size=4))
def test_many_lines_fold_as_each_alone(lines):
    assert written(lines) == "".join(f"{folded(line)}\r\n" for line in lines)


@given(st.text(max_size=60))
def test_any_text_comes_back_from_an_outside_reader(text):
    from icalendar import Event

    event = Event.from_ical(f"BEGIN:VEVENT\r\nDESCRIPTION:{escaped(text)}\r\nEND:VEVENT\r\n".encode())

    assert escaped(str(event["DESCRIPTION"])) == escaped(text)


def test_moments_are_written_in_utc_and_wall_times_as_they_are():
    moment = datetime(2026, 7, 1, 19, 30, tzinfo=ZoneInfo("Europe/London"))

    assert (stamp(moment), local(moment), day(moment)) == ("20260701T183000Z", "20260701T193000", "20260701")
    assert stamp(datetime(2026, 7, 1, 19, 30, 1, 999, tzinfo=UTC)) == "20260701T193001Z"
    assert day(date(2026, 7, 1)) == "20260701"
