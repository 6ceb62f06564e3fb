"""The example world has a request at every step, in somebody's hands, made anew while nobody has touched it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.queries.agreements import agreements
from app.demo.actions import AS_DATED, ROLLING, load
from app.demo.sources.drafts import records
from app.linkage.accompaniment.models import Plan
from app.linkage.learning.models import Learner
from app.linkage.learning.queries.choosing import still_fits
from app.linkage.matching.models import Offer
from app.linkage.matching.queries.possible import choice
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.asking import NEEDED
from app.linkage.referral.rules.states import State
from app.people.models import Person
from tests.browser import Browser
from tests.conftest import MONDAY_EVENING
from tests.linkage.cast import by
from tests.linkage.wholeness import flaws

pytestmark = [pytest.mark.parametrize("database", ["sqlite"], indirect=True), pytest.mark.usefixtures("app")]

PASSING = {State.DRAFT, State.ATTENDED}
"""States that are over in the transaction in which they begin."""


def test_there_is_a_request_in_every_state_and_each_is_in_somebodys_hands_and_of_one_piece(session: Session) -> None:
    load(session, AS_DATED, MONDAY_EVENING)
    session.commit()

    assert {each.state for each in session.scalars(select(Linkage))} == set(State) - PASSING
    assert flaws(session) == []
    going = {each.linkage.state for each in session.scalars(select(Plan)) if each.is_agreed}
    assert going == {State.PLANNED, State.GOING, State.REPLANNING}
    asked = {
        session.get_one(Person, each).name for each in session.scalars(select(Offer.champion_id).filter_by(answer=None))
    }
    assert asked == {"Ada", "Cal", "Cass", "Lin"}


def test_nothing_is_kept_of_an_example_newcomer_without_the_agreements_that_it_needs(
    session: Session, app: Flask
) -> None:
    load(session, AS_DATED, MONDAY_EVENING)
    session.commit()

    for each in session.scalars(select(Linkage)):
        agreed = set(agreements(session, each.person_id))
        assert (agreed >= NEEDED) is (each.state is not State.WITHDRAWN), each.person.name
    lin = next(each for each in session.scalars(select(Person)) if each.name == "Lin")
    page = Browser(app).sign_in(lin).get("/referrals")
    assert "Vic Linked: somebody goes with them" in page.text


def test_what_nobody_touched_is_made_anew_and_the_rest_stays(session: Session) -> None:
    load(session, AS_DATED, MONDAY_EVENING)
    session.commit()
    lines = {each.person.name: each for each in session.scalars(select(Linkage))}
    cora = next(each for each in session.scalars(select(Person)) if each.name == "Cora")
    later = MONDAY_EVENING + timedelta(hours=3)
    note(session, lines["Max"], "taken", by(cora), later)
    session.commit()

    load(session, AS_DATED, later)
    session.commit()

    asked = {each.person.name: each.asked_at for each in session.scalars(select(Linkage))}
    assert asked["Max"] == MONDAY_EVENING - timedelta(hours=22)
    assert asked["Ivy"] == later - timedelta(hours=50)
    assert len(asked) == len(records("requests"))


def test_one_request_can_be_asked_about_whenever_somebody_starts(session: Session) -> None:
    for hours in (0, 29, 57, 86, 110, 131, 158):
        moment = MONDAY_EVENING + timedelta(hours=hours)
        load(session, ROLLING, moment)
        session.flush()
        bea = next(each for each in session.scalars(select(Linkage)) if each.person.name == "Bea")

        found = choice(session, bea, moment)

        assert bea.state is State.TRIAGE and len(found.can) >= 2, (moment, found.cannot)
        assert flaws(session) == [], moment
        outing = session.scalars(select(Plan).join(Plan.linkage).where(Linkage.state == State.GOING)).one()
        assert timedelta(0) <= moment - outing.meet_at + timedelta(minutes=30) < timedelta(hours=20), moment


def test_somebody_who_is_learning_may_come_along_and_the_newcomer_is_asked(session: Session, app: Flask) -> None:
    for days in (0, 0, 1):
        load(session, AS_DATED, MONDAY_EVENING + timedelta(days=days))
    session.commit()

    found = session.scalars(select(Learner).where(Learner.ended_at.is_(None))).one()
    plan = found.plan
    assert (found.person.name, plan.linkage.person.name, found.is_first_yes, found.comes) == (
        "Dan",
        "Gwen",
        True,
        False,
    )
    assert still_fits(session, plan, found.person_id, MONDAY_EVENING, is_asked=True) == ""
    assert flaws(session) == []
    gwen, dan = plan.linkage.person, found.person
    page = Browser(app).sign_in(gwen).get(f"/mine/{plan.linkage.page}/now")
    assert "Dan, who is learning to do this, would like to come along with you and Hana." in page.text
    assert "Gwen" not in Browser(app).sign_in(dan).get(f"/walks/learning/{found.id}").text
