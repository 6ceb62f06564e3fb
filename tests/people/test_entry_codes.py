"""Codes and links: once, the newest, for one purpose, for ten minutes, five tries, and looking spends nothing."""

import threading
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.kernel.clock import running
from app.kernel.roles import Role
from app.people.actions import entry
from app.people.models import EntryCode, Holding
from app.people.rules.contact import Contact
from app.people.rules.entry import MOST_TRIES, Purpose
from tests.browser import Browser
from tests.factories.persons import also
from tests.moving import Moving
from tests.people.entering import Cast, ask, hidden, is_in, letters

pytestmark = pytest.mark.usefixtures("cast")
WRONG = "000000"


def use(browser: Browser, ref: str, code: str, **more: str) -> int:
    return browser.post("/sign-in/code", {"ref": ref, "code": code} | more).status


def public(path: str) -> str:
    return f"https://alongside.example{path}"


def other_than(code: str) -> str:
    return WRONG if code != WRONG else "111111"


def test_sr_032_a_code_works_once(browser: Browser, app: Flask) -> None:
    ref, sent = ask(browser)

    assert use(browser, ref, sent.values["code"]) == 303
    assert is_in(browser)
    assert use(Browser(app), ref, sent.values["code"]) == 400


def test_who_has_asked_too_often_still_types_the_newest_code(browser: Browser, app: Flask) -> None:
    *_older, (_ref, newest) = [ask(browser) for _turn in range(5)]

    page = browser.post("/sign-in", {"contact": "nia@example.org", "next": "/saved"})

    assert (page.status, len(letters(app))) == (429, 5)
    assert "We send no more codes for now." in page.text
    typed = {"ref": hidden(page, "ref"), "next": hidden(page, "next"), "code": newest.values["code"]}
    assert browser.post("/sign-in/code", typed).location == "/saved"


def test_a_code_is_read_however_it_is_spaced(browser: Browser) -> None:
    ref, sent = ask(browser)

    assert use(browser, ref, f" {sent.values['code'][:3]} {sent.values['code'][3:]} ") == 303


def test_sr_032_looking_at_a_link_does_not_spend_it(browser: Browser) -> None:
    _ref, sent = ask(browser)

    for _time in range(3):
        assert browser.get(sent.link).status == 200
        assert browser.client.head(sent.link).status_code == 200
    assert browser.post(sent.link).status == 303
    assert is_in(browser)


def test_sr_032_a_link_works_once_and_its_code_not_any_more(browser: Browser, app: Flask) -> None:
    ref, sent = ask(browser)
    browser.post(sent.link)

    assert Browser(app).post(sent.link).status == 400
    assert use(Browser(app), ref, sent.values["code"]) == 400


@pytest.mark.parametrize(("seconds", "status"), [(595, 303), (601, 400)])
def test_sr_032_a_code_and_a_link_last_ten_minutes(app: Flask, clock: Moving, seconds: int, status: int) -> None:
    by_code, by_link = Browser(app), Browser(app)
    ref, sent = ask(by_code)
    _ref, other = ask(by_link, "ned@example.org")
    clock.move(seconds=seconds)

    assert use(by_code, ref, sent.values["code"]) == status
    assert by_link.post(other.link).status == status


def test_sr_032_the_newest_one_kills_those_before(browser: Browser) -> None:
    first_ref, first = ask(browser)
    ref, newest = ask(browser)

    assert use(browser, first_ref, first.values["code"]) == 400
    assert browser.post(first.link).status == 400
    assert use(browser, ref, newest.values["code"]) == 303


def test_a_newer_one_for_somebody_else_kills_nothing(browser: Browser, app: Flask) -> None:
    ref, sent = ask(browser)
    ask(Browser(app), "gus@example.org")

    assert use(browser, ref, sent.values["code"]) == 303


def test_sr_032_what_is_for_one_purpose_is_good_for_no_other(app: Flask, session: Session, cast: Cast) -> None:
    contact, nia = Contact("email", "nia@example.org"), cast["Nia"]
    with app.app_context():
        sent = {
            Purpose.SIGN_IN: entry.send_code(session, contact, public, running()),
            Purpose.EMAIL: entry.send_to_confirm(session, nia, contact, running()),
            Purpose.PROVE: entry.send_to_prove(session, nia, contact, running()),
            Purpose.JOIN: entry.send_to_join(session, contact, running()),
        }
        for made_for, code in sent.items():
            for purpose in Purpose:
                found = entry.open_with_code(session, code.ref, code.code, purpose, running())
                assert (found is not None) == (purpose is made_for), (made_for, purpose)


