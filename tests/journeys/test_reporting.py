"""Somebody stood before a locked door and tells us: a mistake on the way loses nothing."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.directory.models import Report
from tests.journeys.conftest import MEETING, phone

WORDS = "The side door was locked at 7:25, and nobody <came>.\nThe bell is broken."


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_a_report_with_something_missing_keeps_every_word_and_then_goes_through(
    world: Flask, live: str, chromium: Browser, script: bool
) -> None:
    with phone(chromium, java_script_enabled=script) as page:
        page.goto(live + MEETING)
        page.get_by_text("Something wrong on this page?").click()
        page.get_by_label("What did you see?").fill(WORDS)
        page.get_by_role("button", name="Send to the editor").click()
        page.get_by_text("Choose what is wrong.").wait_for()
        expect(page.get_by_label("What did you see?")).to_have_value(WORDS)
        page.get_by_label("I could not get in").check()
        page.get_by_role("button", name="Send to the editor").click()
        page.get_by_role("heading", name="Thank you").wait_for()
        page.get_by_role("link", name="Back to Clean Slate Halifax").click()
        page.wait_for_url(f"**{MEETING}")

    with Session(world.extensions[db.KEY]) as session:
        kept = session.scalars(select(Report).where(Report.what == "door")).all()
    assert {report.words.replace("\r\n", "\n") for report in kept} == {WORDS}
