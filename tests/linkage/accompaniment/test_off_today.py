"""What was agreed for today is called off: the other reads it plainly and outside the site in words that tell nothing,
whoever called it off reads how far the word has come, and staff hear of it where it is soon."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app import db
from app.linkage.accompaniment.actions import plans
from app.post.jobs import send_due
from app.post.models import Letter
from app.post.rules.wording import as_mail, as_text
from tests.browser import Browser
from tests.linkage.cast import cora
from tests.linkage.walks import MEET, NEXT, Two
from tests.post.letters import PRESENT, Sink

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

At = Callable[[str], datetime]


def test_who_is_ill_an_hour_before_the_other_is_told_plainly_and_staff_are_to_ring(
    app: Flask, two: Two, browser: Browser, at: At
) -> None:
    cora(two.session)
    two.nia.phone = "+447700900789"
    two.planned()
    at("2026-12-28T18:15")
    here = f"/walks/{two.walk.id}"
    sure = browser.sign_in(two.cal).get(f"{here}/off").text
    assert "Nia is told at once that today is off, and not why." in sure

    page = browser.post(f"{here}/off", follow=True).text

    assert "You called it off: Monday 28 December, 6:15pm. Nia is told that today is off, and not why." in page
    assert "Our message to Nia leaves now." in page
    assert "Calder Hub has been asked to ring Nia." in page
    two.session.rollback()
    two.session.expire_all()
    assert "off_today" in two.tasks()
    letter = two.session.scalars(select(Letter).where(Letter.kind == "walk_off", Letter.channel == "wished")).one()
    assert letter.person_id == two.nia.id, "it stands in the box without any job"
    values = {"link": "https://site.example/mine/x", "said": ""}
    words = as_text("walk_off", values) + " ".join(as_mail("walk_off", values))
    assert "Today is off. Please do not set out." in words
    assert not {"meeting", "Cal", "recovery"} & set(words.split())

    mail = Sink()
    with app.app_context():
        send_due(db.session(), {"email": mail, "text": mail, "inbox": Sink()}, lambda: PRESENT,
                 lambda: MEET - timedelta(minutes=59))  # fmt: skip
        db.session().commit()
    assert "Our message to Nia has left." in browser.get(here).text
    hers = browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/now").text
    assert "Today is off" in hers and "Please do not set out." in hers
    assert hers.index("Today is off") < hers.index("choose another date")
    at("2026-12-29T10:00")
    assert "Today is off" not in browser.get(f"/mine/{two.linkage.page}/now").text


def test_a_newcomer_who_calls_it_off_reads_the_same_and_the_champion_is_told_not_to_set_out(
    two: Two, browser: Browser, at: At
) -> None:
    two.planned()
    at("2026-12-28T17:00")
    page = browser.sign_in(two.nia).post(f"/mine/{two.linkage.page}/off", follow=True).text
    assert "You called it off" in page and "Cal is told that today is off" in page

    his = browser.sign_in(two.cal).get(f"/walks/{two.walk.id}").text

    assert "Today is off" in his and "Please do not set out." in his


def test_on_an_earlier_day_it_is_everyday_news_and_in_the_morning_nobody_need_ring(two: Two) -> None:
    two.planned()
    plans.let_go(two.session, two.pair, two.as_cal, MEET - timedelta(days=1))
    assert "off_today" not in two.tasks()
    two.planned(NEXT - timedelta(hours=10))
    plans.let_go(two.session, two.pair, two.as_cal, NEXT - timedelta(hours=9))
    assert "off_today" not in two.tasks()
