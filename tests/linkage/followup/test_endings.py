"""A planned ending: the newcomer chooses what to go on to, the champion is thanked, and the door stays open."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from app.kernel.roles import Role
from app.linkage.followup.models import Course
from app.linkage.matching.models import Walk
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Happening
from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.linkage.cast import person
from tests.linkage.walks import NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

At = Callable[[str], datetime]


def at_the_end(two: Two, at: At) -> str:
    at("2026-12-23T12:00")
    two.linkage.state = State.FOLLOWING
    move(two.session, two.linkage, State.CLOSING, None, NOON, reason="week_twelve")
    two.session.commit()
    return f"/mine/{two.linkage.page}"


def again(two: Two) -> State:
    two.session.commit()
    two.session.expire_all()
    return two.linkage.state


@pytest.mark.parametrize(
    ("word", "then"),
    [
        ("call", (State.CLOSED, "on_to_call", ["debrief"])),
        ("volunteer", (State.CLOSED, "on_to_volunteer", ["debrief"])),
        ("done", (State.CLOSED, "on_to_done", ["debrief"])),
        ("champion", (State.WAITING, "nobody_yet", ["choose"])),
    ],
)
def test_they_choose_what_to_go_on_to(
    two: Two, browser: Browser, at: At, word: str, then: tuple[State, str, list[str]]
) -> None:
    here = at_the_end(two, at)
    browser.sign_in(two.nia)
    assert "What comes next for you?" in browser.get(f"{here}/now").text

    page = browser.post(f"{here}/ending", {"word": word}, follow=True)

    assert (again(two), two.linkage.reason, two.tasks()) == then
    assert ("/volunteering" in page.links().values()) == (word == "volunteer")
    assert (two.session.scalars(select(Course.id)).first() is not None) == (word == "call")
    assert two.session.scalars(select(Walk.ended_at)).one() is not None


def test_an_ending_says_what_comes_after_and_both_hear_when_it_is_time(two: Two, browser: Browser, at: At) -> None:
    here = at_the_end(two, at)
    assert "ending" in two.session.scalars(select(Happening.what)).all()
    cora = person(two.session, "Cora", Role.COORDINATOR)
    request = f"/requests/{two.linkage.id}"

    browser.sign_in(cora)
    assert "What do they go on to?" in browser.get(request).text
    assert browser.post(f"{request}/ending", {"word": ""}).status == 409
    assert browser.post(f"{request}/move", {"to": "closed"}).status == 409
    assert again(two) is State.CLOSING
    browser.post(f"{request}/ending", {"word": "done"})
    assert again(two) is State.CLOSED

    browser.sign_in(two.nia)
    assert browser.post(f"{here}/return", follow=True).heading == "Good to hear from you"
    assert again(two) is State.REENGAGING
    assert two.timers() == ["same_day"]
