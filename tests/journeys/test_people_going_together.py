"""Nia and Cal go together: each with a phone of their own, they plan, are reminded, find each other, and say how it
went."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from app import db
from app.linkage.referral.actions.timers import run_due
from app.notices.jobs import Inbox
from app.post.jobs import send_due
from app.schedule import JOBS
from tests.journeys.conftest import carry, phone
from tests.journeys.together import MINUTE, fits, press
from tests.linkage.walks import MEET, NEXT, NOON, Two, two
from tests.post.letters import PRESENT
from tools.chromium import served
from tools.pages import token_of

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]


def tick(app: Flask, them: Two, now: datetime) -> None:
    """The jobs of that minute; what is due for the inbox arrives there."""
    them.session.rollback()
    them.session.expire_all()
    with app.app_context():
        run_due(them.session, now)
        JOBS["walks"].run(them.session, now)
        them.session.commit()
        send_due(db.session(), {"inbox": Inbox()}, lambda: PRESENT, lambda: now)


def plan_together(site: str, them: Two, nia: Page, cal: Page) -> None:
    """He suggests next Monday, she says yes; each says by what they can be known."""
    cal.goto(f"{site}/today")
    cal.get_by_role("link", name="With Nia: see what comes next").click()
    cal.get_by_role("link", name="Suggest a date", exact=True).click()
    cal.get_by_label("Monday 28 December, 7:30pm to 9pm").check()
    cal.get_by_label("How will they know you?").fill("A green coat")
    press(cal, "Suggest this to Nia")
    cal.get_by_text("Nia has not said yes yet.").wait_for()

    nia.goto(f"{site}/mine/{them.linkage.page}/now")
    nia.get_by_text("Monday 28 December: meet at 7:15pm").wait_for()
    nia.get_by_text("A green coat", exact=True).wait_for()
    nia.get_by_label("How will they know you?").fill("A blue hat")
    press(nia, "Yes, that suits me")
    nia.get_by_role("heading", name="You are going with Cal").wait_for()


def test_two_people_plan_meet_and_say_how_it_went_each_on_a_phone(
    app: Flask, session: Session, chromium: Browser, at: Callable[[str], datetime]
) -> None:
    them = two(session)
    at(NOON.isoformat())
    with served(app) as site, phone(chromium, java_script_enabled=False) as nia, phone(chromium) as cal:
        carry(nia, site, token_of(app, them.nia.id))
        carry(cal, site, token_of(app, them.cal.id))

        plan_together(site, them, nia, cal)

        tick(app, them, MEET - timedelta(hours=24))
        at((MEET - timedelta(hours=23)).isoformat())
        cal.goto(f"{site}/inbox")
        cal.get_by_text("Going together: Monday 28 December, 7:15pm").first.wait_for()
        cal.goto(f"{site}/walks/{them.walk.id}")
        press(cal, "Yes, I am still coming")

        tick(app, them, MEET - 30 * MINUTE)
        at((MEET - 5 * MINUTE).isoformat())
        cal.reload()
        press(cal, "I am here")
        nia.reload()
        nia.get_by_text("Cal is there.").wait_for()
        assert fits(nia) and fits(cal)
        press(nia, "I am here")

        at((NEXT + timedelta(hours=2)).isoformat())
        cal.goto(f"{site}/walks/{them.walk.id}")
        press(cal, "I am on my way home and well")
        press(cal, "We went together")
        press(cal, "Yes, I am all right")
        nia.goto(f"{site}/mine/{them.linkage.page}/now")
        for words in ("We went together", "Good", "Yes, with the same person"):
            press(nia, words)
        nia.get_by_role("heading", name="You went, and the door is open").wait_for()
        nia.get_by_role("link", name="Suggest a date").first.click()
        assert nia.get_by_label("How will they know you?").input_value() == "A blue hat"
        assert fits(nia) and fits(cal)
