"""What cannot be taken back with a press asks one question first."""

import pytest

from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.linkage.standing.test_mine import state_of
from tests.linkage.walks import Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_one_question_stands_before_what_cannot_be_taken_back(two: Two, browser: Browser) -> None:
    two.planned()
    here = f"/mine/{two.linkage.page}"
    for who, link in ((two.nia, f"{here}/now"), (two.cal, f"/walks/{two.walk.id}")):
        asked = browser.click(browser.sign_in(who).get(link), "Not this time")
        assert "This plan ends at once." in asked.text and "Monday 28 December" in asked.text
        assert state_of(two) is State.PLANNED
    asked = browser.click(browser.sign_in(two.nia).get(f"{here}/now"), "Another person, please")
    assert "Cal does not go with you any more, and is not told why." in asked.text
    assert state_of(two) is State.PLANNED
    assert not [each for each in browser.get(f"{here}/now").all("form") if each.get("action") == f"{here}/another"]

    browser.post(asked.all("form", action=f"{here}/another")[0].get("action", ""))

    assert state_of(two) is State.WAITING
    assert browser.get(f"{here}/another").status == browser.get(f"{here}/off").status == 404
