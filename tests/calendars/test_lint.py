"""The lint sees every fault, and none where there is none."""

from pathlib import Path

import pytest

from app.calendars.build import build_calendar
from app.calendars.rules.lint import MOST_OCTETS, faults
from tests.calendars.golden import TODAY, golden_feed
from tests.calendars.mutations import MUTATIONS

GUIDE = Path(__file__).parents[2] / "docs" / "calendars.md"


@pytest.fixture(scope="module")
def golden():
    return golden_feed()


def test_a_good_feed_has_no_fault(golden):
    assert faults(golden) == []
    assert faults(golden_feed(personal=True), personal=True) == []


def test_an_empty_calendar_has_no_fault():
    assert faults(build_calendar("Dates", [], today=TODAY)) == []


@pytest.mark.parametrize("name", MUTATIONS)
def test_sees_the_fault_and_names_its_requirement(name, golden):
    requirement, mutate = MUTATIONS[name]

    spoilt = mutate(golden)

    assert spoilt != golden
    assert any(fault.startswith(f"{requirement}: ") for fault in faults(spoilt)), faults(spoilt)


def test_sees_a_file_that_is_too_large(golden):
    assert any(fault.startswith("5: ") for fault in faults(golden + b" " * MOST_OCTETS))


def test_makes_something_of_any_bytes():
    assert faults(b"") and faults(b"\x00\xff") and faults(b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n")


def test_the_guide_names_every_mutation():
    said = GUIDE.read_text()

    assert [name for name in MUTATIONS if name not in said] == []
