"""A discreet calendar tells nobody anything."""

from dataclasses import replace
from datetime import date

import pytest

from app.calendars.build import build_calendar
from app.calendars.rules.discreet import DISCREET_NAME, discreet
from app.calendars.rules.entry import Place
from app.calendars.rules.lint import faults
from app.directory.rules.timetable import Change, Closure, OneOff
from app.post.rules.telling import tells
from tests.calendars.golden import OTHER, TODAY, VENUE, entry, golden_entries, series, table

SECRETS = (
    "narcotic",
    "anonymous",
    "recovery",
    "sober",
    "clean",
    "drug",
    "alcohol",
    "AA",
    "NA",
    "SMART",
    "Turning Point",
)


def telling_entry():
    changes = (
        OneOff(date(2026, 12, 8), Change.CANCELLED, note="AA convention"),
        OneOff(date(2026, 12, 15), Change.VENUE, venue_id=OTHER, note="Drug service is shut"),
    )
    closures = (Closure(VENUE, date(2027, 1, 4), date(2027, 1, 10), "Turning Point training"),)
    return replace(
        entry("Narcotics Anonymous: Clean and Sober", table(series(), one_offs=changes, closures=closures)),
        uids={"a": "k3w9x7q2"},
        place=Place("Calderdale Recovery Centre, Halifax, HX1 1AA", (53.7, -1.8)),
        places={OTHER: Place("Alcohol service, Halifax")},
        categories=("SMART", "NA"),
    )


@pytest.mark.parametrize(
    "text", [*SECRETS, "Al-Anon family group", "twelve steps", "rehab", "Nar Anon", "CHANGE GROW LIVE"]
)
def test_telling_words_are_seen(text):
    assert tells(f"The {text}, Halifax")


@pytest.mark.parametrize("text", ["Packhorse Yard Centre, Halifax, HX1 1AA", "Quaker Meeting House", "Anna's café", ""])
def test_plain_words_tell_nothing(text):
    assert not tells(text)


def test_nothing_in_a_discreet_calendar_tells():
    body = build_calendar(DISCREET_NAME, [discreet(telling_entry())], today=TODAY, personal=True, alarm=60)

    told = [line for line in body.decode().replace("\r\n ", "").split("\r\n") if tells(line.partition(":")[2])]
    assert told == []
    assert faults(body, personal=True) == []


def test_times_and_cancelled_dates_stay():
    text = build_calendar(DISCREET_NAME, [discreet(telling_entry(), "Coffee")], today=TODAY).decode()

    assert "SUMMARY:CANCELLED: Coffee\r\n" in text
    assert "URL:" not in text and "CATEGORIES:" not in text and "GEO:" not in text


def test_a_neutral_place_stays_and_an_address_that_says_nothing_may():
    text = build_calendar(
        DISCREET_NAME, [discreet(golden_entries()[0], url="https://dates.example/in")], today=TODAY
    ).decode()

    assert "LOCATION:Packhorse Yard Centre" in text and "URL:https://dates.example/in\r\n" in text
