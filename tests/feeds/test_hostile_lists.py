"""Whatever a list holds, reading it ends in listings and refusals, and nothing private or foreign gets out."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.feeds import rules
from app.feeds.sources.meeting_guide import read
from app.feeds.sources.reading import ReadListing, Unusable
from tests.feeds.lists import PLAIN, read_rows, rows_in

REAL_ROWS = [
    row for name in ("sf-marin-2021", "eda-world-2023", "edmonton-2022", "edge-entity") for row in rows_in(name)
]
FIELDS = sorted({field for row in REAL_ROWS for field in row} | {"end_time", "timezone", "approximate", "coordinates"})
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.sampled_from(["\ud800", "\x00", "<b>", "٣", "24:00", "-1", "http://[", "javascript:alert(1)", "1e400", "🙂"]),
    st.lists(st.one_of(st.none(), st.integers(-3, 9), st.text(max_size=5), st.lists(st.none())), max_size=4),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
)
CODES = st.text(alphabet="ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789", min_size=7, max_size=12).map(
    lambda text: f"zq{text}7"
)
PHRASES = [
    "Passcode: {}",
    "Password {}",
    "passcode is {}",
    "PW: {}",
    "Zoom 123 456 7890 pwd={} every week",
    "Come early. Meeting ID: 123 456 7890, Passcode: {}. Tea after.",
    "https://zoom.us/j/1234567890?pwd={}",
    "Join: us02web.zoom.us/j/1234567890?pwd={} (mute yourself)",
    "PIN {}",
]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_rows_with_values_missing_or_of_another_type_never_break_the_reader(data):
    row = dict(data.draw(st.sampled_from(REAL_ROWS)))
    for field in data.draw(st.lists(st.sampled_from(FIELDS), max_size=6)):
        row.pop(field, None)
    row |= data.draw(st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=6))

    reading = read(json.dumps([row, PLAIN]).encode(), "aa", "Europe/London")

    assert reading.read == 2 == len(reading.listings) + len(reading.refusals)
    assert all(refusal.reason for refusal in reading.refusals)
    for listing in reading.listings:
        check_fit_to_store(listing)


@settings(max_examples=60, deadline=None)
@given(st.lists(ODD, max_size=5))
def test_rows_that_are_no_rows_are_refused_one_by_one(rows):
    reading = read(json.dumps(rows).encode(), "na", "Europe/London")

    assert reading.read == len(rows) == len(reading.listings) + len(reading.refusals)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_bytes_of_any_kind_give_a_reading_or_a_sentence(data):
    try:
        reading = read(data, "aa", "Europe/London")
    except Unusable as error:
        assert str(error).endswith(".")
    else:
        assert reading.read == len(reading.listings) + len(reading.refusals)


@given(CODES, st.sampled_from(PHRASES), st.sampled_from(["notes", "location_notes", "group_notes", "name", "location"]))
@settings(max_examples=150, deadline=None)
def test_a_passcode_in_any_text_is_moved_to_how_to_join_or_dropped_and_never_shown(code, phrase, field):
    text = f"Side door. {phrase.format(code)}" if field == "name" else phrase.format(code)

    (listing,) = read_rows({field: text}).listings

    assert code not in public_part(listing)
    if field not in ("name", "location"):
        assert code in listing.join.note


@pytest.mark.parametrize(
    "text",
    [
        "Call Jo on 07700 900123",
        "Contact Priya: +44 7700 900123.",
        "jo@example.org",
        "Jo S. 07700900123",
        "write to jo (at) example (dot) org",
        "Tel: 0113 496 0123",
        "text Jo S. before you come",
        "Ring Jo Smith (0113 496 0123)",
    ],
)
def test_names_numbers_and_addresses_of_people_are_taken_out_of_texts(text):
    (listing,) = read_rows({"notes": f"Side door. {text}", "location_notes": text}).listings

    shown = repr(listing)
    assert not any(private in shown for private in ("Jo ", "Jo S", "Priya", "900123", "496 0123", "example.org", "jo@"))
    assert "Side door." in listing.notes


@pytest.mark.parametrize(
    "text",
    [
        "Room 12, second floor. Ring the bell at 10 High Street.",
        "A password is required: please ask before the meeting.",
        "FRANK is on 0300 123 6600, Samaritans on 116 123.",
        "See Building C, ask for Room B. Open 2021-2022.",
        "First Tuesday is Step. Bus 576 or 548, every 10 minutes.",
    ],
)
def test_what_helps_people_to_find_the_door_stays_word_for_word(text):
    (listing,) = read_rows({"notes": text}).listings

    assert listing.notes == text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://name:word@zoom.us/j/1", "ftp://x.org/", "not a link"])
def test_links_that_are_no_web_addresses_are_left_out(url):
    reading = read_rows({"conference_url": url, "url": url})

    assert (reading.listings[0].join.url, reading.listings[0].url) == ("", "")
    assert [warning.code for warning in reading.warnings].count("url_unusable") == 2


def test_a_default_zone_that_does_not_exist_is_refused():
    with pytest.raises(Unusable, match="Europe/London"):
        read(b"[]", "aa", "Europe/Leeds")


def public_part(listing: ReadListing) -> str:
    """Everything of a listing but how to join and its key."""
    hidden = (listing.join, listing.source_key)
    return repr([getattr(listing, name) for name in listing.__slots__ if getattr(listing, name) not in hidden])


def check_fit_to_store(listing: ReadListing) -> None:
    """A name, a key, a real rule, one of the two ways to meet, and no character that a database refuses."""
    assert listing.name
    assert listing.source_key
    assert listing.in_person or listing.online
    assert all(0 < rule.minutes <= 24 * 60 and rule.rrule.startswith("FREQ=WEEKLY;BYDAY=") for rule in listing.rules)
    texts = [listing.name, listing.notes, listing.group, listing.group_notes, listing.join.note, listing.source_key]
    assert not any(unicodedata.category(char) in ("Cs",) or char == "\x00" for text in texts for char in text)
    assert "<script" not in repr(listing)
    assert rules.fingerprint(listing)
