"""A champion's break or days away: nobody is left waiting unsaid, and no date is offered or agreed on which they are
away."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.champions.actions.stepping import pause
from app.champions.models import Champion, ChampionAway
from app.linkage.accompaniment.actions.plans import agree, propose
from app.linkage.accompaniment.queries.planning import to_plan
from app.linkage.accompaniment.rules.planning import CannotPlan
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.rules.states import State
from tests.browser import Browser
from tests.factories.champions import champion as ready
from tests.linkage.cast import by, cora
from tests.linkage.walks import MEET, NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

At = Callable[[str], datetime]


@pytest.fixture
def champion(two: Two) -> Champion:
    cora(two.session)
    made = ready(two.session, two.cal.holdings[0])
    two.session.commit()
    return made


ANSWERS = [("goes", State.PLANNED, False), ("others", State.WAITING, False), ("ask", State.PLANNED, True)]


@pytest.mark.parametrize("said", ANSWERS, ids=[each[0] for each in ANSWERS])
def test_before_a_break_each_walk_in_it_is_named_and_they_say_what_becomes_of_it(
    two: Two, champion: Champion, browser: Browser, at: At, said: tuple[str, State, bool]
) -> None:
    answer, state, is_asked = said
    at("2026-12-23T12:00")
    two.planned()
    here, walk_id, linkage_id = f"/champion/{champion.id}", two.walk.id, two.linkage.id
    two.session.rollback()
    typed = {"until": "2026-12-31", "first": "2027-02-01", "last": "2027-02-03"}

    asked = browser.sign_in(two.cal).post(f"{here}/pause", typed)

    assert "Nia: you have agreed to meet on Monday 28 December, 7:15pm" in asked.text
    assert asked.one("input", name="first").get("value") == "2027-02-01", "what was typed besides goes along"
    unsaid = browser.post(f"{here}/pause", typed | {"sure": "1"})
    assert unsaid.status == 400 and "Please choose one for each. Nothing has begun yet." in unsaid.text
    two.session.expire_all()
    assert two.session.get_one(Champion, champion.id).paused_at is None
    two.session.rollback()

    assert browser.post(f"{here}/pause", typed | {"sure": "1", f"walk-{walk_id}": answer}).status == 303

    two.session.expire_all()
    assert two.session.get_one(Champion, champion.id).paused_until == date(2026, 12, 31)
    assert len(two.session.get_one(Champion, champion.id).away) == 1
    assert two.session.get_one(Linkage, linkage_id).state is state
    assert (two.session.get_one(Walk, walk_id).ended_at is not None) is (answer == "others")
    kinds = set(two.session.scalars(select(Task.kind).where(Task.done_at.is_(None))))
    assert ("break_asks" in kinds) is is_asked


def test_a_break_that_touches_nobody_begins_at_once_and_one_without_end_says_that_all_of_it_ends(
    two: Two, champion: Champion, browser: Browser, at: At
) -> None:
    at("2026-12-23T12:00")
    two.planned()
    here = f"/champion/{champion.id}"
    two.session.rollback()

    asked = browser.sign_in(two.cal).post(f"{here}/pause", {"open": "1"})
    assert "All of this ends at once, plans too." in asked.text and "Nia: you have agreed to meet" in asked.text

    assert browser.post(f"{here}/pause", {"until": "2026-12-26"}).status == 303, "the plan is after it"
    two.session.expire_all()
    assert two.session.get_one(Linkage, two.linkage.id).state is State.PLANNED


def test_staff_who_begin_a_break_for_somebody_are_asked_to_see_to_what_falls_into_it(
    two: Two, champion: Champion
) -> None:
    two.planned()
    pause(two.session, by(cora(two.session), "champion.look_after"), champion, date(2026, 12, 31), NOON)
    assert "break_asks" in two.tasks()


def test_days_away_are_not_offered_not_suggested_and_not_agreed_and_a_plan_on_them_is_named(
    two: Two, champion: Champion, browser: Browser, at: At
) -> None:
    at("2026-12-23T12:00")
    before = to_plan(two.session, two.pair, two.nia.id, "", NOON)
    propose(two.session, two.pair, two.proposal(number=0), two.as_nia, NOON)
    two.session.commit()
    two.session.add(ChampionAway(champion_id=champion.id, first=date(2026, 12, 28), last=date(2026, 12, 28)))
    two.session.commit()

    for who in (two.nia.id, two.cal.id):
        offered = to_plan(two.session, two.pair, who, "", NOON)
        assert before.dates[0] not in offered.dates and before.dates[1] in offered.dates
        assert offered.is_less is (who == two.cal.id), "the other does not learn that they are away"
    with pytest.raises(CannotPlan, match="You said that you are away then"):
        agree(two.session, two.pair, two.as_cal, NOON)
    two.session.rollback()
    with pytest.raises(CannotPlan, match="does not suit the other person"):
        propose(two.session, two.pair, two.proposal(number=0), two.as_nia, NOON + timedelta(minutes=1))
    two.session.rollback()
    with pytest.raises(CannotPlan, match="away then"):
        propose(two.session, two.pair, two.proposal(number=0), two.as_cal, NOON + timedelta(minutes=1))
    two.session.rollback()

    page = browser.sign_in(two.cal).get(f"/champion/{champion.id}/times").text
    assert "You are away then" in page and "Nia: Monday 28 December, 7:15pm is suggested" in page
    assert "Dates on which you are away are left out." in browser.get(f"/walks/{two.walk.id}/plan").text
    assert MEET.date() == date(2026, 12, 28)


def test_beside_each_person_stands_the_date_that_was_agreed_or_that_there_is_none(
    two: Two, browser: Browser, at: At
) -> None:
    at("2026-12-23T12:00")
    page = browser.sign_in(two.cal).get("/offers").text
    assert "No date is agreed yet." in page and "28 December" not in page
    two.session.rollback()
    propose(two.session, two.pair, two.proposal(number=1), two.as_cal, NOON)
    two.session.commit()
    assert "No date is agreed yet." in browser.get("/offers").text, "a suggestion is no date"
    two.session.rollback()
    agree(two.session, two.pair, two.as_nia, NOON)
    two.session.commit()

    page = browser.get("/offers").text

    assert "You have agreed to meet: Monday 4 January, 7:15pm" in page and "No date is agreed yet." not in page
