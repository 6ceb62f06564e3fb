"""The three verbs are three steps with an owner and a tick each, on the page of each of the three who need them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app.linkage.accompaniment.actions import going
from app.linkage.accompaniment.actions.contact import tried
from app.linkage.accompaniment.actions.plans import agree, propose
from app.linkage.accompaniment.rules.planning import CannotPlan
from app.linkage.accompaniment.rules.words import Outcome, Result
from tests.browser import Browser, words
from tests.linkage.cast import cora
from tests.linkage.walks import MEET, NEXT, NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""What the pages say is the same on both databases."""

At = Callable[[str], datetime]


def test_three_steps_have_an_owner_and_a_date_and_tick_themselves_from_what_is_there(
    two: Two, browser: Browser, at: At
) -> None:
    at("2026-12-23T12:00")
    staff, walk_id, page, linkage_id = cora(two.session), two.walk.id, two.linkage.page, two.linkage.id

    def steps(who: str) -> list[str]:
        two.session.commit()
        whose = {"nia": (two.nia, f"/mine/{page}/now"), "cal": (two.cal, f"/walks/{walk_id}")}
        person, path = whose.get(who, (staff, f"/requests/{linkage_id}"))
        main = browser.sign_in(person).get(path).one("main")
        headed = next(each for each in main.iter("section") if "Three steps" in words(each))
        two.session.rollback()
        return [words(each) for each in headed.iter("li")]

    contact, journey = "by Thursday 24 December, noon", "agree on it, by Monday 28 December, noon"
    none = "Go together: no date yet"
    assert steps("nia") == [f"First contact: Cal with you, {contact}", f"How to get there: Cal and you {journey}", none]
    assert steps("cal") == [f"First contact: you with Nia, {contact}", f"How to get there: you and Nia {journey}", none]
    assert steps("cora")[:2] == [f"First contact: Cal with Nia, {contact}", f"How to get there: Cal and Nia {journey}"]
    tried(two.session, two.pair, Result.NO_ANSWER, two.as_cal, NOON)
    assert "done" not in steps("cal")[0], "a try is no contact"
    tried(two.session, two.pair, Result.SPOKE, two.as_cal, NOON + timedelta(hours=1))
    assert steps("nia")[0] == "First contact: Cal with you ✓ done"

    with pytest.raises(CannotPlan):
        propose(two.session, two.pair, two.proposal(how=""), two.as_cal, NOON)
    propose(two.session, two.pair, two.proposal(how="bus"), two.as_cal, NOON)
    assert "done" not in steps("nia")[1], "a suggestion is no plan"
    agree(two.session, two.pair, two.as_nia, NOON)
    planned = [
        "How to get there: By bus together, from where you meet ✓ done",
        "Go together: Monday 28 December, 7:15pm",
    ]
    assert [steps(who)[1:] for who in ("nia", "cal", "cora")] == [planned] * 3

    going.here(two.session, two.pair, two.as_nia, MEET)
    for who in (two.as_cal, two.as_nia):
        going.say_how(two.session, two.plan, Outcome.ATTENDED, who, NEXT + timedelta(hours=2))
    assert [each.endswith("✓ done") for each in steps("cora")] == [True] * 3
