"""Somebody asked twice: each request is found again, and what a yes taken back would end is named."""

import pytest
from sqlalchemy.orm import Session

from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.linkage.cast import asked, person

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_each_request_that_goes_on_stands_on_today_and_is_named_before_it_ends(
    browser: Browser, session: Session
) -> None:
    nia = person(session)
    first = asked(session, nia, State.TRIAGE).page
    browser.sign_in(nia)
    assert f"/mine/{first}/now" in browser.get("/today").source
    assert browser.get("/account/agreements").text.count("Your request of") == 1

    second = asked(session, nia, State.WAITING, agrees=False).page
    page = browser.get("/today")

    assert "You have asked more than once." in page.text
    assert all(f"/mine/{each}/now" in page.source for each in (first, second))
    page = browser.get("/account/agreements")
    assert "This ends with it:" in page.text and page.text.count("Your request of") == 2
