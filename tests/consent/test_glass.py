"""SR-053, 054, 055: one record, one hour, with a reason, in the open; contacts only with a second person."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.audit.models import AuditEvent
from app.consent.models import Glass
from app.kernel.roles import Appointment, Role
from app.people.models import Organisation, Person, SignedIn
from app.post.models import Letter
from tests.browser import Browser
from tests.factories import persons
from tests.moving import Moving

WHY = {"category": "danger", "reason": "She did not come to our walk, and rang nobody."}
EMAIL = "nia@example.org"


class Calder:
    """Nia, whose record it is; Cora, Carl who is privacy lead, and Kit from elsewhere."""

    def __init__(self, session: Session) -> None:
        self.here, there = persons.organisation(session, "calder"), persons.organisation(session, "worth")
        self.nia = persons.person(session, "Nia", Role.NEWCOMER, self.here)
        self.cora = persons.person(session, "Cora", Role.COORDINATOR, self.here)
        self.carl = persons.person(session, "Carl", Role.COORDINATOR, self.here, Appointment.PRIVACY_LEAD)
        self.kit = persons.person(session, "Kit", Role.COORDINATOR, there, Appointment.PRIVACY_LEAD)
        self.path = f"/organisations/calder/people/{self.nia.holdings[0].id}"
        session.commit()


@pytest.fixture
def calder(session: Session) -> Calder:
    """The people of one organisation, and somebody from another."""
    return Calder(session)


def broken(app: Flask) -> list[Glass]:
    with Session(app.extensions[db.KEY]) as session:
        return list(session.scalars(select(Glass).order_by(Glass.made_at)))


def letters(app: Flask) -> list[Letter]:
    with Session(app.extensions[db.KEY]) as session:
        return list(session.scalars(select(Letter)))


def test_sr_053_without_it_there_is_no_record(browser: Browser, calder: Calder) -> None:
    for who in (calder.cora, calder.carl, calder.kit):
        assert browser.sign_in(who).get(f"{calder.path}/record").status == 404


def test_sr_053_it_opens_one_record_for_an_hour(browser: Browser, calder: Calder, clock: Moving) -> None:
    browser.sign_in(calder.cora)
    assert browser.post(f"{calder.path}/glass", WHY).location == f"{calder.path}/record"

    assert browser.get(f"{calder.path}/record").heading == "Nia"
    clock.move(minutes=59)
    assert browser.sign_in(calder.cora).get(f"{calder.path}/record").status == 200
    clock.move(minutes=2)
    assert browser.sign_in(calder.cora).get(f"{calder.path}/record").status == 404


def test_sr_053_it_opens_it_for_nobody_else(browser: Browser, calder: Calder) -> None:
    browser.sign_in(calder.cora).post(f"{calder.path}/glass", WHY)

    for who in (calder.carl, calder.kit, calder.nia):
        assert browser.sign_in(who).get(f"{calder.path}/record").status == 404


def test_sr_053_an_hour_that_runs_is_not_made_longer(browser: Browser, app: Flask, calder: Calder) -> None:
    browser.sign_in(calder.cora)
    for _time in range(3):
        browser.post(f"{calder.path}/glass", WHY)

    (made,) = broken(app)
    assert made.ends_at - made.made_at == timedelta(hours=1)
    assert made.reason == WHY["reason"] and len(letters(app)) == 1


@pytest.mark.parametrize("change", [{"reason": "Just looking"}, {"category": "other"}, {"reason": ""}])
def test_sr_053_a_reason_that_will_not_do_opens_nothing(
    browser: Browser, app: Flask, calder: Calder, change: dict[str, str]
) -> None:
    page = browser.sign_in(calder.cora).post(f"{calder.path}/glass", WHY | change)

    assert page.status == 400 and broken(app) == []
    assert browser.get(f"{calder.path}/record").status == 404


def test_sr_053_an_hour_of_one_organisation_is_none_in_another(
    browser: Browser, app: Flask, session: Session, calder: Calder
) -> None:
    worth = session.scalars(select(Organisation).where(Organisation.slug == "worth")).one()
    there = persons.also(session, session.get_one(Person, calder.nia.id), Role.NEWCOMER, worth)
    persons.also(session, session.get_one(Person, calder.cora.id), Role.COORDINATOR, worth)
    session.commit()
    browser.sign_in(calder.cora).post(f"{calder.path}/glass", WHY)
    other = f"/organisations/worth/people/{there.id}"

    assert browser.get(f"{other}/record").status == 404
    browser.post(f"{other}/glass", WHY)
    assert browser.get(f"{other}/record").status == 200
    assert len(broken(app)) == 2


def test_sr_053_whoever_has_left_is_not_opened(browser: Browser, app: Flask, session: Session, calder: Calder) -> None:
    browser.sign_in(calder.cora).post(f"{calder.path}/glass", WHY)
    session.merge(calder.nia.holdings[0]).ended_at = datetime(2026, 12, 1, tzinfo=UTC)
    session.commit()

    assert browser.get(f"{calder.path}/record").status == 404
    assert browser.post(f"{calder.path}/glass", WHY).status == 400
    assert len(broken(app)) == 1


def test_sr_054_others_hear_of_it_at_once_and_without_a_name(browser: Browser, app: Flask, calder: Calder) -> None:
    browser.sign_in(calder.cora).post(f"{calder.path}/glass", WHY)

    (letter,) = letters(app)
    assert (letter.kind, letter.to) == ("break_glass", "carl@example.org")
    told = letter.values
    assert not any(word in told for word in ("Nia", calder.nia.id, EMAIL, "danger"))
    with Session(app.extensions[db.KEY]) as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.outcome == "broken")).one()
    assert (event.actor_id, event.subject_id, event.reason) == (calder.cora.id, calder.nia.id, "danger")


def test_sr_054_a_lead_without_e_mail_hears_by_text_and_a_suspended_one_nothing(
    browser: Browser, app: Flask, session: Session, calder: Calder
) -> None:
    carl = session.get_one(Person, calder.carl.id)
    carl.email, carl.email_index, carl.phone = "", None, "+447700900123"
    away = persons.person(session, "Away", Role.COORDINATOR, calder.here, Appointment.PRIVACY_LEAD)
    away.suspended_at = datetime(2026, 12, 1, tzinfo=UTC)
    session.commit()

    browser.sign_in(calder.cora).post(f"{calder.path}/glass", WHY)

    assert [(letter.channel, letter.to) for letter in letters(app)] == [("text", "+447700900123")]


def test_sr_054_its_subject_sees_who_looked_by_role(browser: Browser, calder: Calder) -> None:
    browser.sign_in(calder.cora).post(f"{calder.path}/glass", WHY)
    browser.get(f"{calder.path}/record")

    looks = browser.sign_in(calder.nia).get("/account/looks").text

    assert "A coordinator of Calder Recovery (example) opened your record in need, for one hour" in looks
    assert "looked at your record" in looks and "Cora" not in looks


def test_sr_054_it_wants_somebody_who_just_proved_themselves(browser: Browser, app: Flask, calder: Calder) -> None:
    browser.sign_in(calder.cora)
    with Session(db.writing(app.extensions[db.KEY])) as session:
        for each in session.scalars(select(SignedIn)):
            each.proved_at -= timedelta(minutes=6)
        session.commit()

    assert browser.post(f"{calder.path}/glass", WHY).status == 403
    assert broken(app) == []


def test_sr_054_nobody_opens_their_own(browser: Browser, app: Flask, calder: Calder) -> None:
    own = f"/organisations/calder/people/{calder.cora.holdings[0].id}"

    assert browser.sign_in(calder.cora).post(f"{own}/glass", WHY).status == 400
    assert broken(app) == []


def test_sr_055_contacts_are_masked_until_a_second_person_agrees(browser: Browser, app: Flask, calder: Calder) -> None:
    browser.sign_in(calder.cora).post(f"{calder.path}/glass", WHY)
    agree = f"/organisations/calder/glass/{broken(app)[0].id}/agree"
    assert EMAIL not in browser.get(f"{calder.path}/record").source
    assert browser.post(agree).status == 409
    assert browser.sign_in(calder.kit).post(agree).status == 404
    assert EMAIL not in browser.sign_in(calder.cora).get(f"{calder.path}/record").source

    assert browser.sign_in(calder.carl).post(agree).status == 303

    assert EMAIL in browser.sign_in(calder.cora).get(f"{calder.path}/record").source
    with Session(app.extensions[db.KEY]) as session:
        read = session.scalars(select(AuditEvent.outcome).where(AuditEvent.act == "record.read")).all()
    assert read == ["read", "read", "contact_read"]


def test_sr_055_after_the_hour_nobody_agrees(browser: Browser, app: Flask, calder: Calder, clock: Moving) -> None:
    browser.sign_in(calder.cora).post(f"{calder.path}/glass", WHY)
    clock.move(minutes=61)

    assert browser.sign_in(calder.carl).post(f"/organisations/calder/glass/{broken(app)[0].id}/agree").status == 409
    assert broken(app)[0].agreed_by is None


def test_sr_053_a_privacy_lead_reviews_it_once_and_nobody_their_own(
    browser: Browser, app: Flask, session: Session, calder: Calder
) -> None:
    persons.also(session, session.get_one(Person, calder.cora.id), Role.COORDINATOR, calder.here,
                 Appointment.PRIVACY_LEAD)  # fmt: skip
    session.commit()
    browser.sign_in(calder.cora).post(f"{calder.path}/glass", WHY)
    page = browser.sign_in(calder.carl).get("/organisations/calder/glass").text
    assert "Opened by Cora." in page and "You are asked: was it right to open it? Talk with Cora first" in page
    browser.sign_in(calder.cora)
    review = f"/organisations/calder/glass/{broken(app)[0].id}/review"
    assert browser.post(review, {"verdict": "right"}).status == 409
    assert browser.sign_in(calder.kit).post(review, {"verdict": "right"}).status == 404
    assert browser.sign_in(calder.carl).post(review, {"verdict": "perhaps"}).status == 409

    assert browser.post(review, {"verdict": "wrong"}).status == 303
    assert browser.post(review, {"verdict": "right"}).status == 409

    (made,) = broken(app)
    assert (made.reviewed_by, made.verdict) == (calder.carl.id, "wrong")
