"""A colleague is away for some days: what lies in those days is handed on, and whoever keeps it reads so before."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.actions.apart import block
from app.kernel.days import LONDON, local_day
from app.kernel.roles import Role
from app.linkage.accompaniment.actions.plans import propose
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.matching.actions import going_along
from app.linkage.matching.queries.offers import open_round, open_walk
from app.linkage.referral.actions import covers, timers
from app.linkage.referral.models import Absence, Linkage, Task
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.covers import Away
from app.linkage.referral.rules.states import State
from app.people.models import Person
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, cora, hub, person
from tests.linkage.walks import MEET, NOON, Two
from tests.linkage.wholeness import flaws

pytestmark = pytest.mark.usefixtures("app")
DAY = timedelta(days=1)
COVER = "/organisations/calder-hub/cover"


def goes(session: Session, who: Person, newcomer: Person) -> Linkage:
    linkage = asked(session, newcomer, state=State.WAITING)
    going_along.go(session, by(who), linkages.held(session, linkage.id) or linkage, NOW)
    session.commit()
    timers.run_due(session, NOW + timedelta(minutes=6))
    session.commit()
    assert linkage.state is State.CONTACTING
    return linkage


def away(session: Session, who: Person, cover: Person, first: datetime, days: int = 1) -> None:
    day = local_day(first, LONDON)
    said = Away(who.id, cover.id, day, day + (days - 1) * DAY)
    covers.be_away(session, by(cover), hub(session).id, said, NOW + timedelta(minutes=7))
    session.commit()


def test_who_is_away_for_a_day_keeps_whom_they_have_no_date_with(session: Session) -> None:
    one, carl = cora(session), person(session, "Carl", Role.COORDINATOR)
    linkage = goes(session, carl, person(session, "Ida"))

    away(session, carl, one, NOW)

    walk = open_walk(session, linkage.id)
    assert walk and walk.champion_id == carl.id and linkage.state is State.CONTACTING and flaws(session) == []


@pytest.mark.parametrize("apart", [False, True])
def test_a_first_contact_that_is_due_then_is_the_stand_in_s_or_somebody_else_s(session: Session, apart: bool) -> None:
    one, carl, ida = cora(session), person(session, "Carl", Role.COORDINATOR), person(session, "Ida")
    linkage = goes(session, carl, ida)
    if apart:
        block(session, one.id, ida.id, NOW)

    away(session, carl, one, NOW + DAY)

    task = session.scalars(select(Task).where(Task.kind == "say_hello")).first()
    if apart:
        assert open_walk(session, linkage.id) is None and linkage.state is State.WAITING and task is None
    else:
        assert open_walk(session, linkage.id) and task and (task.for_id, task.done_at) == (one.id, None)
    assert flaws(session) == []


def test_a_question_to_whoever_will_not_be_there_to_answer_is_taken_back(session: Session) -> None:
    one, carl = cora(session), person(session, "Carl", Role.COORDINATOR)
    linkage = asked(session, state=State.WAITING)
    going_along.ask(session, by(one), linkages.held(session, linkage.id) or linkage, carl.id, NOW)
    away(session, carl, one, NOW + 20 * DAY)
    assert open_round(session, linkage.id)
    away(session, carl, one, NOW)
    assert open_round(session, linkage.id) is None and flaws(session) == []


@pytest.mark.parametrize(("first", "agreed", "stays", "plan"), [
    (MEET, True, False, False), (MEET + DAY, True, True, True), (MEET, False, True, False),
    (MEET + DAY, False, True, True),
])  # fmt: skip
def test_only_a_date_in_those_days_ends(two: Two, first: datetime, agreed: bool, stays: bool, plan: bool) -> None:
    session, one, dee = two.session, cora(two.session), person(two.session, "Dee", Role.COORDINATOR)
    if agreed:
        two.planned()
    else:
        propose(session, two.pair, two.proposal(), two.as_cal, NOON)
    two.pair.walk.as_staff, two.pair.walk.champion_id = True, dee.id
    session.commit()

    away(session, dee, one, first)

    pair = of_linkage(session, two.linkage.id)
    assert bool(pair) is stays and bool(pair and pair.plan) is plan and flaws(session) == []


def test_the_page_says_whom_they_go_with_and_what_becomes_of_each_before_it_is_kept(
    session: Session, browser: Browser, at: Callable[[str], datetime]
) -> None:
    one, carl = cora(session), person(session, "Carl", Role.COORDINATOR)
    goes(session, carl, person(session, "Ida"))
    at((NOW + timedelta(minutes=8)).isoformat())
    page = browser.sign_in(one).get(COVER)
    assert "goes with Ida" in page.text and "Nobody who waits is told anything" not in page.text
    today = local_day(NOW, LONDON).isoformat()
    said = {"who": carl.id, "first": today, "last": today, "cover": one.id}

    page = browser.post(COVER, said)

    assert "Ida: they stay together. Whoever stands in looks after Ida meanwhile." in page.text
    assert session.scalars(select(Absence)).all() == []
    seen = page.one("input", name="seen").get("value")
    assert "Carl is away, Cora stands in" in browser.post(COVER, {**said, "seen": seen}, follow=True).text
    assert "You yourself go with Ida" in browser.sign_in(carl).get(COVER).text
