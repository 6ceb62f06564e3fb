"""After a yes: the newcomer reads why this champion and by when, the champion what would help; nothing of their health
stands beside a name."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.matching.actions import answers, rounds
from app.linkage.matching.models import Offer
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Gender, Likeness, Wishes
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, champion, cora, person

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""What the pages say is the same on both databases."""

At = Callable[[str], datetime]
WISHES = Wishes(
    gender=Gender.WOMAN, likeness=(Likeness.METHADONE_OR_BUPRENORPHINE, Likeness.FAITH), languages=("pl",),
    help="Meet me at the bus stop",
)  # fmt: skip
PARTS = {"likeness": [9, 9], "familiar": [9, 8], "travel": [9, 7]}
UNSAID = "methadone"


def test_why_by_when_and_what_would_help_are_told_after_a_yes_and_nothing_of_health_beside_a_name(
    session: Session, browser: Browser, at: At
) -> None:
    at("2026-12-21T18:00")
    nia, cal, staff = person(session), champion(session, "Cal", gender="woman", languages=["en"]), cora(session)
    linkage = asked(session, nia, State.TRIAGE)
    page = linkage.page
    rounds.ask(session, by(staff), linkage, [rounds.Asked(cal.id, json.dumps({"parts": PARTS}))], NOW)
    linkage.wishes = WISHES
    session.commit()
    assert WISHES.help not in browser.sign_in(cal).get("/offers").text
    session.rollback()

    walk_id = answers.accept(session, by(cal), session.scalars(select(Offer)).one(), NOW).id
    session.commit()
    assert "Why Cal" not in browser.sign_in(nia).get(f"/mine/{page}/now").text
    answers.go_ahead(session, None, session.get_one(Linkage, linkage.id), NOW + timedelta(minutes=5))
    session.commit()
    hers = browser.get(f"/mine/{page}/now").text
    assert "Why Cal: A woman, as you wished. Knows this meeting." in hers
    assert "Tuesday 22 December, 6:05pm" in hers, "by when"
    assert "from their own life" not in hers

    page_of_cal = browser.sign_in(cal).get(f"/walks/{walk_id}")
    assert all(each in page_of_cal.text for each in (WISHES.help, "Polish", "somebody of faith"))
    assert UNSAID not in page_of_cal.text
