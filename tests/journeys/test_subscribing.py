"""Somebody subscribes to their own calendar and to a public one; then a hall closes, and both say so."""

import re
from urllib.request import urlopen

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page

from app.calendars.rules.lint import faults
from tests.journeys.conftest import MEETING, carry, phone
from tests.journeys.people import Site

pytestmark = pytest.mark.browser

HALL, NAME = "Packhorse Yard Centre", "Clean Slate Halifax"
SHUT, OPEN = ("20261228", "20270104"), ("20261221", "20270111")
OFF = f"CANCELLED: {NAME}"
Found = dict[str, tuple[str, str, str]]


def subscribed(page: Page) -> str:
    """The address that somebody gives to their calendar program, on a page where they save what they go to."""
    page.goto(MEETING)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Set up a calendar").click()
    page.get_by_label("What do you call this calendar?").fill("My phone")
    page.get_by_label("In plain words, with name and place").check()
    page.get_by_role("button", name="Make the link").click()
    page.get_by_role("heading", name="Your link is ready").wait_for()
    return page.locator("main code").inner_text()


def close(page: Page, first: str, last: str) -> None:
    """Close the hall for some days, as whoever coordinates."""
    page.goto("/care")
    page.get_by_role("link", name="Venues").click()
    page.get_by_role("link", name=HALL).click()
    page.get_by_role("link", name="Close it for some days").click()
    page.get_by_label("First day that it is closed").fill(first)
    page.get_by_label("Last day that it is closed").fill(last)
    page.get_by_label("Reason that people see").fill("New floor")
    page.get_by_role("button", name="Show who is affected").click()
    page.get_by_role("heading", name=NAME).wait_for()
    page.get_by_role("button", name="Close the venue on these days").click()
    page.get_by_role("heading", name=HALL, level=1).wait_for()


def fetched(address: str, *, personal: bool) -> tuple[Found, set[int]]:
    """What a program finds of the meeting: title, STATUS and TRANSP of each date that differs from the series, by day;
    and the numbers that its events count their changes by."""
    with urlopen(address) as answer:
        feed = answer.read()
    assert faults(feed, personal=personal) == []
    every = [each for each in Calendar.from_ical(feed).walk("VEVENT") if NAME in each["SUMMARY"]]
    weekly = {str(each["UID"]) for each in every if "RRULE" in each}
    events = [each for each in every if str(each["UID"]) in weekly]
    marked = {
        re.sub(r"T.*", "", each["RECURRENCE-ID"].to_ical().decode()): (
            str(each["SUMMARY"]), str(each["STATUS"]), str(each["TRANSP"])
        )
        for each in events if "RECURRENCE-ID" in each
    }  # fmt: skip
    return marked, {int(each["SEQUENCE"]) for each in events}


def test_a_hall_that_closes_calls_off_its_dates_in_every_calendar_that_shows_them(
    theirs: Site, chromium: Browser
) -> None:
    public = f"{theirs.address}{MEETING}.ics"
    with phone(chromium, base_url=theirs.address) as nia:
        carry(nia, theirs.address, theirs.token("Nia"))
        mine = subscribed(nia)
    before = {address: fetched(address, personal=address == mine) for address in (mine, public)}
    assert OFF not in str(before)

    with phone(chromium, base_url=theirs.address, java_script_enabled=False) as cora:
        carry(cora, theirs.address, theirs.token("Cora"))
        close(cora, "2026-12-28", "2027-01-04")

    for address, status in ((mine, "CANCELLED"), (public, "CONFIRMED")):
        marked, counts = fetched(address, personal=address == mine)
        assert {day: marked.get(day) for day in SHUT} == dict.fromkeys(SHUT, (OFF, status, "TRANSPARENT"))
        assert not [day for day in OPEN if OFF in str(marked.get(day))]
        assert min(counts) > max(before[address][1])
