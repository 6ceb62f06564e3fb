"""The example champions: every state has somebody in it, and loading again keeps what people did."""

from collections import Counter
from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.models import Application, Champion, Supervision
from app.champions.queries.candidates import candidates
from app.champions.queries.champions import of_organisation
from app.champions.rules.waiting import Wait
from app.champions.rules.words import Standing
from app.demo.actions.world import load
from app.people.models import Organisation, Person
from tests.browser import Browser
from tests.conftest import MONDAY_EVENING as NOW


def test_every_state_and_everything_that_waits_has_an_example(session: Session) -> None:
    load(session, "as-dated", NOW)
    seen = [each for here in session.scalars(select(Organisation)) for each in of_organisation(session, here.id, NOW)]

    assert Counter(each.standing for each in seen) == {
        Standing.READY: 9, Standing.PAUSED: 1, Standing.STEPPED_BACK: 1, Standing.PREPARING: 3
    }  # fmt: skip
    assert {wait.wait for each in seen for wait in each.waiting} == {
        Wait.CHECK_ENDS, Wait.SUPERVISION_OVERDUE, Wait.STEPPED_BACK, Wait.COULD_BEGIN
    }  # fmt: skip
    ready = [each for here in session.scalars(select(Organisation.id)) for each in candidates(session, here, NOW)]
    assert {session.get_one(Person, each.person_id).name for each in ready if each.is_ready} == {
        "Cal", "Ada", "Bo", "Lin", "Cass", "Hana", "Ruth", "Sid"
    }  # fmt: skip
    assert all(each.point and each.slots for each in ready)
    assert {each.name for each in session.scalars(select(Application))} == {"Mo", "Sky", "Ash", "Wes"}


def test_loading_again_moves_examples_and_keeps_what_people_did(session: Session) -> None:
    load(session, "as-dated", NOW)
    fern = next(each for each in session.scalars(select(Champion)) if each.holding.person.name == "Fern")
    cora = next(each for each in session.scalars(select(Person)) if each.name == "Cora")
    fern.supervisions.append(Supervision(held_on=NOW.date(), held_by=cora.id))
    for wrote in session.scalars(select(Application)):
        session.delete(wrote)
    session.flush()
    for days in (0, 1):
        load(session, "as-dated", NOW + timedelta(days=days))

    assert [each.held_on.day for each in fern.supervisions] == [21, 2]
    assert session.scalars(select(Application)).all() == []


def test_only_those_with_a_way_in_stand_on_the_sign_in_page(calderdale: Flask) -> None:
    text = Browser(calderdale).get("/sign-in").text

    assert "Cal" in text and [name for name in ("Ada", "Hana", "Eli") if name in text] == []
