"""Somebody tells us of whoever works here: that person hears nothing, is not offered as somebody to ring, and whoever
told us hears who answers; on both databases."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from app import db
from app.linkage.referral.models import Absence
from app.notices.actions.departing import Door, stop_token
from app.notices.models import SafeContact, Stopped
from app.notices.rules.reach import Wish
from app.people.actions.invitations import set_contact
from app.people.rules.contact import Contact
from app.post.jobs import send_due
from app.post.models import Letter
from app.post.rules.letter import Outgoing
from app.post.rules.wording import as_mail, as_text
from tests.browser import Browser
from tests.concerns.safe import CAME, LIST, Safe, concern, planned, safe, shown, tell
from tests.conftest import run_command
from tests.post.letters import PRESENT, Sink

At = Callable[[str], datetime]
EVENING = "2026-12-21T18:30"
NIGHT = "2026-12-22T03:00"
SECOND = "Telling Carl would be wrong. She is hurt."


@pytest.fixture
def people(session: Session) -> Safe:
    found = safe(session)
    set_contact(found["Lena"], Contact("phone", "+447700900111"))
    set_contact(found["Carl"], Contact("phone", "+447700900222"))
    session.commit()
    return found


def told(session: Session, people: Safe) -> dict[str, set[str]]:
    """By name, the kinds of alarm that wait for them."""
    names = {person.id: name for name, person in people.people.items()}
    found: dict[str, set[str]] = {}
    for kind, who, _due in planned(session):
        found.setdefault(names[who], set()).add(kind)
    return found


def leaving(app: Flask, now: datetime) -> dict[str, Outgoing]:
    """What leaves by now, by kind and address."""
    sink = Sink()
    with app.app_context():
        send_due(db.session(), {"email": sink, "text": sink}, lambda: PRESENT, lambda: now)
    return {f"{each.kind} {each.to}": each for each in sink.taken}


def test_sr_078_whoever_is_on_duty_and_named_gets_no_alert_and_whoever_told_us_hears_who_answers(
    browser: Browser, session: Session, people: Safe, at: At
) -> None:
    at(EVENING)
    people.at.phone = "01422 900 200"
    session.commit()

    page = tell(browser, about="Dora", danger="yes")

    assert "Dora" not in told(session, people) and "Lena" in told(session, people)
    assert "On duty there now, and answers calls: Dora." in page.text and "That is a name that you wrote." in page.text
    assert "01422 900 100" not in page.text, "her own telephone is not the way"
    assert "01422 900 200" in page.text and "Ask for Lena, Carl." in page.text
    assert "Your council’s adult care team and the police on 101" in page.text and "tel:999" in page.source
    reference, code = shown(page)
    again = browser.post("/concern/again", {"reference": reference, "code": code})
    assert "01422 900 100" not in again.text and "That is a name that you wrote." in again.text
    assert "for a colleague" not in browser.sign_in(people["Dora"]).get("/today").text
    assert "Dora, coordinator" in browser.sign_in(people["Lena"]).get(f"{LIST}/{concern(session).id}").text


def test_sr_078_where_nobody_of_them_is_named_the_number_stands_with_who_answers_it(
    browser: Browser, people: Safe, at: At
) -> None:
    at(EVENING)
    page = tell(browser, about="My neighbour", danger="yes")

    assert "On duty there now, and answers calls: Dora." in page.text and "01422 900 100" in page.text
    assert "a name that you wrote" not in page.text


@pytest.mark.parametrize(
    ("form", "who"),
    [
        ({"about": "Cal, who went with me"}, {"Cal"}),
        ({"about": "cal"}, set()),
        ({"about": "Nia"}, set()),
        ({"words": "It was Cal", "of_staff": "1"}, {"Cal"}),
        ({"words": "It was Cal"}, set()),
        ({"about": "Dora and lena"}, {"Dora", "Lena"}),
    ],
)
def test_sr_078_whoever_acts_here_and_is_named_by_a_capital_has_a_part_in_it(
    browser: Browser, session: Session, people: Safe, form: dict[str, str], who: set[str]
) -> None:
    tell(browser, **form)

    names = {person.id: name for name, person in people.people.items()}
    assert {names[each.person_id] for each in concern(session).marks} == who


def test_sr_078_whoever_is_named_in_what_is_added_has_a_part_unless_a_lead_said_otherwise(
    browser: Browser, session: Session, people: Safe
) -> None:
    reference, code = shown(tell(browser, of_staff="1", about="Carl"))
    browser.sign_in(people["Lena"])
    here = f"{LIST}/{concern(session).id}"
    assert browser.post(f"{here}/people/{concern(session).marks[0].id}/take-back").status == 303
    browser.sign_out()
    browser.post(f"/concern/{reference}/more", {"code": code, "words": "Carl was there, and Dora did it."})

    assert {each.person_id for each in concern(session).marks} == {people["Dora"].id}


def test_sr_078_the_alert_says_whom_to_ring_for_this_one_and_never_whoever_is_named(
    browser: Browser, session: Session, app: Flask, people: Safe, at: At
) -> None:
    moment = at(EVENING)
    tell(browser, about="Carl", danger="yes", words="He has a knife")

    sent = leaving(app, moment)
    assert "concern_now lena@example.org" in sent and "concern_now carl@example.org" not in sent
    alert = sent["concern_waits dora@example.org"]
    for words in (as_mail(alert.kind, alert.values)[1], as_text(alert.kind, alert.values)):
        assert "Lena 07700 900111" in words and "Carl" not in words and "knife" not in words
    assert alert.values["link"] == "http://localhost:8000/today"
    today = browser.sign_in(people["Dora"]).get("/today")
    assert "Lena: 07700 900111" in today.text and "Carl" not in today.text
    assert "for a colleague" not in browser.sign_in(people["Cora"]).get("/today").text
    browser.sign_in(people["Lena"]).post(f"{LIST}/{concern(session).id}/take-up")
    assert "Lena" not in browser.sign_in(people["Dora"]).get("/today").text


def test_sr_077_messages_of_concerns_cannot_be_stopped_by_a_lead_and_the_page_says_so(
    browser: Browser, session: Session, app: Flask, people: Safe, at: At
) -> None:
    moment, lena = at(EVENING), people["Lena"]
    for kind, form in (("reach_check", {"what": "all"}), ("concern_new", {})):
        stop = f"/stop/{stop_token(lena.id, kind)}"
        assert "Messages about somebody’s safety still come." in browser.get(stop).text
        assert "Messages about somebody’s safety still come." in browser.post(stop, form).text
    assert "These messages still come" in browser.post(f"/stop/{stop_token(lena.id, 'concern_new')}").text
    assert list(session.scalars(select(Stopped.kind))) == [""]
    assert "about somebody’s safety" not in browser.get(f"/stop/{stop_token(people['Nia'].id, 'reach_check')}").text

    assert "is told now, by a message" in tell(browser).text
    sent = leaving(app, moment)
    assert sent["concern_new lena@example.org"].stop == ""


@pytest.mark.parametrize("kept", [{"channel": Wish.INSIDE}, {"channel": Wish.EMAIL, "do_not_contact": True},
                                  {"channel": Wish.PUSH, "watched": True}])  # fmt: skip
def test_sr_077_nothing_that_a_lead_says_of_how_to_reach_them_keeps_a_duty_from_them(
    browser: Browser, app: Flask, people: Safe, at: At, kept: dict[str, object]
) -> None:
    moment, session = at(EVENING), object_session(people.at)
    assert session
    session.add(SafeContact(person_id=people["Lena"].id, settled_at=CAME, **kept))
    session.commit()
    tell(browser)

    assert "concern_new lena@example.org" in leaving(app, moment)


def test_sr_077_whoever_told_us_at_night_reads_when_a_lead_gets_the_message(
    browser: Browser, session: Session, app: Flask, people: Safe, at: At
) -> None:
    night = at(NIGHT)
    page = tell(browser)

    assert "gets a message on Tuesday 22 December 2026 at 8am." in page.text and "told now" not in page.text
    assert not leaving(app, night)
    assert "told now, by a message" in tell(browser, danger="yes").text


def test_sr_077_where_no_message_reaches_any_lead_that_is_said_and_the_next_ones_hear_at_once(
    browser: Browser, session: Session, app: Flask, people: Safe, at: At
) -> None:
    moment = at(EVENING)
    for name in ("Lena", "Carl"):
        session.add(SafeContact(person_id=people[name].id, channel=Wish.TEXT, settled_at=CAME))
        people[name].phone, people[name].phone_index = "", None
    session.commit()

    page = tell(browser)

    assert "told now" not in page.text and "No message reaches those who read this" in page.text
    assert "We have told the people who run this site." in page.text
    assert set(leaving(app, moment)) == {"concern_waits dora@example.org", "concern_unread tam@example.org"}
    assert "No message reaches those who read such things" in browser.sign_in(people["Tam"]).get("/today").text
    assert "Lena: we know no number" in browser.sign_in(people["Dora"]).get("/today").text


def test_sr_077_a_lead_whom_no_message_reaches_is_not_waited_for(
    browser: Browser, session: Session, app: Flask, people: Safe, at: At
) -> None:
    moment = at(EVENING)
    session.add(SafeContact(person_id=people["Lena"].id, channel=Wish.TEXT, settled_at=CAME))
    people["Lena"].phone, people["Lena"].phone_index = "", None
    session.commit()
    tell(browser)

    assert set(leaving(app, moment)) == {"concern_new carl@example.org"}


def test_sr_077_with_every_lead_away_that_is_said_to_whoever_told_us_and_to_who_could_change_it(
    browser: Browser, session: Session, app: Flask, people: Safe, at: At
) -> None:
    at(EVENING)
    day, cover = date(2026, 12, 21), "/organisations/calder/cover"
    for who, stands_in in (("Carl", "Lena"), ("Lena", "Dora")):
        browser.sign_in(people["Cora"])
        form = {"who": people[who].id, "cover": people[stands_in].id, "first": f"{day}", "last": f"{day}"}
        if who == "Lena":
            assert "Nobody who reads concerns" not in browser.get(cover).text
        kept = browser.post(cover, form, follow=True)
    says = "Nobody who reads concerns is there on Monday 21 December: every safeguarding lead is away."
    could = "One of these could become a lead too: Cora, Dora."
    for page in (kept, browser.get(cover), browser.get("/today"), browser.get("/requests/exceptions")):
        assert says in page.text and could in page.text
    assert says not in browser.sign_in(people["Cal"]).get("/today").text
    browser.sign_out()

    page = tell(browser, danger="yes")

    assert "They are away today, and may not see it. Please ring as well." in page.text
    waits = browser.sign_in(people["Dora"]).get("/today").text
    assert "Lena: 07700 900111 (away; Dora stands in)" in waits
    absence = session.scalars(select(Absence).where(Absence.person_id == people["Lena"].id)).one()
    browser.post(f"{cover}/{absence.id}/end")
    assert says not in browser.get("/today").text


def test_sr_077_an_alert_that_waits_says_whom_to_ring_as_it_stands_when_it_leaves(
    browser: Browser, session: Session, app: Flask, people: Safe, at: At
) -> None:
    at(EVENING)
    tell(browser)
    browser.sign_in(people["Lena"])
    browser.post(f"{LIST}/{concern(session).id}/people", {"person": people["Carl"].id, "part": "apart"})
    run_command(app, "job", "plan")
    session.rollback()
    waits = session.scalars(select(Letter).where(Letter.kind == "concern_waits")).one()

    assert "Lena" in waits.values and "Carl" not in waits.values
    assert Door("https://x.example")(session, people["Dora"].id, waits.kind, "wished", CAME).stop == ""
