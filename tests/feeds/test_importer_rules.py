"""The first thirteen of the 25 rules that real lists force on a reader of Meeting Guide JSON, each by its number."""

import json
from datetime import time

import pytest

from app.directory.rules.schedule import Audience
from app.feeds.sources.meeting_guide import read
from app.feeds.sources.reading import Unusable
from tests.feeds.lists import PLAIN, codes_of, read_one, read_rows, refusal_of

WEEKLY = "FREQ=WEEKLY;BYDAY="


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (3, "WE"),
        ("3", "WE"),
        ("Wednesday", "WE"),
        ("wednesdays", "WE"),
        ([1, 3], "MO,WE"),
        (["1", "3"], "MO,WE"),
        ("1,3", "MO,WE"),
        (3.0, "WE"),
    ],
)
def test_rule_1_a_day_may_be_a_number_a_text_a_name_or_a_list_and_a_list_is_one_listing(day, expected):
    assert [rule.rrule for rule in read_one(day=day).rules] == [WEEKLY + expected]


@pytest.mark.parametrize("day", [None, "", []])
def test_rule_1_no_day_is_refused_with_the_field(day):
    field, reason = refusal_of(day=day)

    assert field == "day"
    assert "no day" in reason


@pytest.mark.parametrize("day", [7, "7", 8, "Someday", "-1"])
def test_rule_1_a_day_that_cannot_be_is_refused_not_guessed(day):
    assert refusal_of(day=day)[0] == "day"


@pytest.mark.parametrize("day", [0, "0", [0], "Sunday"])
def test_rule_2_nought_is_sunday_and_is_not_lost(day):
    assert read_one(day=day).rules[0].rrule == f"{WEEKLY}SU"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("7:30 PM", time(19, 30)),
        ("7.30pm", time(19, 30)),
        ("12:15 AM", time(0, 15)),
        ("12:15 PM", time(12, 15)),
        ("19:30:00", time(19, 30)),
        ("8:00", time(8, 0)),
        ("Noon", time(12, 0)),
    ],
)
def test_rule_3_times_are_read_in_all_the_forms_in_use(given, expected):
    assert read_one(time=given, end_time=None).rules[0].start == expected


@pytest.mark.parametrize("given", ["25:00", "19:75", "evening", "7", "٧:٣٠"])
def test_rule_3_a_time_that_cannot_be_is_refused(given):
    assert refusal_of(time=given)[0] == "time"


def test_rule_3_an_end_before_the_start_is_on_the_next_day_and_24_00_is_the_next_midnight():
    late, midnight = read_one(time="23:30", end_time="00:30"), read_one(day=6, time="24:00", end_time="01:00")

    assert late.rules[0].minutes == 60
    assert (midnight.rules[0].rrule, midnight.rules[0].start, midnight.rules[0].minutes) == (f"{WEEKLY}SU", time(0), 60)


def test_rule_3_a_missing_end_is_an_hour_and_is_said_to_be_assumed():
    reading = read_rows({"end_time": None})

    assert reading.listings[0].rules[0].minutes == 60
    assert reading.listings[0].end_assumed
    assert codes_of(reading) == ["end_assumed"]


@pytest.mark.parametrize("given", ["00:00", "23:59", "24:00", "Midnight"])
def test_rule_4_midnight_is_put_before_a_person(given):
    assert "midnight" in codes_of(read_rows({"time": given, "end_time": None}))


@pytest.mark.parametrize(
    "types",
    [
        ["O", "11", "X"],
        ["O", 11, "X"],
        "O, 11,X",
        [" o ", "11", "x"],
        ["Open", "11th Step Meditation", "Wheelchair Access"],
        ["Abierta", "Meditación del Paso 11", "Acceso en silla de ruedas"],
    ],
)
def test_rule_5_types_come_as_list_text_numbers_words_and_other_languages(types):
    listing = read_one(types=types)

    assert set(listing.attributes) == {"step_meditation", "step_free"}
    assert listing.audience is Audience.OPEN


def test_rule_5_open_and_closed_at_once_is_closed():
    reading = read_rows({"types": ["O", "C"]})

    assert reading.listings[0].audience is Audience.CLOSED
    assert "open_and_closed" in codes_of(reading)


def test_rule_6_unknown_types_are_kept_as_they_stand_and_never_put_into_the_notes():
    reading = read_rows({"types": ["O", "QQZ"], "notes": "By the canal."})

    assert reading.listings[0].unknown_types == ("QQZ",)
    assert reading.listings[0].notes == "By the canal."
    assert "QQZ" in next(warning.reason for warning in reading.warnings if warning.code == "type_unknown")


