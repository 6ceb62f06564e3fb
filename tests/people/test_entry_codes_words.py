"""For whoever's messages are watched: with a sign-in word set, what was sent is not enough (SR-033)."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

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
