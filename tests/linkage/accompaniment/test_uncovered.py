"""Nobody on duty while two are out together is sent to who leads and coordinates, and said to both."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.kernel.roles import Role
from app.linkage.accompaniment.actions import going
from app.linkage.accompaniment.actions.telling import tell
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.rules.states import State
from app.post.models import Letter
from tests.browser import Browser
from tests.linkage.cast import cora, person
from tests.linkage.walks import MEET, NOON, Two, on_duty

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

At = Callable[[str], datetime]
SITE = "https://example.org"


def test_a_plan_for_hours_without_anybody_on_duty_is_an_alarm_that_is_sent_once(
    app: Flask, two: Two, browser: Browser, at: At
) -> None:
    session, staff = two.session, cora(two.session)

    def told(now: datetime) -> list[tuple[str | None, str]]:
        with app.app_context():
            tell(session, SITE, now)
        session.commit()
        kept = select(Letter.person_id, Letter.key).where(Letter.key.like("%:duty%:inbox")).order_by(Letter.due_at)
        return [(who, key.split(":")[2]) for who, key in session.execute(kept)]

    two.planned()
    assert told(NOON) == [], "it is five days off"
    assert told(MEET - timedelta(days=1)) == [(staff.id, "duty2026-12-28ahead")]
    both = [(staff.id, f"duty2026-12-28{turn}") for turn in ("ahead", "now")]
    assert told(MEET - timedelta(minutes=20)) == both, "and when these hours begin"
    assert told(MEET) == both, "once each"
    at("2026-12-27T12:00")
    for who, page in ((two.nia, f"/mine/{two.linkage.page}/now"), (two.cal, f"/walks/{two.walk.id}")):
        assert "Nobody is on duty at that time" in browser.sign_in(who).get(page).text

    session.rollback()
    on_duty(session, person(session, "Dee", Role.COORDINATOR))
    assert told(MEET + timedelta(minutes=1)) == both[:1], "a turn on the rota takes it back"
    assert "Nobody is on duty at that time" not in browser.sign_in(two.cal).get(f"/walks/{two.walk.id}").text


def test_whoever_is_home_is_no_alarm_and_the_page_says_who_came_home_and_of_whom_nothing_was_heard(
    app: Flask, two: Two, browser: Browser, at: At
) -> None:
    session, staff = two.session, cora(two.session)
    two.planned()
    run_due(session, MEET - timedelta(minutes=30))
    for who in (two.as_nia, two.as_cal):
        going.here(session, two.pair, who, MEET)
    going.home(session, two.pair, two.as_cal, MEET + timedelta(minutes=100))
    session.commit()
    assert two.linkage.state is State.GOING
    with app.app_context():
        tell(session, SITE, MEET + timedelta(minutes=105))
    session.commit()
    assert session.scalars(select(Letter.key).where(Letter.key.like("%:duty%now:%"))).all() == []

    at("2026-12-28T21:10")
    page = browser.sign_in(staff).get("/organisations/calder-hub/out").text
    assert "Nobody is out just now." in page
    assert "Cal: home, Monday 28 December, 8:55pm. Nothing was heard from Nia yet." in page
    session.rollback()
    going.home(session, two.pair, two.as_nia, MEET + timedelta(minutes=110))
    session.commit()
    assert "Nia: home, Monday 28 December, 9:05pm." in browser.get("/organisations/calder-hub/out").text
