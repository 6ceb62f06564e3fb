"""Reading, trying and choosing the words of messages, as a coordinator sees it."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.audit.models import AuditEvent
from app.kernel.clock import running
from app.kernel.roles import Role
from app.notices.models import OwnWording
from app.notices.rules.own_words import ADAPTABLE, FIXED
from app.people.models import Organisation, SignedIn
from app.post.actions import put
from app.post.actions.dev_box import DevBox, Kept
from app.post.jobs import send_due
from app.post.rules import Message
from tests.browser import Browser, Page, words
from tests.factories import persons
from tests.notices.test_departing import IN_A_WEEK, LINK, MONDAY_NIGHT, TUESDAY_TEN
from tests.post.letters import PRESENT

HERE = "/organisations/calder/messages"
BY_MAIL, BY_TEXT = f"{HERE}/reach_check/email", f"{HERE}/reach_check/text"
GOOD = {"subject": "A quick question", "words": "Please tell us whether this is still right:\n{link}\nThank you."}


@pytest.fixture
def cora(browser: Browser, session: Session) -> Browser:
    """A coordinator; a question to Nia, of the same organisation, is waiting."""
    here = persons.organisation(session)
    nia = persons.person(session, "Nia", Role.NEWCOMER, here)
    key = f"reach_check:1:1:{nia.id}:email"
    asked = Message(key, "reach_check", "email", "", {"link": LINK}, IN_A_WEEK, nia.id, MONDAY_NIGHT)
    put(session, asked, PRESENT)
    person = persons.person(session, "Cora", Role.COORDINATOR, here)
    session.commit()
    return browser.sign_in(person)


def arrived(app: Flask, tmp_path: Path) -> Kept:
    """What Nia reads on Tuesday."""
    box = DevBox(tmp_path)
    with app.app_context():
        assert send_due(db.session(), {"email": box}, lambda: PRESENT, lambda: TUESDAY_TEN) == 1
    return box.kept()[0]


def typed(page: Page) -> tuple[str | None, str | None]:
    return page.one("input", name="subject").get("value"), page.one("textarea", name="words").text


def seen(page: Page) -> list[str]:
    return [words(each) for each in page.all("blockquote")]


def test_a_coordinator_chooses_words_and_the_next_message_has_them(app: Flask, cora: Browser, tmp_path: Path) -> None:
    assert "What messages say" in cora.get("/organisations/calder").links()
    page = cora.post(BY_MAIL, GOOD, follow=True)

    assert "Saved. They count from the next message on." in page.text
    assert "By e-mail · your words" in page.text
    assert any("A quick question Please tell us" in each and "/stop/" in each for each in seen(page))
    read = arrived(app, tmp_path)
    assert read.subject == "A quick question"
    assert read.words.startswith("Please tell us whether this is still right:\nhttps://site.example/account/reach\nTh")
    assert "/stop/" in read.words


def test_every_message_is_shown_and_those_that_stay_say_why(cora: Browser) -> None:
    page = cora.get(HERE)

    assert len(seen(page)) == len(ADAPTABLE) * 2 + len(FIXED)
    assert page.text.count("lets somebody in, so it says the same everywhere") == 3
    assert [link for link in page.links().values() if "sign_in_code" in link] == []
    assert cora.get(f"{HERE}/sign_in_code/email").status == 404
    assert cora.get(f"{HERE}/reach_check/inbox").status == 404


def test_looking_shows_how_it_arrives_and_keeps_nothing(app: Flask, cora: Browser, session: Session) -> None:
    page = cora.post(f"{BY_MAIL}/look", GOOD)

    assert (page.status, page.one("button", formaction=f"{BY_MAIL}/look").text) == (200, "Look at it")
    assert "/account/reach Thank you. To stop these messages:" in seen(page)[0]
    assert typed(page) == (GOOD["subject"], GOOD["words"])
    assert session.scalars(select(OwnWording)).all() == []


@pytest.mark.parametrize("end", ["", "/look"])
def test_a_telling_word_is_refused_by_name_and_nothing_typed_is_lost(cora: Browser, session: Session, end: str) -> None:
    bad = {"subject": "For you <b>", "words": "About your re-covery:\n{link}\n\nBye"}
    page = cora.post(BY_MAIL + end, bad | {"subject": "For you"})

    assert page.status == 400
    assert "Take out “recovery”: it may tell others what this is about." in words(page.one("div", role="alert"))
    assert typed(page) == ("For you", bad["words"])
    assert page.one("textarea", name="words").get("aria-invalid") == "true"
    assert typed(cora.post(BY_MAIL + end, bad)) == (bad["subject"], bad["words"])
    assert session.scalars(select(OwnWording)).all() == []


def test_one_press_brings_our_words_back(app: Flask, cora: Browser, session: Session) -> None:
    cora.post(BY_TEXT, {"words": "Please have a look: {link}"})
    page = cora.get(HERE)
    (form,) = [each for each in page.all("form") if each.get("action") == f"{BY_TEXT}/ours"]
    assert [words(button) for button in form.iter("button")] == ["Back to our words"]

    back = cora.post(f"{BY_TEXT}/ours", follow=True)
    assert "Our words are back." in back.text and "your words" not in back.text
    assert [each.outcome for each in session.scalars(select(AuditEvent).order_by(AuditEvent.seq))
            if each.act == "message.words"] == ["adapted", "dropped"]  # fmt: skip


def test_words_that_pass_no_longer_are_shown_with_the_reason(
    app: Flask, cora: Browser, session: Session, tmp_path: Path
) -> None:
    row = {"kind": "reach_check", "channel": "email", "subject": "Your group", "words": "Look: {link}"}
    session.add(
        OwnWording(
            organisation_id=session.scalars(select(Organisation.id)).one(), **row, changed_at=running(), changed_by=None
        )
    )
    session.commit()

    page = cora.get(HERE)
    assert "Your words are not sent any more, ours are. Take out “group”" in page.text
    assert typed(cora.get(BY_MAIL)) == ("Your group", "Look: {link}")
    assert arrived(app, tmp_path).subject == "Is this still right?"


def test_saving_wants_a_fresh_proof_and_gives_back_what_was_typed_while_looking_wants_none(
    cora: Browser, session: Session
) -> None:
    for each in session.scalars(select(SignedIn)):
        each.proved_at -= timedelta(minutes=6)
    session.commit()

    page = cora.post(BY_MAIL, GOOD)
    assert page.status == 403
    assert [box.get("value") for box in page.all("input", name="words")] == [GOOD["words"]]
    assert cora.post(f"{BY_MAIL}/look", GOOD).status == 200
    assert session.scalars(select(OwnWording)).all() == []
