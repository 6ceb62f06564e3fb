"""The pages of the three, and of staff: what each sees and presses, and what a learner does not learn."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.champions.rules.words import Status
from app.kernel.roles import Role
from app.linkage.learning.actions import asking
from app.linkage.learning.models import Learner
from app.linkage.learning.rules.steps import Ending
from app.linkage.referral.actions.timers import run_due
from tests.browser import Browser
from tests.linkage.cast import by, person
from tests.linkage.learning.conftest import Three, learner
from tests.linkage.learning.test_afterwards import gone
from tests.linkage.walks import MEET, NOON

sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
THEIRS = ("Nia", "Monday Steps", "red door", "7:15pm", "7:30pm")
"""What is the newcomer's until they have said yes."""


def only(three: Three) -> Learner:
    three.session.rollback()
    three.session.expire_all()
    found = three.session.query(Learner).one()
    return three.again(found)


@sqlite
def test_from_the_page_of_the_request_to_everybodys_yes(three: Three, browser: Browser) -> None:
    request, page = f"/requests/{three.two.linkage.id}", f"/mine/{three.two.linkage.page}"
    browser.sign_in(three.cora)
    assert "Who could come along Dan" in browser.get(request).text
    assert browser.post(f"{request}/learner", {"person": three.dan.id}).status == 303
    assert "Still to say yes: Dan, Cal and the newcomer." in browser.get(request).text
    own = f"/walks/learning/{only(three).id}"

    before = browser.sign_in(three.dan).get(own)
    assert "Monday 28 December, about 6pm to 10pm, with Cal" in before.text
    assert [word for word in THEIRS if word in before.source] == []
    assert [word for word in THEIRS if word in browser.get("/today").source] == []
    assert browser.post(f"{own}/yes").location == own
    assert [word for word in THEIRS if word in browser.get(own).source] == []
    assert "come along" not in browser.sign_in(three.two.nia).get(f"{page}/now").text, "the newcomer is asked last"

    asks = browser.sign_in(three.two.cal).get(f"/walks/{three.two.walk.id}")
    assert "Would you take somebody with you who is learning?" in asks.text
    assert browser.post(f"{own}/yes").location == f"/walks/{three.two.walk.id}"
    assert "You said yes. Not everybody has answered yet" in browser.get(f"/walks/{three.two.walk.id}").text

    asks = browser.sign_in(three.two.nia).get(f"{page}/now")
    assert "Dan, who is learning to do this, would like to come along with you and Cal. Only if you like." in asks.text
    assert browser.post(f"{page}/learner/yes").location == f"{page}/now"
    assert "You can change your mind at any time." in browser.get(f"{page}/now").text

    after = browser.sign_in(three.dan).get(own)
    assert [
        word for word in ("Cal, and Nia", "Outside the red door", "Monday Steps", "7:15pm") if word not in after.text
    ] == []
    assert "A green coat" in after.text, "by what Cal can be known"
    for kept in ("nia@example.org", "A blue hat", three.two.linkage.page):
        assert kept not in after.source, "neither how to reach her, nor what the two say to each other"
    assert "be at the meeting point at 7:15pm, with Cal" in browser.get("/today").text
    assert browser.get(f"/walks/{three.two.walk.id}").status == 404
    assert "Everybody said yes." in browser.sign_in(three.cora).get(request).text

    browser.sign_in(three.two.nia).post(f"{page}/learner/no")
    reads_not_this_time(three, browser, own)
    assert "Nobody else is asked about this outing" in browser.sign_in(three.cora).get(request).text


def reads_not_this_time(three: Three, browser: Browser, own: str) -> None:
    """The learner, after the newcomer took it back."""
    assert only(three).ending is Ending.NEWCOMER
    gone_again = browser.sign_in(three.dan).get(own)
    assert "Not this time." in gone_again.text
    assert [word for word in (*THEIRS, "no, thank") if word in gone_again.source] == []


