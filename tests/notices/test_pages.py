"""How to reach you, your inbox, stopping by a link, and messages that did not arrive, as people see them."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.kernel.roles import Role
from app.notices.actions.departing import stop_token
from app.notices.models import InboxNote, SafeContact, Stopped
from app.notices.queries.reach import reach_of
from app.notices.rules.hours import USUAL, Window
from app.notices.rules.reach import Wish
from app.people.models import Organisation, Person
from app.post.models import Letter
from app.seal import new_id
from tests.browser import Browser
from tests.conftest import MONDAY_EVENING
from tests.factories import persons
from tests.notices.test_departing import LINK, queued, sending_at
from tests.post.letters import Sink, letter

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def person(session: Session, name: str = "Nia", role: Role = Role.NEWCOMER) -> Person:
    """Somebody at the one organisation; whoever runs the site is at none."""
    here = session.scalars(select(Organisation)).first() or persons.organisation(session)
    made = persons.person(session, name, role, None if role is Role.TECHNICAL_ADMIN else here)
    session.commit()
    return made


def fresh(session: Session) -> Session:
    session.rollback()
    session.expire_all()
    return session


def test_somebody_says_how_to_reach_them_and_sees_it_again(browser: Browser, session: Session) -> None:
    nia = person(session)
    browser.sign_in(nia)
    page = browser.get("/account/reach")
    assert not [box for box in page.all("input", name="plain_words") if "checked" in box.attrib]

    own = {"channel": "email", "hours": "own", "first_0": "10", "last_0": "14", "first_5": "22", "last_5": "2"}
    kept = browser.post("/account/reach", own | {"watched": "1", "leave_message": "1"}, follow=True)

    assert "Saved." in kept.text
    said = reach_of(fresh(session), nia.id)
    assert said.hours == {0: Window(10, 14), 5: Window(22, 2)}
    assert (said.wish, said.watched, said.plain_words, said.do_not_contact) == (Wish.EMAIL, True, False, False)
    chosen = [option.get("value") for name in ("first_0", "last_5") for option in kept.one("select", name=name)
              if "selected" in option.attrib]  # fmt: skip
    assert chosen == ["10", "2"]


def test_sr_089_plain_words_that_are_taken_back_among_the_agreements_are_plain_no_more(
    browser: Browser, session: Session
) -> None:
    nia = person(session)
    browser.sign_in(nia)
    usual = {"channel": "email", "hours": "usual", "plain_words": "1"}
    browser.post("/account/reach", usual)
    assert reach_of(fresh(session), nia.id).plain_words
    assert "You agreed." in browser.get("/account/agreements").text

    browser.post("/account/agreements", {"purpose": "plain_words", "answer": "no"})

    assert not reach_of(fresh(session), nia.id).plain_words
    browser.post("/account/agreements", {"purpose": "plain_words", "answer": "yes"})
    assert reach_of(fresh(session), nia.id).plain_words
    browser.post("/account/reach", usual | {"watched": "1"})
    assert not reach_of(fresh(session), nia.id).plain_words
    assert "You agreed." not in browser.get("/account/agreements").text


def test_hours_are_sealed(browser: Browser, session: Session) -> None:
    browser.sign_in(person(session))
    browser.post("/account/reach", {"channel": "email", "hours": "own", "first_0": "10", "last_0": "14"})

    row = fresh(session).scalars(select(SafeContact)).one()
    assert b"[10, 14]" not in (row.hours_sealed or b"[10, 14]")
    assert row.hours == '{"0": [10, 14]}'


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"channel": "text", "hours": "usual"}, "We have no mobile number of yours."),
        ({"channel": "email", "hours": "own"}, "Choose at least one day"),
        ({"hours": "own", "first_2": "9"}, "Choose how we may send you messages."),
        ({"channel": "email"}, "Choose when we may send you messages."),
        ({"channel": "pigeon", "hours": "usual"}, "Not a valid choice."),
    ],
)
def test_what_cannot_be_kept_says_what_to_do_and_loses_nothing(
    browser: Browser, session: Session, form: dict[str, str], sentence: str
) -> None:
    browser.sign_in(person(session))
    page = browser.post("/account/reach", form | {"watched": "1"})

    assert (page.status, sentence in page.text) == (400, True)
    assert "checked" in page.one("input", name="watched").attrib
    assert fresh(session).scalars(select(SafeContact)).all() == []


def test_whoever_wants_no_contact_need_not_choose_hours_or_have_a_number(browser: Browser, session: Session) -> None:
    nia = person(session)
    browser.sign_in(nia).post("/account/reach", {"channel": "text", "hours": "own", "do_not_contact": "1"})

    assert reach_of(fresh(session), nia.id).do_not_contact


def test_an_old_word_is_asked_about_and_one_press_settles_it(browser: Browser, session: Session) -> None:
    nia = person(session)
    old = MONDAY_EVENING - timedelta(days=91)
    session.add(SafeContact(person_id=nia.id, channel=Wish.EMAIL, settled_at=old, asked_at=old))
    session.commit()
    browser.sign_in(nia)

    assert "Yes, still right" in browser.get("/account/reach").text
    assert "Yes, still right" not in browser.post("/account/reach/still", follow=True).text
    kept = fresh(session).scalars(select(SafeContact)).one()
    assert (kept.settled_at, kept.asked_at) == (MONDAY_EVENING, None)


def noted(session: Session, nia: Person) -> str:
    note = InboxNote(id=new_id(), person_id=nia.id, kind="confirm_due", made_at=running())
    note.values = json.dumps({"link": "https://elsewhere.example/care/mill", "name": "Mill"})
    session.add(note)
    session.commit()
    return note.id


def test_the_inbox_says_it_in_plain_words_and_counts_what_is_new(browser: Browser, session: Session) -> None:
    nia = person(session)
    browser.sign_in(nia)
    assert "No new messages" in browser.get("/today").text
    assert "Nothing is waiting for you." in browser.get("/inbox").text
    note_id = noted(session, nia)

    assert "1 new message" in browser.get("/today").text
    assert "Is Mill still right?" in browser.get("/inbox").text
    assert browser.post(f"/inbox/{note_id}").location == "/care/mill"
    assert "No new messages" in browser.get("/today").text


def test_what_is_told_inside_is_read_by_its_person_only(browser: Browser, session: Session) -> None:
    note_id = noted(session, person(session))
    browser.sign_in(person(session, "Oz"))

    assert browser.post(f"/inbox/{note_id}").status == 404
    assert "Mill" not in browser.get("/inbox").text


@pytest.mark.parametrize(("form", "kinds"), [
    ({}, {"reach_check"}), ({"what": "all"}, {""}), ({"List-Unsubscribe": "One-Click"}, {"reach_check"}),
])  # fmt: skip
def test_sr_029_one_press_stops_without_signing_in_also_what_is_in_the_box_already(
    app: Flask, browser: Browser, session: Session, form: dict[str, str], kinds: set[str]
) -> None:
    nia = queued(session)
    stop = f"/stop/{stop_token(nia.id, 'reach_check')}"
    assert "Stop messages?" in browser.get(stop).text
    assert browser.post(stop, form).heading == "Stopped"

    mail = Sink()
    assert sending_at(app, MONDAY_EVENING + timedelta(days=1), {"email": mail}) == 0
    assert mail.taken == []
    assert set(fresh(session).scalars(select(Stopped.kind))) == kinds


def test_sr_029_a_post_by_a_mail_program_needs_nothing_of_a_browser(app: Flask, session: Session) -> None:
    nia = queued(session)
    stop = f"/stop/{stop_token(nia.id, 'reach_check')}"
    answer = app.test_client().post(stop, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert fresh(session).scalars(select(Stopped.kind)).all() == ["reach_check"]


def test_sr_029_whoever_stopped_lets_them_come_again(browser: Browser, session: Session) -> None:
    nia = person(session)
    session.add(Stopped(person_id=nia.id, kind="", stopped_at=running()))
    session.commit()
    browser.sign_in(nia)

    assert "You stopped some messages" in browser.get("/account/reach").text
    assert "You stopped some messages" not in browser.post("/account/reach/start", follow=True).text


def test_sr_029_a_link_that_is_not_ours_is_nobody_s(browser: Browser, session: Session) -> None:
    nia, sam = person(session), person(session, "Sam")
    mine, other = stop_token(nia.id, "reach_check"), stop_token(sam.id, "reach_check")

    for token in (mine[:8] + other[8:], mine[:-1] + ("a" if mine[-1] != "a" else "b"), mine.upper(), "x", "a" * 24):
        assert browser.get(f"/stop/{token}").status == 404
        assert browser.post(f"/stop/{token}").status == 404
    assert len({stop_token(nia.id, kind) for kind in ("reach_check", "confirm_due")}) == 2


def dead(session: Session, nia: Person, trouble: str = "refused", road: str = "email") -> str:
    queued_for = Letter(
        id=new_id(), key=new_id(), kind="reach_check", channel="wished", person_id=nia.id, road=road, tries=3,
        made_at=running(), due_at=MONDAY_EVENING, set_for=MONDAY_EVENING, trouble=trouble, given_up_at=running(),
        ends_at=MONDAY_EVENING + timedelta(days=3),
    )  # fmt: skip
    queued_for.values = json.dumps({"link": LINK})
    session.add(queued_for)
    session.commit()
    return queued_for.id


def test_a_coordinator_reads_why_and_sends_it_again_with_one_press(
    app: Flask, browser: Browser, session: Session
) -> None:
    letter_id = dead(session, person(session))
    browser.sign_in(person(session, "Cora", Role.COORDINATOR))

    page = browser.get("/messages")
    assert "does not know this address" in page.text and "For Nia" in page.text
    assert "leaves again" in browser.post(f"/messages/{letter_id}/retry", follow=True).text
    mail = Sink()
    assert sending_at(app, MONDAY_EVENING, {"email": mail}) == 1
    assert letter(session).sent_at


@pytest.mark.parametrize("hindrance", ["no address", "too late", "nothing"])
def test_sending_again_is_offered_only_where_it_can_leave(browser: Browser, session: Session, hindrance: str) -> None:
    nia = person(session)
    letter_id = dead(session, nia, "no_road" if hindrance == "no address" else "refused")
    if hindrance == "no address":
        nia.email = nia.phone = ""
    if hindrance == "too late":
        session.get_one(Letter, letter_id).ends_at = MONDAY_EVENING - timedelta(days=3)
    session.commit()

    page = browser.sign_in(person(session, "Cora", Role.COORDINATOR)).get("/messages")
    assert bool([form for form in page.all("form") if "retry" in form.get("action", "")]) is (hindrance == "nothing")
    assert ("cannot be sent again as things are" in page.text) is (hindrance != "nothing")


def test_a_text_that_may_have_arrived_is_sent_again_only_by_somebody_who_is_sure(
    browser: Browser, session: Session
) -> None:
    letter_id = dead(session, person(session), "unknown", "text")
    browser.sign_in(person(session, "Cora", Role.COORDINATOR))

    asks = browser.post(f"/messages/{letter_id}/retry")
    assert (asks.status, "It may have arrived." in asks.text) == (409, True)
    assert letter(session).given_up_at
    assert browser.post(f"/messages/{letter_id}/retry", {"sure": "yes"}).status == 303
    assert letter(session).given_up_at is None


@pytest.mark.parametrize("trouble", ["not_wanted", "inside"])
def test_what_somebody_did_not_want_is_no_trouble_and_cannot_be_sent_again(
    browser: Browser, session: Session, trouble: str
) -> None:
    letter_id = dead(session, person(session), trouble)
    browser.sign_in(person(session, "Cora", Role.COORDINATOR))

    assert "Everything to your people arrived" in browser.get("/messages").text
    assert browser.post(f"/messages/{letter_id}/retry").status == 404


def test_whoever_runs_the_site_sees_numbers_and_nobody(browser: Browser, session: Session) -> None:
    letter_id = dead(session, person(session))
    browser.sign_in(person(session, "Tam", Role.TECHNICAL_ADMIN))

    page = browser.get("/messages")
    assert "1 message." in page.text
    assert "Nia" not in page.text and letter_id not in page.source
    assert browser.post(f"/messages/{letter_id}/retry").status == 404


def test_the_usual_hours_are_the_usual_hours(browser: Browser, session: Session) -> None:
    nia = person(session)
    browser.sign_in(nia).post("/account/reach", {"channel": "email", "hours": "usual"})

    assert reach_of(fresh(session), nia.id).hours == USUAL
