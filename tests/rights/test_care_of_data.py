"""SR-093, SR-094: complaints about data are acknowledged, answered and point to the ICO; accidents have their clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.kernel.roles import Appointment, Role
from app.people.models import Organisation, Person
from app.places.models import Area
from app.rights.models import Complaint, Incident
from app.rights.rules import complaints, incidents
from app.rights.rules.complaints import CannotAnswer, CannotComplain, check_answer, check_complaint, due_by, update_by
from app.rights.rules.incidents import CannotKeep, check_closing, check_opening, time_left
from tests.browser import Browser
from tests.factories import persons

OPENED = datetime(2026, 12, 21, 18, tzinfo=UTC)
WORDS = "zzcanary told my sister that I come here"


@pytest.fixture
def lead(session: Session) -> Person:
    """The privacy lead of an organisation."""
    session.add(Area(id="area", slug="calderdale", name="Calderdale"))
    session.flush()
    here = persons.organisation(session, "calder", "area")
    persons.person(session, "Other", Role.COORDINATOR, here)
    made = persons.person(session, "Cora", Role.COORDINATOR, here, Appointment.PRIVACY_LEAD)
    session.commit()
    return made


def kept(app: Flask) -> list[Complaint]:
    with Session(app.extensions[db.KEY]) as session:
        return list(session.scalars(select(Complaint)))


def test_sr_093_a_complaint_is_acknowledged_at_once_with_a_reference_and_a_day(
    browser: Browser, app: Flask, lead: Person
) -> None:
    asked = browser.get("/privacy/complaint")
    assert "Calder Recovery" in asked.text and "about staff, about what we decided" in asked.text
    assert browser.get("/").links()["Complain"] == "/privacy/complaint"
    assert browser.get("/privacy").links()["Complain about what we did with your data"] == "/privacy/complaint"

    page = browser.post("/privacy/complaint", {"about": "calder", "words": WORDS, "contact": "Nia@Example.org"})

    (made,) = kept(app)
    assert page.status == 200 and made.reference in page.text
    assert "20 January 2027" in page.text and "ICO" in page.text and "We write to you" in page.text
    assert (made.words, made.contact, made.made_on) == (WORDS, "nia@example.org", date(2026, 12, 21))
    assert b"zzcanary" not in (made.words_sealed or b"") and "Set-Cookie" not in page.headers


@pytest.mark.parametrize(
    ("form", "status", "many"),
    [
        ({"words": " "}, 400, 0),
        ({"words": "x" * 4001}, 400, 0),
        ({"words": WORDS, "contact": "nowhere"}, 400, 0),
        ({"words": WORDS, "website": "https://spam.example"}, 200, 0),
        ({"words": WORDS, "about": "nobody"}, 200, 1),
        ({"words": "a\x00b"}, 200, 1),
    ],
)
def test_sr_093_what_is_no_complaint_is_sent_back_or_thrown_away(
    browser: Browser, lead: Person, form: dict[str, str], status: int, many: int
) -> None:
    page = browser.post("/privacy/complaint", form)

    assert (page.status, len(kept(browser.app))) == (status, many)
    assert all(made.organisation_id is None and "\x00" not in made.words for made in kept(browser.app))
    if status == 400 and form["words"].strip():
        assert form["words"][:50] in page.source


def test_sr_093_one_sender_complains_five_times_an_hour(browser: Browser, lead: Person) -> None:
    answers = [browser.post("/privacy/complaint", {"words": WORDS}).status for _time in range(6)]

    assert answers == [200] * 5 + [429]


def test_sr_093_the_lead_sees_the_days_and_answers_with_the_ico(browser: Browser, app: Flask, lead: Person) -> None:
    browser.post("/privacy/complaint", {"about": "calder", "words": WORDS})
    page = browser.sign_in(lead).get("/organisations/calder/complaints")
    (made,) = kept(app)
    path = f"/organisations/calder/complaints/{made.id}"

    assert WORDS in page.text and "by 4 January 2027. Answer by 20 January 2027." in page.text
    assert "Information Commissioner" in page.one("textarea").text
    bare = browser.post(path, {"outcome": "right", "answer": "Sorry."})
    assert bare.status == 400 and "Sorry." in bare.source and "ICO" in bare.text
    assert browser.post(path, {"outcome": "right", "answer": f"Sorry. {complaints.TEMPLATE}"}).status == 303
    (made,) = kept(app)
    assert (made.outcome, made.answered_by, made.answered_on) == ("right", lead.id, date(2026, 12, 21))
    assert browser.post(path, {"outcome": "right", "answer": "ICO"}).status == 400


def test_sr_093_only_the_privacy_lead_of_the_organisation_reads_it(
    browser: Browser, session: Session, lead: Person
) -> None:
    browser.post("/privacy/complaint", {"about": "calder", "words": WORDS})
    browser.post("/privacy/complaint", {"words": "About nobody in particular"})
    other = session.scalars(select(Person).where(Person.id != lead.id)).one()
    there = persons.organisation(session, "worth")
    kit = persons.person(session, "Kit", Role.COORDINATOR, there, Appointment.PRIVACY_LEAD)
    session.commit()

    assert browser.sign_in(other).get("/organisations/calder/complaints").status == 404
    assert browser.sign_in(kit).get("/organisations/calder/complaints").status == 404
    mine = browser.get("/organisations/worth/complaints")
    assert WORDS not in mine.text and "About nobody in particular" in mine.text


def test_sr_093_the_days_are_counted_from_the_day_it_came() -> None:
    assert (update_by(date(2026, 12, 21)), due_by(date(2026, 12, 21))) == (date(2027, 1, 4), date(2027, 1, 20))
    assert complaints.ICO in complaints.TEMPLATE
    with pytest.raises(CannotComplain, match="Say in your own words"):
        check_complaint("\n")


@pytest.mark.parametrize(
    ("outcome", "answer", "answered", "says"),
    [("", "ICO", None, "Choose"), ("right", "Sorry", None, "ICO"), ("right", "ICO", date(2026, 1, 1), "already"),
     ("right", "ICO" + "x" * 4000, None, "fewer")],
)  # fmt: skip
def test_sr_093_says_why_an_answer_will_not_do(outcome: str, answer: str, answered: date | None, says: str) -> None:
    with pytest.raises(CannotAnswer, match=says):
        check_answer(outcome, answer, answered)


@pytest.mark.parametrize(
    ("hours", "says"),
    [(0, "72 hours left"), (0.5, "71 hours left"), (71, "1 hour left"), (71.5, "0 hours left"), (72.1, "are over")],
)
def test_sr_094_the_clock_tells_what_is_left_of_72_hours(hours: float, says: str) -> None:
    assert says in time_left(OPENED, OPENED + timedelta(hours=hours))


def test_sr_094_an_accident_is_opened_with_its_clock_and_closed_with_what_was_told(
    browser: Browser, app: Flask, lead: Person
) -> None:
    path = "/organisations/calder/incidents"
    browser.sign_in(lead)
    assert browser.post(path, {"notes": WORDS}).status == 400
    assert browser.post(path, {"notes": WORDS, "touches": ["account", "letters"]}).status == 303

    page = browser.get(path)
    with Session(app.extensions[db.KEY]) as session:
        made = session.scalars(select(Incident)).one()
        organisation = session.scalars(select(Organisation.id).where(Organisation.slug == "calder")).one()
    assert "hours left to tell the ICO" in page.text and "When we write to you" in page.text
    assert (made.notes, made.opened_by, made.organisation_id) == (WORDS, lead.id, organisation)
    assert browser.post(f"{path}/{made.id}/close", {"told": ""}).status == 400
    assert browser.post(f"{path}/{made.id}/close", {"told": "Told the ICO by telephone."}).status == 303
    assert "hours left" not in browser.get(path).text and "Told the ICO by telephone." in browser.get(path).text


@pytest.mark.parametrize(
    ("touches", "notes"), [([], "x"), (["moon"], "x"), (["account"], " "), (["account"], "x" * 9999)]
)
def test_sr_094_says_what_an_accident_lacks(touches: list[str], notes: str) -> None:
    with pytest.raises(CannotKeep):
        check_opening(touches, ["account"], notes)


def test_sr_094_nothing_is_closed_twice_or_in_silence() -> None:
    for told, closed in (("", None), ("Told.", OPENED), ("x" * (incidents.LONGEST + 1), None)):
        with pytest.raises(CannotKeep):
            check_closing(told, closed)