def test_sr_032_what_only_confirms_an_address_holds_no_link(browser: Browser, cast: Cast, app: Flask) -> None:
    browser.sign_in(cast["Nia"]).post("/account/contact", {"contact": "new@example.org"})

    (sent,) = letters(app)
    assert (sent.kind, set(sent.values)) == ("contact_code", {"code", "minutes"})


def test_sr_032_neither_code_nor_link_is_kept_in_the_open(browser: Browser, session: Session) -> None:
    _ref, sent = ask(browser)

    (row,) = session.scalars(select(EntryCode))
    kept = " ".join(str(value) for value in vars(row).values())
    for secret in (sent.values["code"], sent.link.rpartition("/")[2], "nia@example.org"):
        assert secret not in kept
    assert len(sent.link.rpartition("/")[2]) >= 43


def test_sr_037_the_right_code_does_not_help_after_five_wrong_ones(browser: Browser) -> None:
    ref, sent = ask(browser)
    for _time in range(MOST_TRIES):
        assert use(browser, ref, other_than(sent.values["code"])) == 400

    assert use(browser, ref, sent.values["code"]) == 400
    assert browser.post(sent.link).status == 400


def test_sr_037_the_fifth_try_may_be_the_right_one(browser: Browser) -> None:
    ref, sent = ask(browser)
    for _time in range(MOST_TRIES - 1):
        use(browser, ref, other_than(sent.values["code"]))

    assert use(browser, ref, sent.values["code"]) == 303


def test_sr_037_of_many_tries_at_once_five_are_looked_at(app: Flask, browser: Browser) -> None:
    ref, sent = ask(browser)
    together = threading.Barrier(8)

    def guess() -> None:
        with app.app_context(), Session(db.writing(app.extensions[db.KEY])) as session:
            together.wait()
            for _number in range(2):
                entry.open_with_code(session, ref, other_than(sent.values["code"]), Purpose.SIGN_IN, running())
                session.commit()

    threads = [threading.Thread(target=guess) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with Session(app.extensions[db.KEY]) as session:
        assert session.get_one(EntryCode, ref).tries == MOST_TRIES


def test_sr_110_one_code_sent_many_times_at_once_lets_in_once(app: Flask, browser: Browser) -> None:
    ref, sent = ask(browser)
    together = threading.Barrier(4)
    answers: list[int] = []

    def enter() -> None:
        mine = app.test_client(use_cookies=False)
        together.wait()
        answers.append(mine.post("/sign-in/code", data={"ref": ref, "code": sent.values["code"]}).status_code)

    threads = [threading.Thread(target=enter) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(answers) == {303: 1, 400: 3}


def test_sr_039_a_code_does_not_let_in_who_must_show_two_factors_by_now(
    browser: Browser, cast: Cast, session: Session
) -> None:
    ref, sent = ask(browser)
    also(session, cast["Nia"], Role.COORDINATOR, cast["Nia"].holdings[0].organisation)
    session.commit()

    assert use(browser, ref, sent.values["code"]) == 400
    assert not browser.token


@pytest.mark.parametrize("ref", ["", "x", "0" * 32, "\0", "../" * 30, "x" * 5000])
def test_a_code_without_its_page_is_refused_and_nothing_more(browser: Browser, ref: str) -> None:
    assert use(browser, ref, "123456") == 400


@pytest.mark.parametrize("how", ["suspended", "role suspended", "role ended", "two factors"])
def test_nobody_is_sent_a_code_who_could_not_come_in_with_it(
    browser: Browser, app: Flask, cast: Cast, session: Session, how: str
) -> None:
    held = session.get_one(Holding, cast["Nia"].holdings[0].id)
    if how == "suspended":
        held.person.suspended_at = running()
    elif how == "role suspended":
        held.suspended_at = running()
    elif how == "role ended":
        held.ended_at = running()
    else:
        also(session, held.person, Role.CHAMPION, held.organisation)
    session.commit()
    ask(browser)

    assert [each.channel for each in letters(app)] == ["none"]
