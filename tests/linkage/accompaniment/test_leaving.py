"""A champion cannot go on with one person: this walk ends and no other, and nobody learns why."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import select

from app.concerns.models import Block
from app.kernel.roles import Role
from app.linkage.accompaniment.actions import going
from app.linkage.accompaniment.actions.leaving import leave
from app.linkage.accompaniment.models import HomeWatch
from app.linkage.accompaniment.queries import pairs
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.rules.states import State
from app.post.models import Letter
from tests.browser import Browser
from tests.linkage.cast import asked, person
from tests.linkage.walks import MEET, NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""What the page does is the same on both databases."""

At = Callable[[str], datetime]
LINK = "I know this person, or can’t go on with this one"
NEWS = (
    "We look for somebody else to go with you instead of Cal. It is not about you. "
    "Your plan for Monday 28 December, 7:15pm is off: please do not set out."
)


@pytest.mark.parametrize(("word", "is_apart"), [("knows", True), ("", False)])
def test_who_cannot_go_on_with_one_person_gives_back_that_one_alone_and_the_other_hears_the_same_either_way(
    two: Two, browser: Browser, at: At, word: str, is_apart: bool
) -> None:
    at("2026-12-23T12:00")
    two.planned()
    ned = asked(two.session, person(two.session, "Ned"), State.CONTACTING, NOON, listing_id=two.meeting.id)
    two.session.add(Walk(linkage_id=ned.id, champion_id=two.cal.id, since=NOON))
    two.session.commit()
    walk_id, page, oz = two.walk.id, two.linkage.page, person(two.session, "Oz", Role.CHAMPION)

    before = browser.click(browser.sign_in(two.cal).get(f"/walks/{walk_id}"), LINK)
    assert "Your plan for Monday 28 December, 7:15pm is off, and leaves both calendars." in before.text
    assert "It is soon." not in before.text
    after = browser.post(f"/walks/{walk_id}/leave", {"word": word}, follow=True)

    assert "That walk has ended, and you need do nothing more." in after.text
    assert ("With Nia" in after.text, "With Ned" in after.text) == (False, True)
    two.session.rollback()
    two.session.expire_all()
    assert two.session.get_one(Linkage, two.linkage.id).state is State.WAITING
    assert (two.session.scalars(select(Block.by_id)).all() == [two.cal.id]) is is_apart
    told = two.session.scalars(select(Letter).where(Letter.channel == "inbox")).all()
    assert NEWS in [json.loads(each.values).get("said") for each in told if each.person_id == two.nia.id]
    assert not [each for each in told if each.kind == "walk_over"], "who did it need not be told"
    wrote = two.session.scalars(select(Happening).where(Happening.what == "champion_cannot")).one()
    assert (wrote.reason, two.session.get_one(Walk, walk_id).ending) == ("", "champion_cannot")
    hers = browser.sign_in(two.nia).get(f"/mine/{page}/now")
    assert "A coordinator looks for somebody else by" in hers.text
    assert browser.sign_in(oz).get(f"/walks/{walk_id}/leave").status == 404


def test_on_the_day_a_person_rings_the_newcomer_and_the_champion_is_watched_until_they_are_home(two: Two) -> None:
    two.planned()
    going.here(two.session, two.pair, two.as_cal, MEET)
    assert two.linkage.state is State.GOING

    leave(two.session, two.pair, "", two.as_cal, MEET)

    assert "left_today" in two.tasks()
    assert two.linkage.state is State.WAITING
    assert {each.champion_id for each in two.session.scalars(select(HomeWatch))} == {two.cal.id}
    assert pairs.of_linkage(two.session, two.linkage.id) is None
    assert two.plan.ended_at == MEET
