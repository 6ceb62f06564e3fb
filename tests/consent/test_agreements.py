"""SR-089, SR-095: each purpose is a choice of its own, in words that are kept, and taken back at any time."""

import dataclasses

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.audit.models import AuditEvent
from app.consent.models import Consent
from app.consent.queries.agreements import agrees
from app.consent.rules.texts import TEXTS
from app.kernel.roles import Role
from app.people.models import Person
from tests.browser import Browser
from tests.factories import persons


@pytest.fixture
def nia(session: Session, browser: Browser) -> Person:
    """A newcomer, signed in."""
    made = persons.person(session, "Nia", Role.NEWCOMER, persons.organisation(session, "calder"))
    session.commit()
    browser.sign_in(made)
    return made


def say(browser: Browser, purpose: str, answer: str) -> int:
    return browser.post("/account/agreements", {"purpose": purpose, "answer": answer}).status


def kept(app: Flask) -> list[Consent]:
    with Session(app.extensions[db.KEY]) as session:
        return list(session.scalars(select(Consent).order_by(Consent.given_at)))


def holds(app: Flask, who: Person) -> set[str]:
    with Session(app.extensions[db.KEY]) as session:
        return {purpose for purpose in TEXTS if agrees(session, who.id, purpose)}


def test_sr_095_nothing_holds_by_silence_and_nothing_is_ticked(browser: Browser, app: Flask, nia: Person) -> None:
    page = browser.get("/account/agreements")

    assert holds(app, nia) == set() and kept(app) == []
    assert page.text.count("You have not agreed.") == sum(not text.once for text in TEXTS.values())
    assert not any("checked" in each.attrib for each in page.all("input"))


@pytest.mark.parametrize("purpose", TEXTS)
def test_sr_095_a_yes_is_to_one_purpose_in_the_words_of_that_day(
    browser: Browser, app: Flask, nia: Person, purpose: str
) -> None:
    assert [say(browser, purpose, "yes") for _time in range(2)] == [303, 303]

    (made,) = kept(app)
    assert holds(app, nia) == {purpose}
    assert (made.version, made.how, made.taken_by) == (TEXTS[purpose].version, "page", None)


def test_sr_095_other_words_are_asked_for_again(
    browser: Browser, app: Flask, nia: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(browser, "figures", "yes")
    other = dataclasses.replace(TEXTS["figures"], means="Now we also do something else with them.")

    monkeypatch.setitem(TEXTS, "figures", other)

    assert holds(app, nia) == set()
    assert "the words have changed" in browser.get("/account/agreements").text
    say(browser, "figures", "yes")
    assert [made.version for made in kept(app)][1] == other.version != kept(app)[0].version


@pytest.mark.parametrize("change", ["purpose", "asks", "means"])
def test_sr_095_any_other_word_is_another_version(change: str) -> None:
    text = TEXTS["figures"]

    assert dataclasses.replace(text, **{change: "x"}).version != text.version
    assert len({each.version for each in TEXTS.values()}) == len(TEXTS)


def test_sr_089_taking_it_back_counts_at_once_and_is_written_down_with_its_words(
    browser: Browser, app: Flask, nia: Person
) -> None:
    for purpose in ("figures", "follow_up"):
        say(browser, purpose, "yes")

    assert say(browser, "figures", "no") == 303

    assert holds(app, nia) == {"follow_up"}
    given = next(made for made in kept(app) if made.purpose == "figures")
    assert given.withdrawn_at and given.version == TEXTS["figures"].version
    with Session(app.extensions[db.KEY]) as session:
        last = session.scalars(select(AuditEvent).order_by(AuditEvent.seq.desc())).first()
    assert last and (last.outcome, last.reason, last.object_id) == ("withdrawn", "figures", given.id)


def test_sr_089_a_yes_to_older_words_is_taken_back_too(
    browser: Browser, app: Flask, nia: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(browser, "figures", "yes")
    monkeypatch.setitem(TEXTS, "figures", dataclasses.replace(TEXTS["figures"], means="New."))
    say(browser, "figures", "yes")

    say(browser, "figures", "no")
    say(browser, "figures", "no")

    assert all(made.withdrawn_at for made in kept(app)) and len(kept(app)) == 2
    with Session(app.extensions[db.KEY]) as session:
        events = session.scalars(select(AuditEvent.outcome).order_by(AuditEvent.seq)).all()
    assert events == ["given", "given", "withdrawn", "withdrawn"]


def test_sr_095_there_is_no_yes_to_what_nobody_asked(browser: Browser, app: Flask, nia: Person) -> None:
    assert say(browser, "marketing", "yes") == 409
    assert kept(app) == []


def test_sr_095_nobody_says_yes_for_somebody_else(browser: Browser, app: Flask, nia: Person, session: Session) -> None:
    oz = persons.person(session, "Oz", Role.NEWCOMER, persons.organisation(session, "worth"))
    session.commit()

    browser.post("/account/agreements", {"purpose": "figures", "answer": "yes", "person_id": oz.id})

    assert (holds(app, nia), holds(app, oz)) == ({"figures"}, set())


def test_sr_089_the_name_is_put_right_by_its_owner(browser: Browser, app: Flask, nia: Person) -> None:
    assert browser.post("/account/name", {"name": "Nia again"}).status == 303
    with Session(app.extensions[db.KEY]) as session:
        assert session.get_one(Person, nia.id).name == "Nia again"
