"""What outside readers make of our calendars, against what the timetables say."""

import warnings

import pytest

from app.calendars.build import build_calendar
from app.calendars.rules.discreet import tells
from app.calendars.rules.lint import faults
from app.calendars.rules.personal import Manner, Wording, said, told
from tests.calendars.feeds import HOW_MANY, USUALLY, random_entries
from tests.calendars.golden import BEGIN, END, TODAY, golden_entries, golden_feed, truth
from tests.calendars.readers import NODE_READERS, READERS, missing_node, with_node


@pytest.fixture(scope="module")
def listings():
    return [golden_entries(), *random_entries()]


@pytest.fixture(scope="module")
def feeds(listings):
    return [build_calendar("Near HX1", entries, today=TODAY) for entries in listings]


@pytest.fixture(scope="module")
def truths(listings):
    return [truth(entries) for entries in listings]


def test_the_golden_feed_is_large_enough_to_tell(truths):
    assert len(truths[0]) > 2000
    assert sum(title.startswith("CANCELLED") for _, title, _ in truths[0]) > 50


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_in_python_finds_every_occurrence(reader, feeds, truths):
    for number, (feed, expected) in enumerate(zip(feeds, truths, strict=True)):
        assert READERS[reader](feed, BEGIN, END) == expected, f"feed {number}\n{feed.decode()}"


def test_every_reader_in_node_finds_every_occurrence(feeds, truths):
    if missing := missing_node():
        warnings.warn(missing, stacklevel=1)
        return
    for reader in NODE_READERS:
        for number, found in enumerate(with_node(reader, feeds, BEGIN, END)):
            assert found == truths[number], f"{reader}, feed {number}\n{feeds[number].decode()}"


@pytest.mark.parametrize("reader", READERS)
def test_personal_calendars_mark_cancelled_dates_by_status_too(reader):
    expected = truth(golden_entries(), personal=True)

    found = READERS[reader](golden_feed(personal=True), BEGIN, END)

    assert found == expected
    assert any(status == "CANCELLED" for _, _, status in found)


def test_no_random_feed_breaks_a_requirement(feeds):
    assert [fault for feed in feeds for fault in faults(feed)] == []


def test_no_personal_feed_breaks_a_requirement(listings):
    built = [build_calendar("Dates", entries, today=TODAY, personal=True, alarm=60) for entries in listings]

    assert [fault for feed in built for fault in faults(feed, personal=True)] == []


@pytest.fixture(scope="module", params=Manner)
def told_feeds(request, listings):
    """Golden and random listings as a person's link tells them, and what stands in them."""
    wording = Wording("ab" * 16, request.param, "Coffee", 60, 3, BEGIN)
    some = listings if HOW_MANY > USUALLY else listings[:12]
    told_ones = [[told(entry, wording) for entry in entries] for entries in some]
    feeds = [
        build_calendar("Dates", entries, today=TODAY, personal=True, alarm=60, alarm_words=said(wording))
        for entries in told_ones
    ]
    return request.param, feeds, [truth(entries, personal=True) for entries in told_ones]


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_in_python_finds_every_date_of_a_personal_feed(reader, told_feeds):
    _manner, feeds, truths = told_feeds

    for number, (feed, expected) in enumerate(zip(feeds, truths, strict=True)):
        assert READERS[reader](feed, BEGIN, END) == expected, f"feed {number}\n{feed.decode()}"


def test_every_reader_in_node_finds_every_date_of_a_personal_feed(told_feeds):
    _manner, feeds, truths = told_feeds

    for reader in NODE_READERS if not missing_node() else ():
        assert with_node(reader, feeds, BEGIN, END) == truths, reader


def test_no_personal_feed_in_any_words_breaks_a_requirement_and_quiet_ones_tell_nothing(told_feeds):
    manner, feeds, _truths = told_feeds
    lines = [line for feed in feeds for line in feed.decode().replace("\r\n ", "").split("\r\n")]

    assert [fault for feed in feeds for fault in faults(feed, personal=True)] == []
    if manner is not Manner.PLAIN:
        assert [line for line in lines if tells(line.partition(":")[2])] == []
        assert not any(line.startswith(("URL", "CATEGORIES", "DESCRIPTION:New floor")) for line in lines)
