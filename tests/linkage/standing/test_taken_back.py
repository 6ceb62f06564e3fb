"""An agreement that is taken back: what ends with it is said before, and a request is taken up anew."""

from dataclasses import replace

import pytest

from app.consent.actions.agreements import agree
from app.consent.rules.texts import COMPANY, PLAIN_WORDS, SHARE_CHAMPION, SHARE_CONTACT
from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.linkage.standing.test_mine import state_of
from tests.linkage.walks import NOON, Two


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_what_ends_with_an_agreement_is_said_before_and_the_request_can_be_taken_up_again(
    two: Two, browser: Browser
) -> None:
    for purpose in (COMPANY, SHARE_CHAMPION, SHARE_CONTACT, PLAIN_WORDS):
        agree(two.session, two.as_nia, two.nia.id, purpose, NOON)
    two.linkage.wishes = replace(two.linkage.wishes, help="Small steps")
    two.session.commit()
    page = browser.sign_in(two.nia).get("/account/agreements").text
    assert (page.count("every request for company of yours ends at once"), page.count("nothing else changes")) == (2, 1)
    browser.post("/account/agreements", {"purpose": SHARE_CONTACT, "answer": "no"})
    assert "Ask for company again" not in browser.get("/account/agreements?said=saved").text

    over = browser.post("/account/agreements", {"purpose": SHARE_CHAMPION, "answer": "no"}, follow=True)

    assert state_of(two) is State.WITHDRAWN
    assert browser.get(f"/mine/{two.linkage.page}/now").all("a", href="/ask?same=1")
    assert "what you wished for is filled in" in over.text
    anew = browser.click(over, "Ask for company again")
    assert "Small steps" in anew.text and anew.one("input", name="listing").get("value") == two.linkage.listing_id
    none = browser.post("/account/agreements", {"purpose": COMPANY, "answer": "no"}, follow=True)
    assert "You begin anew" in none.text and "filled in" not in none.text
    assert "Small steps" not in browser.get("/ask?same=1").text, "who lets us keep nothing is shown nothing"
