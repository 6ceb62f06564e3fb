"""The head of a listing's page speaks of the very next date: where it is, and what is different about it."""

import pytest
from flask import Flask

from tests.directory.world import held

WAYS = ("Directions on an Android phone", "Directions on an iPhone or iPad", "Directions on openstreetmap.org")


def test_a_moved_date_sends_nobody_to_the_usual_hall(calderdale: Flask) -> None:
    path = "/meetings/brighouse-living-sober"
    with held(calderdale, "2027-01-12T18:00") as browser:
        page = browser.get(path)
    with held(calderdale, "2027-01-13T18:00") as browser:
        usual = browser.get(path)

    head = page.text[: page.text.index("Where, and who may come")]
    assert "this time. Hall used for a funeral." in head
    assert "Step-free" not in head
    assert {name for name in page.links() if name.startswith("Directions")} == set(WAYS)
    assert not [name for name in WAYS if page.links()[name] == usual.links()[name]]
    assert "this time" not in usual.text[: usual.text.index("Where, and who may come")]


def test_a_date_that_is_online_only_sends_nobody_anywhere(calderdale: Flask) -> None:
    with held(calderdale, "2027-02-11T15:00") as browser:
        page = browser.get("/meetings/bradford-step-in")

    assert "Online only. Hall has no heating this week." in page.text[: page.text.index("Where, and who may come")]
    assert not set(WAYS) & page.links().keys()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/meetings/clean-slate-halifax", "Bank holiday: ask first."),
        ("/meetings/smart-recovery-todmorden", "Not on Monday 28 December"),
    ],
)
def test_a_bank_holiday_is_named_before_anything_else(calderdale: Flask, path: str, said: str) -> None:
    with held(calderdale, "2026-12-28T09:00") as browser:
        page = browser.get(path)

    assert said in page.text[: page.text.index("Where, and who may come")]


def test_a_paused_listing_says_in_lists_where_it_meets_meanwhile(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-24T12:00") as browser:
        page = browser.get("/near/elland?when=today&miles=5")

    assert "Elland Thursday is not on." in page.text
    assert "group meets at Brighouse until further notice" in page.text


def test_a_calendar_in_private_words_is_one_tap_away(calderdale: Flask) -> None:
    with held(calderdale, "2026-12-21T12:00") as browser:
        page = browser.get("/meetings/clean-slate-halifax")
        calendar = browser.client.get(page.links()["Add it in private words"]).text

    assert "SUMMARY:Appointment" in calendar
    assert "Clean Slate" not in calendar
