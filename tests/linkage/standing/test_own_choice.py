"""A newcomer chooses among cards without names; a no shows the others without a word of refusal."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.matching.actions import answers, driving
from app.linkage.matching.models import Offer
from app.linkage.referral.actions import timers
from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, champion, hub, person

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def choosing(session: Session) -> Linkage:
    hub(session).constants = {"asking": "newcomer"}
    linkage = asked(session, person(session), State.TRIAGE, proved_at=NOW)
    driving.release(session, None, linkage, NOW)
    driving.drive(session, NOW)
    session.commit()
    return linkage


def test_they_pick_one_and_after_a_no_see_the_others_and_let_us_choose(
    app: Flask, browser: Browser, session: Session
) -> None:
    ours = {champion(session, name).id: name for name in ("Caleb", "Beatrix", "Duncan", "Estelle")}
    linkage = choosing(session)
    browser.sign_in(linkage.person)
    here = f"/mine/{linkage.page}"
    assert "You can choose whom we ask" in browser.get(f"{here}/now").text
    page = browser.click(browser.get(f"{here}/now"), "See who could go with you")
    assert page.text.count("Ask this one") == 3
    assert page.text.count("Is free when the meeting is on.") + page.text.count("It is not far.") >= 3
    for secret in (*ours, *ours.values(), "%"):
        assert secret not in page.text
    assert [each for each in ours if each in page.source] == [], "a card says nothing of who it is"
    others = browser.click(page, "Somebody else, please")
    assert others.text.count("Ask this one") == 1
    assert browser.post(f"{here}/choose", {"word": "no-such-card"}).status == 409

    key = page.source.split('name="word" value="')[1].split('"')[0]
    now_page = browser.post(f"{here}/choose", {"word": key}, follow=True)
    assert "We are asking somebody to go with you" in now_page.text
    assert browser.post(f"{here}/choose", {"word": key}).status == 409, "one is asked at a time"
    session.rollback()
    offer = session.scalars(select(Offer)).one()
    answers.decline(session, by(offer.champion), offer, NOW)
    session.commit()
    driving.drive(session, NOW)
    page = browser.get(f"{here}/now")
    assert "They cannot this time. It is not about you" in page.text
    assert "no " + ours[offer.champion_id] not in page.text
    assert key not in browser.get(f"{here}/choose").source

    browser.post(f"{here}/choose-for-me", follow=True)
    session.rollback()
    session.expire_all()
    timers.run_due(session, NOW + timedelta(minutes=6))
    driving.drive(session, NOW + timedelta(minutes=6))
    assert len(session.scalars(select(Offer).where(Offer.answered_at.is_(None))).all()) == 1


def test_where_nobody_fits_they_hear_it_and_say_what_else_would_help(
    app: Flask, browser: Browser, session: Session
) -> None:
    linkage = choosing(session)
    browser.sign_in(linkage.person)
    here = f"/mine/{linkage.page}"
    assert "Nobody is free just now" in browser.get(f"{here}/now").text
    page = browser.post(f"{here}/otherwise", {"word": "staff"}, follow=True)
    assert "gets in touch with you by" in page.text
    assert {"choose", "otherwise_staff"} == set(session.scalars(select(Task.kind).where(Task.done_at.is_(None))))
    assert browser.post(f"{here}/otherwise", {"word": "a pony"}).status == 409
