"""A view that forgets to ask whether the visitor may is refused, before anything of it is kept or shown."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.kernel.access import Relation
from app.kernel.roles import Role
from app.people.models import Organisation
from app.web.access import Unguarded, does, may, warrant
from app.web.commits import commits
from tests.browser import Browser
from tests.factories.persons import organisation, person

SECRET = "Nobody may see this"


@pytest.fixture
def coordinator(app: Flask, session: Session) -> Browser:
    who = person(session, "Cora", Role.COORDINATOR, organisation(session))
    session.commit()
    return Browser(app).sign_in(who)


def test_a_view_that_forgets_its_warrant_shows_nothing(app: Flask, coordinator: Browser) -> None:
    @app.get("/forgetful")
    @does("today.read")
    def forgetful() -> str:
        return SECRET

    page = coordinator.get("/forgetful")

    assert (page.status, SECRET in page.source) == (500, False)


def test_a_view_that_forgets_its_warrant_keeps_nothing(app: Flask, session: Session, coordinator: Browser) -> None:
    @app.post("/forgetful")
    @does("organisation.edit")
    @commits
    def forgetful() -> str:
        db.session().scalars(select(Organisation)).one().name = SECRET
        return SECRET

    page = coordinator.post("/forgetful")

    assert (page.status, SECRET in page.source) == (500, False)
    assert session.scalars(select(Organisation.name)).one() != SECRET


def test_a_warrant_for_another_act_does_not_do(app: Flask, coordinator: Browser) -> None:
    @app.get("/elsewhere")
    @does("organisation.read")
    def elsewhere() -> str:
        may(act="today.read")
        return SECRET

    assert coordinator.get("/elsewhere").status == 500


def test_a_view_that_asks_is_answered(app: Flask, coordinator: Browser) -> None:
    @app.get("/asking")
    @does("organisation.read")
    def asking() -> str:
        return warrant(lambda _seat: {Relation.ORGANISATION}).seat.role

    assert (
        coordinator.client.get("/asking", headers={"Cookie": f"alongside={coordinator.token}"}).data == b"coordinator"
    )


def test_outside_of_a_request_for_a_view_the_guard_says_which_view_forgot(app: Flask) -> None:
    @does("today.read")
    def view() -> str:
        return SECRET

    with app.test_request_context("/today"), pytest.raises(Unguarded, match=r"desk\.today"):
        view()
