"""Reporting that something is wrong: kept for an editor, quick to make, and nothing typed is lost."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Report
from app.directory.rules.reporting import LONGEST, REASONS, CannotReport, check_report
from tests.browser import Browser
from tests.directory.world import IN_THE_HALL, two_meetings

LISTING = f"/meetings/{IN_THE_HALL}"
SENDING = f"{LISTING}/report"


@pytest.fixture
def browser(app: Flask, session: Session) -> Browser:
    two_meetings(session)
    return Browser(app)


def kept(session: Session) -> list[tuple[str, str]]:
    return [(report.what, report.words) for report in session.scalars(select(Report))]


def test_a_report_is_kept_and_thanked_for(browser: Browser, session: Session) -> None:
    page = browser.post(SENDING, {"what": "moved", "words": "  Now in the library.\x00 "})

    assert page.status == 200
    assert page.links()
    assert kept(session) == [("moved", "Now in the library.")]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"words": "It was shut."}, "Choose what is wrong."),
        ({"what": "zebra", "words": "It was shut."}, "Choose what is wrong."),
        ({"what": "moved", "words": "It was shut. " * 50}, "Use 500 characters or fewer. You used 650."),
        ({"what": "other", "words": "  "}, "Say in a few words what is wrong."),
        ({}, "Choose what is wrong."),
    ],
)
def test_a_report_that_lacks_something_comes_back_with_all_that_was_typed(
    browser: Browser, session: Session, form: dict[str, str], sentence: str
) -> None:
    page = browser.post(SENDING, form)

    assert page.status == 400
    assert sentence in page.text
    assert page.one("textarea", name="words").text == (form.get("words") or None)
    chosen = [box.get("value") for box in page.all("input", name="what") if "checked" in box.attrib]
    assert chosen == [form["what"] for _ in range(form.get("what") in REASONS)]
    assert kept(session) == []


def test_what_a_machine_fills_in_is_thanked_for_and_thrown_away(browser: Browser, session: Session) -> None:
    page = browser.post(SENDING, {"what": "moved", "words": "Buy now", "website": "https://example.org"})

    assert page.status == 200
    assert kept(session) == []


def test_the_eleventh_report_of_an_hour_is_too_many(browser: Browser, session: Session) -> None:
    answers = [browser.post(SENDING, {"what": "time"}).status for _ in range(12)]

    assert answers == [200] * 10 + [429] * 2
    assert len(kept(session)) == 10


def test_reporting_needs_no_javascript_and_starts_on_the_listings_own_page(browser: Browser) -> None:
    page = browser.get(LISTING)

    assert page.one("form", action=SENDING).get("method") == "post"
    assert {box.get("value") for box in page.all("input", name="what")} == set(REASONS)


def test_nothing_can_be_reported_on_what_does_not_exist(browser: Browser) -> None:
    assert browser.post("/meetings/no-such/report", {"what": "time"}).status == 404


@pytest.mark.parametrize("what", REASONS)
def test_every_reason_makes_a_report(what: str) -> None:
    check_report(what, "x" * LONGEST)


def test_words_may_be_left_out_where_the_reason_says_it_all() -> None:
    check_report("moved", "")
    with pytest.raises(CannotReport):
        check_report("other", "")
