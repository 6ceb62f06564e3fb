"""A champion who gave no telephone number: told before they go, promised no call, and asked for it in one press."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.linkage.accompaniment.actions.telling import tell
from app.linkage.referral.actions.timers import run_due
from app.post.models import Letter
from tests.browser import Browser
from tests.linkage.accompaniment.test_safety import HOME, both_there, staff
from tests.linkage.accompaniment.test_telling import Post
from tests.linkage.cast import cora
from tests.linkage.walks import MEET, NOON, Two

At = Callable[[str], datetime]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SITE, NOBODY = "https://example.org", "Nobody can ring you when you are out"
MISSING = "nobody can ring them: no number of theirs is known"


def test_who_gave_no_number_reads_so_on_every_page_before_they_go_until_they_gave_one(
    two: Two, browser: Browser, at: At
) -> None:
    _una, dee, _cora = staff(two)
    two.planned()
    at("2026-12-28T12:00")
    pages = ("/today", f"/walks/{two.walk.id}", f"/walks/{two.walk.id}/card")

    browser.sign_in(two.cal)
    assert all(NOBODY in browser.get(page).text for page in pages)
    card = browser.get(pages[-1]).text
    assert "Una is told, and writes to cal@example.org." in card
    assert f"It also tells {dee.name}, on duty at that time. They can only write to cal@example.org" in card
    assert "rings you" not in card
    assert "When they ring" not in card

    two.cal.phone = "+447700900123"
    two.session.commit()
    assert not any(NOBODY in browser.get(page).text for page in pages)
    assert "Una is told, and rings you." in browser.get(pages[-1]).text


def test_nobody_who_watches_is_sent_to_ring_themselves_or_a_number_that_is_not_there(
    two: Two, browser: Browser, at: At
) -> None:
    una, dee, _cora = staff(two)
    two.planned()
    run_due(two.session, MEET)
    two.session.commit()
    at("2026-12-28T19:40")
    browser.sign_in(two.cal).post(f"/walks/{two.walk.id}/way-home")

    for who, is_sent_on in ((una, False), (dee, True)):
        page = browser.sign_in(who).get("/organisations/calder-hub/out").text
        assert ("Then ring Una" in page) is is_sent_on
        assert "No number is known: write to them at once" in page
        assert "Ring them" not in page
    two.cal.phone = "+447700900123"
    two.session.commit()
    assert "Ring them at once, as a friend would" in browser.get("/organisations/calder-hub/out").text


def test_what_a_champion_is_told_at_night_promises_no_call(two: Two, app: Flask) -> None:
    post = Post(app, two)
    both_there(two)
    for moment in (MEET, HOME):
        run_due(two.session, moment)
        post.turn(moment)
    assert "Please say that you are home. If not, somebody gets in touch soon." in post.said("Cal")


def test_who_looks_after_them_hears_two_days_before_and_asks_in_one_press(
    app: Flask, two: Two, browser: Browser, at: At
) -> None:
    session, una = two.session, staff(two)[0]
    holder = cora(session)

    def told(now: datetime) -> list[str | None]:
        with app.app_context():
            tell(session, SITE, now)
        session.commit()
        return list(session.scalars(select(Letter.person_id).where(Letter.key.like("%:number%:inbox"))))

    two.planned()
    assert told(NOON) == [], "it is five days off"
    for number, wanted in (("", [una.id]), ("+447700900123", []), ("", [una.id])):
        two.cal.phone = number
        assert told(MEET - timedelta(days=1)) == wanted, "a number takes it back"
    at("2026-12-27T12:00")
    ask = f"/requests/{two.linkage.id}/ask-number"
    page = browser.sign_in(holder).get("/requests/exceptions")
    assert MISSING in page.text
    assert ask in {form.get("action") for form in page.all("form", method="post")}

    for _twice in range(2):
        browser.post(ask)

    page = browser.get("/requests/exceptions")
    assert MISSING in page.text, "it is so still"
    assert ask not in {form.get("action") for form in page.all("form", method="post")}
    post = Post(app, two)
    post.turn(at("2026-12-27T12:01"))
    assert [each for each in post.said("Cal") if "Please give a telephone number today" in each] == post.said("Cal")[
        -1:
    ]

    two.cal.phone = "+447700900123"
    session.commit()
    assert MISSING not in browser.get("/requests/exceptions").text
