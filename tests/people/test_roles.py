"""Roles: nobody changes their own, gives themselves a duty, or reaches into another organisation."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.kernel.access import Relation
from app.kernel.clock import running
from app.kernel.roles import Appointment, Role
from app.people.actions import roles
from app.people.models import Holding
from app.people.rules.roles import STAFF_ROLES, sees
from tests.browser import Browser
from tests.factories.persons import also
from tests.moving import Moving
from tests.people.entering import ROLES, Cast, is_in, warrant_of

FORMS = [{"what": "suspend"}, {"what": "end"}, {"what": "bring-back"}, {"what": "appoint", "duty": "privacy_lead"}]


def path_of(cast: Cast, name: str, at: str = "calder") -> str:
    return f"/organisations/{at}/people/{cast[name].holdings[0].id}"


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_nobody_changes_their_own_role_or_gives_themselves_a_duty(
    app: Flask, cast: Cast, session: Session, form: dict[str, str]
) -> None:
    browser = Browser(app).sign_in(cast["Cora"])

    assert browser.post(path_of(cast, "Cora"), form).status == 409
    session.expire_all()
    held = session.get_one(Holding, cast["Cora"].holdings[0].id)
    assert held.is_live
    assert held.appointments == []


@pytest.mark.parametrize("name", [*ROLES, "Kit"])
def test_only_a_coordinator_of_the_place_or_an_admin_changes_roles(app: Flask, cast: Cast, name: str) -> None:
    browser = Browser(app).sign_in(cast[name])
    expected = {"Cora": 303, "Tam": 404}.get(name, 404)

    assert browser.post(path_of(cast, "Cal"), {"what": "suspend"}).status == expected


def test_an_admin_changes_work_accounts_and_sees_no_others(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Tam"])
    page = browser.get("/organisations/calder")

    assert browser.post(path_of(cast, "Lin"), {"what": "suspend"}).status == 303
    assert [name for name in ("Nia", "Cal", "Gus") if f"<h3>{name}" in page.source] == []
    assert [role for role in Role if sees(warrant_of(cast["Tam"], "x", Relation.ANY).seat, role)] == [
        role for role in Role if role in STAFF_ROLES
    ]


def test_another_organisations_people_are_not_there(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Cora"])
    missing = browser.get("/organisations/calder/people/nobody")
    for path in (path_of(cast, "Ned", "worth"), path_of(cast, "Ned"), path_of(cast, "Kit")):
        page = browser.get(path)
        assert (page.status, page.source) == (404, missing.source)
        assert browser.post(path, {"what": "end"}).status == 404


def test_sr_110_the_same_change_twice_has_one_effect(app: Flask, cast: Cast, session: Session) -> None:
    browser = Browser(app).sign_in(cast["Cora"])
    for what in ("suspend", "bring-back", "end"):
        assert [browser.post(path_of(cast, "Cal"), {"what": what}).status for _turn in range(2)] == [303, 409]
    told = [each.outcome for each in session.scalars(select(AuditEvent).order_by(AuditEvent.seq)) if each.object_id]

    assert told == ["suspended", "brought_back", "ended"]


def test_sr_110_a_duty_is_given_once_and_taken_once(session: Session, cast: Cast) -> None:
    kit, held = warrant_of(cast["Kit"], "people.change"), session.get_one(Holding, cast["Cora"].holdings[0].id)
    for _turn in range(2):
        roles.appoint(session, kit, held, Appointment.ON_DUTY, running())
    assert [each.duty for each in held.appointments] == [Appointment.ON_DUTY]

    for _turn in range(2):
        roles.relieve(session, kit, held, Appointment.ON_DUTY, running())
    assert [each.ended_at is not None for each in held.appointments] == [True]


def test_a_duty_is_for_coordinators_only(session: Session, cast: Cast) -> None:
    with pytest.raises(roles.CannotChange):
        roles.appoint(session, warrant_of(cast["Kit"], "people.change"), cast["Cal"].holdings[0],
                      Appointment.SAFEGUARDING_LEAD, running())  # fmt: skip


def test_sr_040_a_role_is_changed_only_by_who_just_showed_that_it_is_them(
    app: Flask, cast: Cast, clock: Moving
) -> None:
    browser = Browser(app).sign_in(cast["Cora"])
    clock.move(minutes=5, seconds=2)

    assert browser.get(path_of(cast, "Cal")).status == 303
    assert browser.post(path_of(cast, "Cal"), {"what": "end"}).status == 403
    assert is_in(Browser(app).sign_in(cast["Cal"]))


def test_sr_040_leaving_one_role_is_no_way_to_have_just_shown_that_it_is_you(
    app: Flask, cast: Cast, session: Session, clock: Moving
) -> None:
    extra = also(session, cast["Nia"], Role.NEWCOMER, cast["Ned"].holdings[0].organisation)
    session.commit()
    browser = Browser(app).sign_in(cast["Nia"])
    clock.move(minutes=6)

    assert browser.post(f"/account/roles/{extra.id}/leave").location == "/account?said=left"
    assert browser.get("/account/ways-in").location.startswith("/account/prove")


def test_leaving_the_last_role_signs_out(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Nia"])
    token = browser.token

    assert browser.post(f"/account/roles/{cast['Nia'].holdings[0].id}/leave").location == "/"
    browser.token = token
    assert not is_in(browser)


def test_nobody_leaves_for_somebody_else(app: Flask, cast: Cast) -> None:
    browser = Browser(app).sign_in(cast["Nia"])

    assert browser.post(f"/account/roles/{cast['Cal'].holdings[0].id}/leave").status == 404


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [("suspend", "suspended"), ("end", "ended"), ("appoint?duty=on_duty", "appointed"), ("nothing", ""),
     ("appoint", ""), ("suspend?duty=on_duty", "")],
)  # fmt: skip
def test_a_page_asks_before_a_role_is_changed_and_its_button_does_it(
    app: Flask, cast: Cast, session: Session, asked: str, outcome: str
) -> None:
    extra = also(session, cast["Lin"], Role.COORDINATOR, cast["Cora"].holdings[0].organisation)
    session.commit()
    path, browser = f"/organisations/calder/people/{extra.id}", Browser(app).sign_in(cast["Cora"])
    page = browser.get(f"{path}/sure/{asked}")
    if not outcome:
        assert page.status == 404
        return

    assert page.links()["No, leave it as it is"] == path
    form = page.one("form", action=path)
    browser.post(path, {each.get("name", ""): each.get("value", "") for each in form.iter("input")})

    told = [each.outcome for each in session.scalars(select(AuditEvent).order_by(AuditEvent.seq))]
    assert told == ["read", outcome]


def test_sr_057_who_looked_at_the_people_of_an_organisation_stands_in_the_record(
    app: Flask, cast: Cast, session: Session
) -> None:
    for name in ("Cora", "Rae"):
        Browser(app).sign_in(cast[name]).get("/organisations/calder")

    (event,) = session.scalars(select(AuditEvent))
    held = cast["Cora"].holdings[0]
    assert (event.actor_id, event.act, event.object_id) == (cast["Cora"].id, "people.read", held.organisation_id)


def test_sr_057_who_looked_at_a_role_stands_in_the_record(app: Flask, cast: Cast, session: Session) -> None:
    Browser(app).sign_in(cast["Cora"]).get(path_of(cast, "Cal"))

    (event,) = session.scalars(select(AuditEvent))
    assert (event.actor_id, event.subject_id, event.outcome) == (cast["Cora"].id, cast["Cal"].id, "read")
