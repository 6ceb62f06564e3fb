"""For whoever's messages are watched: with a sign-in word set, what was sent is not enough (SR-033)."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.kernel.clock import running
from app.people.actions import recovery
from app.people.actions.passwords import set_word
from app.people.models import Person
from tests.browser import Browser
from tests.moving import Moving
from tests.people.entering import Cast, ask, is_in

WORD = "blue teapot"


@pytest.fixture(autouse=True)
def _word(cast: Cast, session: Session) -> None:
    set_word(session, session.get_one(Person, cast["Nia"].id), WORD)
    session.commit()


def test_sr_033_a_link_alone_opens_nothing(browser: Browser) -> None:
    _ref, sent = ask(browser)

    assert browser.post(sent.link).status == 400
    assert browser.post(sent.link, {"word": "green teapot"}).status == 400
    assert not browser.token
    assert browser.post(sent.link, {"word": " Blue  TEAPOT "}).status == 303
    assert is_in(browser)


def test_sr_033_a_code_alone_opens_nothing(browser: Browser) -> None:
    for word, status in (("", 400), ("green teapot", 400), (WORD, 303)):
        ref, sent = ask(browser)
        answer = browser.post("/sign-in/code", {"ref": ref, "code": sent.values["code"], "word": word})
        assert answer.status == status


def test_sr_033_a_code_is_not_used_up_by_a_word_that_was_forgotten(browser: Browser) -> None:
    ref, sent = ask(browser)
    code = {"ref": ref, "code": sent.values["code"]}

    assert browser.post("/sign-in/code", code).status == 400
    assert browser.post("/sign-in/code", code | {"word": WORD}).status == 303
    assert browser.post("/sign-in/code", code | {"word": WORD}).status == 400
    assert is_in(browser)


def test_sr_033_nor_is_a_code_on_paper(browser: Browser, session: Session, cast: Cast) -> None:
    nia = session.get_one(Person, cast["Nia"].id)
    code, *_others = recovery.make_codes(session, nia, running())
    session.commit()

    refused = browser.post("/sign-in/recovery", {"code": code})
    assert refused.status == 400
    assert "the sign-in word beside it is missing or another" in refused.text
    assert browser.post("/sign-in/recovery", {"code": code, "word": WORD}).status == 303
    assert browser.post("/sign-in/recovery", {"code": code, "word": WORD}).status == 400


def test_whoever_comes_back_with_a_code_on_paper_is_signed_out_of_the_phone_they_lost(
    browser: Browser, app: Flask, session: Session, cast: Cast
) -> None:
    lost = Browser(app).sign_in(cast["Nia"])
    code, *_others = recovery.make_codes(session, session.get_one(Person, cast["Nia"].id), running())
    session.commit()

    browser.post("/sign-in/recovery", {"code": code, "word": WORD})

    assert is_in(browser)
    assert not is_in(lost)


def test_sr_033_the_page_is_the_same_whether_or_not_there_is_a_word(browser: Browser, app: Flask) -> None:
    _ref, with_word = ask(browser)
    _ref, without = ask(Browser(app), "gus@example.org")

    pages = [browser.get(link).source.replace(link, "") for link in (with_word.link, without.link, "/sign-in/link/x")]
    assert pages[0] == pages[1]


def test_sr_033_five_wrong_words_make_a_pause_of_a_quarter_of_an_hour(browser: Browser, clock: Moving) -> None:
    _ref, sent = ask(browser)
    assert [browser.post(sent.link, {"word": f"wrong {turn}"}).status for turn in range(5)] == [400] * 5

    paused = browser.post(sent.link, {"word": WORD})
    assert paused.status == 409
    assert "Wait 15 minutes" in paused.text
    assert not browser.token
    clock.move(minutes=15, seconds=1)
    _ref, sent = ask(browser)
    assert browser.post(sent.link, {"word": WORD}).status == 303


def test_sr_033_a_wrong_word_is_told_in_the_words_of_a_wrong_code(browser: Browser) -> None:
    ref, sent = ask(browser)
    code = sent.values["code"]
    wrong = browser.post(
        "/sign-in/code", {"ref": ref, "code": "000000" if code != "000000" else "111111", "word": WORD}
    )
    without = browser.post("/sign-in/code", {"ref": ref, "code": code})

    assert without.all("p", class_="error")[0].text == wrong.all("p", class_="error")[0].text
