"""Coming back with whoever went along before, and changing what was wished besides."""

from collections.abc import Callable
from datetime import datetime

import pytest

from app.champions.rules.words import Status
from app.linkage.referral.rules.states import State
from app.places.models import Area
from tests.browser import Browser
from tests.factories import champions as factory
from tests.factories.champions import supervisor
from tests.linkage.cast import hub
from tests.linkage.walks import NOON, Two

At = Callable[[str], datetime]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_whoever_comes_back_may_wish_for_the_same_champion_where_that_could_be(two: Two, browser: Browser) -> None:
    session, here = two.session, f"/mine/{two.linkage.page}"
    profile = factory.champion(session, two.cal.holdings[0], supervisor(session, hub(session)))
    two.walk.ended_at, two.walk.ending, two.linkage.state = NOON, "closed", State.CLOSED
    session.commit()
    browser.sign_in(two.nia)

    def offered() -> bool:
        session.commit()
        return "Come back, with Cal if they can" in browser.get(f"{here}/now").text

    assert offered()
    profile.again = False
    assert not offered()
    profile.again, profile.stepped_back_at, profile.status = True, NOON, Status.STEPPED_BACK
    assert not offered()
    profile.status = Status.READY
    two.walk.ending = "another_person"
    assert not offered()
    session.commit()
    browser.post(f"{here}/same")
    session.rollback()
    session.expire_all()
    assert (two.linkage.state, two.linkage.wishes.again) == (State.REENGAGING, True)


def test_what_was_wished_besides_is_changed_on_the_same_pages(two: Two, browser: Browser, at: At) -> None:
    """Nobody has told whether visitors may come to their meeting, so no date of it is for who asks for open ones."""
    session, here = two.session, f"/mine/{two.linkage.page}/change"
    two.hall.area = area = Area(slug="calderdale", name="Calderdale")
    session.flush()
    two.linkage.area_id, two.linkage.state, two.walk.ended_at = area.id, State.WAITING, NOON
    session.commit()
    at("2026-12-23T12:00")
    browser.sign_in(two.nia)

    assert "Is this meeting there for you?" in browser.get(f"{here}/meeting?listing={two.meeting.id}").text
    day = {"listing": two.meeting.id, "day": "2026-12-28"}
    for form, page in ((day | {"belongs": "no"}, "meeting"), ({"avoid": two.hall.id}, "needs"),
                       ({"gender": "any", "first": "travel"}, "company")):  # fmt: skip
        assert browser.post(f"{here}/{page}", form).status == 303

    session.rollback()
    session.expire_all()
    wishes = two.linkage.wishes
    assert (wishes.belongs, wishes.avoid, wishes.first) == (False, (two.hall.id,), ("travel",))
    assert (two.linkage.listing_id, two.linkage.wished_on) == (two.meeting.id, None)
    said = browser.get(f"/mine/{two.linkage.page}/now").text
    assert "Only dates on which anybody may come" in said and f"Not at {two.hall.name}" in said