@pytest.mark.parametrize(("given", "expected"), [("yes", True), ("true", True), (True, True), ("no", False)])
def test_rule_7_approximate_is_read_in_all_its_forms(given, expected):
    assert read_one(approximate=given).venue.approximate is expected


def test_rule_7_a_british_address_of_three_parts_is_exact_and_the_meeting_is_on():
    listing = read_one()

    assert not listing.venue.approximate
    assert (listing.venue.address, listing.venue.town) == ("10 High St", "Leeds")
    assert (listing.venue.postcode, listing.venue.country) == ("LS1 1AA", "UK")
    assert listing.in_person


def test_rule_7_a_town_alone_is_approximate():
    assert read_one(formatted_address="Leeds, UK").venue.approximate
    assert read_one(formatted_address="Anytown, OK 12345, USA", latitude=None).venue.approximate


@pytest.mark.parametrize("url", ["https://zoom.us/join", "https://zoom.us/", "https://us02web.zoom.us/j/123456789"])
def test_rule_8_a_placeholder_link_means_ask_the_group(url):
    reading = read_rows({"conference_url": url})

    assert reading.listings[0].online
    assert reading.listings[0].join.ask
    assert "join_ask" in codes_of(reading)


def test_rule_8_a_link_with_its_passcode_lets_people_in():
    assert not read_one(conference_url="https://zoom.us/j/123456789?pwd=abc").join.ask
    noted = read_one(conference_url="https://zoom.us/j/123456789", conference_url_notes="Passcode: hope")
    assert not noted.join.ask


@pytest.mark.parametrize("url", ["https://meet.example.org/room", "https://evilzoom.us/j/1"])
def test_rule_9_an_unknown_host_is_kept_with_its_notes_and_marked_unverified(url):
    reading = read_rows({"conference_url": url, "conference_url_notes": "Ring the bell"})

    join = reading.listings[0].join
    assert (join.url, join.note, join.known_host) == (url, "Ring the bell", False)
    assert "join_host_unknown" in codes_of(reading)


def test_rule_10_a_missing_or_repeated_slug_gives_a_key_that_does_not_hang_on_the_row_number():
    rows = [{"slug": None}, {"slug": "x", "id": 1}, {"slug": "x", "id": 2}, {"slug": None, "name": "Other"}]

    first, last = read_rows(*rows), read_rows(*reversed(rows))

    keys = {listing.source_key for listing in first.listings}
    assert len(keys) == 4
    assert keys == {listing.source_key for listing in last.listings}
    assert {"slug_missing", "slug_repeated"} <= set(codes_of(first))


def test_rule_10_the_very_same_row_twice_is_refused_the_second_time():
    reading = read_rows({}, {})

    assert [(refusal.row, refusal.field) for refusal in reading.refusals] == [(2, "slug")]
    assert len(reading.listings) == 1


@pytest.mark.parametrize(
    "wrapped",
    [
        json.dumps({"meetings": [PLAIN], "warnings": ["x"]}).encode(),
        b"\xef\xbb\xbf" + json.dumps([PLAIN]).encode(),
        json.dumps(
            {
                "values": [
                    ["Name", "ID", "Day", "Time", "End Time", "Types", "Formatted Address"],
                    ["Monday Hope", "monday-hope", "Monday", "7:30 PM", "9:00 PM", "Open, Discussion", "10 High St"],
                ]
            }
        ).encode(),
    ],
)
def test_rule_12_wrapped_lists_and_byte_order_marks_are_read(wrapped):
    (listing,) = read(wrapped, "aa", "Europe/London").listings

    assert (listing.source_key, listing.name, listing.audience) == ("monday-hope", "Monday Hope", Audience.OPEN)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (b"<!DOCTYPE html><title>Just a moment...</title>", "web page"),
        (b'"Invalid key"', "Invalid key"),
        (b'{"error": "sharing is closed"}', "sharing"),
        (b"0", "sharing"),
        (b"", "empty"),
        (b'[{"name": "A"},\n{"name": "B"', "line 2"),
        (b"\xff\xfe[", "UTF-8"),
        (b"[" * 100_000, "deep"),
        (b"[" + b"9" * 5000 + b"]", "too long"),
    ],
)
def test_rule_12_what_is_no_list_is_unusable_and_says_why(answer, says):
    with pytest.raises(Unusable, match=says):
        read(answer, "aa", "Europe/London")


def test_rule_13_html_entities_and_stray_quotes_become_plain_text():
    listing = read_one(
        name='"Tom &amp; Jane&#039;s <b>Place</b>"',
        notes="First line<br>Second &lt;script&gt;alert(1)&lt;/script&gt;line<script>x()</script>\\\\",
    )

    assert listing.name == "Tom & Jane's Place"
    assert listing.notes == "First line\nSecond line"
