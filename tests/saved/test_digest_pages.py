"""Asking for the weekly list, confirming and stopping on its pages, and what arrives (SR-021, SR-029, SR-034)."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.kernel.clock import running
from app.places.models import Area
from app.post.jobs import send_due
from app.post.rules.telling import tells
from app.saved.actions.digest import stop_token
from app.saved.models import DigestReader
from app.saved.views.digest import ASKS_A_DAY, ASKS_FROM_HERE, SUBJECT
from tests.browser import Browser
from tests.people.entering import letters
from tests.people.test_entry_codes_unknown import check_same, posting
from tests.post.conftest import MailServer, mail_server
from tests.post.test_words import told
from tests.saved.weekly import EARLY_THURSDAY, READER, THURSDAY, area, reader, writing

__all__ = ["mail_server"]

At = Callable[[str], datetime]
FORM = "/digest/calderdale"


@pytest.fixture(autouse=True)
def here(session: Session) -> Area:
    return area(session)


def ask(browser: Browser, email: str = READER) -> str:
    """Ask for the list: the path of the link that was sent."""
    page = browser.post(FORM, {"email": email})
    assert page.status == 200, page.text
    return letters(browser.app)[-1].link


def stored(session: Session) -> list[DigestReader]:
    session.rollback()
    return list(session.scalars(select(DigestReader).execution_options(populate_existing=True)))


def only_mail(app: Flask, server: MailServer) -> EmailMessage:
    with app.app_context():
        send_due(db.session(), {"email": server.road}, running, lambda: THURSDAY)
    ((recipients, mail),) = server.mails
    assert recipients == [READER]
    return mail


def test_the_page_says_what_comes_how_often_and_from_whom(browser: Browser) -> None:
    page = browser.get(FORM)

    for words in ("on Thursday morning", "from “Messages”", f"“{SUBJECT}”", "The list itself names meetings"):
        assert words in page.text
    assert browser.get("/digest/nowhere").status == 404


def test_the_area_and_places_in_it_lead_there_and_others_do_not(browser: Browser, at: At) -> None:
    at("2026-11-10T12:00")
    words = "What’s on by e-mail, once a week"

    assert browser.get("/areas/calderdale").links()[words] == FORM
    assert browser.get("/near/halifax").links()[words] == FORM
    assert words not in browser.get("/near/lerwick").links()


def test_two_presses_make_a_reader_and_looking_makes_none(browser: Browser, session: Session) -> None:
    link = ask(browser)

    assert browser.get(link).heading == "Do you want the weekly list?"
    assert stored(session)[0].confirmed_at is None
    for _twice in range(2):
        assert browser.post(link).heading == "It is on its way"
    assert stored(session)[0].confirmed_at is not None


@pytest.mark.parametrize("link", ["/digest/yes/none", "/digest/yes/" + "x" * 43])
def test_a_link_that_does_not_work_says_so(browser: Browser, link: str) -> None:
    for page in (browser.get(link), browser.post(link)):
        assert (page.status, page.heading) == (410, "This link does not work any more")


@pytest.mark.parametrize("typed", ["", "Ria", "ria@mail.example, sue@mail.example", "ria@mail.example\r\nBcc: x@y.uk"])
def test_sr_027_what_is_not_one_address_is_given_back_with_a_sentence(browser: Browser, typed: str) -> None:
    page = browser.post(FORM, {"email": typed})

    assert (page.status, letters(browser.app)) == (400, [])
    assert "Enter an e-mail address, like name@example.org." in page.text
    assert page.one("input", name="email").get("value", "").split() == typed.split()


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_sr_034_asking_tells_nobody_whether_an_address_gets_it_already(
    app: Flask, session: Session, here: Area, is_confirmed: bool
) -> None:
    reader(session, here, **({} if is_confirmed else {"confirmed": None}))

    check_same(app, posting(app, FORM, "email"), READER, "una@mail.example")


def test_sr_036_one_address_is_written_to_five_times_a_day_wherever_it_is_asked_from(browser: Browser) -> None:
    statuses = [
        browser.post(FORM, {"email": READER}, environ_base={"REMOTE_ADDR": f"192.0.2.{number}"}).status
        for number in range(ASKS_A_DAY + 1)
    ]

    assert statuses == [200] * ASKS_A_DAY + [429]
    assert len(letters(browser.app)) == ASKS_A_DAY


def test_sr_036_one_sender_asks_for_twenty_an_hour(browser: Browser) -> None:
    statuses = [browser.post(FORM, {"email": f"r{n}@mail.example"}).status for n in range(ASKS_FROM_HERE + 1)]

    assert statuses == [200] * ASKS_FROM_HERE + [429]


def test_sr_021_the_message_that_asks_tells_nothing(app: Flask, browser: Browser, mail_server: MailServer) -> None:
    ask(browser)

    mail = only_mail(app, mail_server)

    assert told(f"{mail['From']} {mail['Subject']} {mail.get_content()}") == []
    assert not tells(mail.get_content())


def test_sr_021_the_list_tells_only_those_who_open_it(
    app: Flask, session: Session, here: Area, mail_server: MailServer
) -> None:
    reader(session, here)
    writing(session, EARLY_THURSDAY)

    mail = only_mail(app, mail_server)

    assert mail["Subject"] == SUBJECT
    assert told(" ".join(f"{name} {text}" for name, text in mail.items())) == []
    assert "Listing 1 (Narcotics Anonymous)" in mail.get_content()
    assert mail.get_content_type() == "text/plain"


def test_sr_029_one_press_stops_it_in_the_page_or_in_the_mail_program(
    app: Flask, browser: Browser, session: Session, here: Area, mail_server: MailServer
) -> None:
    reader(session, here)
    writing(session, EARLY_THURSDAY)
    mail = only_mail(app, mail_server)
    address = mail["List-Unsubscribe"].strip("<>")
    path = urlsplit(address).path
    assert (mail["List-Unsubscribe-Post"], mail.get_content().count(address)) == ("List-Unsubscribe=One-Click", 1)

    assert browser.get(path).heading == "Stop the weekly list?"
    assert len(stored(session)) == 1
    answer = app.test_client().post(path, data={"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, stored(session)) == (200, [])
    for page in (browser.get(path), browser.post(path)):
        assert (page.status, page.heading) == (404, "This link stops nothing")


def test_sr_029_a_link_that_was_changed_stops_nothing(browser: Browser, session: Session, here: Area) -> None:
    token = stop_token(reader(session, here))
    wrong = [token[:-1] + ("a" if token[-1] != "a" else "b"), token[:8] + "a" * 16, token.upper(), "x", "a" * 24]

    assert {browser.post(f"/digest/stop/{each}").status for each in wrong} == {404}
    assert len(stored(session)) == 1
    assert browser.post(f"/digest/stop/{token}").heading == "Stopped"