@sqlite
def test_from_the_page_of_the_learner_and_its_true_empty_state(three: Three, browser: Browser) -> None:
    mine = f"/organisations/calder-hub/champions/{three.dans.id}"
    browser.sign_in(three.cora)
    assert "Monday 28 December, 7:15pm, with Cal: Monday Steps" in browser.get(mine).text
    assert browser.post(f"{mine}/first-walk", {"plan": three.plan.id}).location == f"{mine}?said=changed"
    page = browser.get(mine)
    assert "Dan may come along with Cal, Monday 28 December, 7:15pm. Still to say yes: Dan, Cal" in page.text
    browser.post(f"{mine}/first-walk/back")
    assert only(three).ending is Ending.STAFF
    assert "did not come about" in browser.get(mine).text

    three.session.rollback()
    three.cals.status = Status.PREPARING
    three.session.commit()
    page = browser.get(mine)
    assert "No outing fits just now." in page.text and not page.all("fieldset", class_="plans")
    assert browser.post(f"{mine}/first-walk", {"plan": three.plan.id}).status == 409
    assert browser.post(f"{mine}/first-walk", {"plan": "0" * 32}).status == 404


@sqlite
def test_nobody_else_finds_it_and_each_presses_only_what_is_theirs(three: Three, browser: Browser) -> None:
    found = three.asked()
    own, page = f"/walks/learning/{found.id}", f"/mine/{three.two.linkage.page}"
    fay, _fays = learner(three.session, three.una, "Fay")
    for who in (fay, three.two.nia, three.cora, person(three.session, "Lin", Role.LINK_WORKER)):
        assert browser.sign_in(who).get(own).status == 404
        assert browser.post(f"{own}/no").status == 404
    browser.sign_in(three.two.nia).post(f"{page}/learner/yes")
    assert only(three).newcomer_agreed_at is None, "not before the other two"
    assert browser.sign_in(three.dan).post(f"{page}/learner/yes").status == 404
    assert browser.sign_in(three.dan).post(f"{own}/said", {"word": "well"}).status == 409
    assert browser.post(f"{own}/here").status == 409
    assert only(three).ended_at is None


@sqlite
def test_the_day_itself_and_how_it_went_in_one_tap(three: Three, browser: Browser, at: Callable[[str], object]) -> None:
    found = three.agreed()
    own = f"/walks/learning/{found.id}"
    at("2026-12-28T18:50")
    run_due(three.session, MEET - timedelta(minutes=25))
    three.session.commit()
    today = browser.sign_in(three.dan).get("/today")
    assert "Coming along" in today.text and "On your way home" not in today.text, "they have not met yet"
    browser.post(f"{own}/here")
    assert "Dan is at the meeting point." in browser.sign_in(three.two.cal).get(f"/walks/{three.two.walk.id}").text
    at("2026-12-28T19:20")
    page = browser.sign_in(three.dan).get("/today")
    assert "I am home and well" in page.text and "Your walk has ended" not in page.text
    watch = three.again(found).watch
    assert watch and browser.post(f"/on-the-way/{watch.id}/home").status == 303


@sqlite
def test_the_champion_says_how_it_went_also_when_the_walk_is_over(three: Three, browser: Browser) -> None:
    found = gone(three)
    own = f"/walks/learning/{found.id}"
    browser.sign_in(three.two.cal)
    assert "How did it go for Dan?" in browser.get(f"/walks/{three.two.walk.id}").text
    three.session.rollback()
    three.two.walk.ended_at = NOON
    three.session.commit()
    assert browser.get(f"/walks/{three.two.walk.id}").status == 404
    assert "How did it go for Dan?" in browser.get("/today").text
    page = browser.get(own)
    assert "Nia" not in page.source
    assert browser.post(f"{own}/said", {"word": "splendid"}).status == 409
    assert browser.post(f"{own}/said", {"word": "not_yet"}).location == "/today"
    assert "You said: Not yet: a talk first." in browser.get(own).text
    assert "Thank you" in browser.sign_in(three.dan).get(own).text
    champion = f"/organisations/calder-hub/champions/{three.dans.id}"
    text = browser.sign_in(three.cora).get(champion).text
    assert "A talk comes first" in text and "I have asked how Dan is" in text
    browser.post(f"{champion}/asked-after")
    three.session.rollback()
    three.session.expire_all()
    assert three.dans.care == ""


@sqlite
def test_the_plan_stays_on_both_pages_whatever_a_learner_does(three: Three, browser: Browser) -> None:
    found = three.agreed()
    asking.leave(three.session, found, by(three.dan, "walk.learn"), NOON, knows=True)
    three.session.commit()
    page = browser.sign_in(three.two.nia).get(f"/mine/{three.two.linkage.page}/now")
    assert "Monday 28 December: meet at 7:15pm" in page.text and "Dan" not in page.text
