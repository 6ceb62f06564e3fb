"""Whoever asked for somebody arranges things for them later: as they say, and without learning what they did not agree
to tell."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.models import Consent
from app.consent.rules.texts import TELL_REFERRER, TEXTS
from app.kernel.roles import Role
from app.linkage.referral.models import Happening, Linkage
from app.linkage.referral.rules.load import ALARM, MOST
from app.linkage.referral.rules.states import MOVED_ON, State
from app.linkage.referral.rules.wishes import Access, Wishes
from app.people.actions.passwords import is_word, set_word
from app.people.models import Holding, Person
from tests.browser import Browser, words
from tests.linkage.cast import NOW, asked, hub, person
from tests.linkage.referral.asking import hidden, town

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SPOKEN = {"adult": "1", "agrees": "1", "shares": "1"}


@pytest.fixture
def lin(app: Flask, session: Session, at: Callable[[str], datetime]) -> Person:
    """A link worker in a town with a meeting on Mondays."""
    at("2026-12-21T18:00")
    town(session)
    return person(session, "Lin", Role.LINK_WORKER)


def noor(session: Session, lin: Person, state: State, *, tells: bool, **given: object) -> Linkage:
    """Lin asked for Noor, whom no code can reach."""
    made = Person(made_at=NOW)
    made.name = "Noor"
    made.holdings = [Holding(role=Role.NEWCOMER, organisation_id=hub(session).id, since=NOW)]
    session.add(made)
    session.flush()
    set_word(session, made, "teal otter lamp")
    if tells:
        said = {"purpose": TELL_REFERRER, "version": TEXTS[TELL_REFERRER].version, "how": "in_person", "given_at": NOW}
        session.add(Consent(person_id=made.id, **said))
    return asked(session, made, state, referrer_id=lin.id, agency="Ward 7", **given)


def fresh(session: Session) -> None:
    session.rollback()
    session.expire_all()


def test_their_word_brings_somebody_back_the_same_day_and_the_answer_is_the_same_wherever_it_stands(
    session: Session, browser: Browser, lin: Person
) -> None:
    answers = set()
    for state, went_to in (
        (State.CLOSED, State.REENGAGING),
        (State.TRIAGE, State.TRIAGE),
        (State.PAUSED, State.PAUSED),
    ):
        linkage = noor(session, lin, state, tells=False)
        here = f"/referrals/{linkage.id}"
        browser.sign_in(lin)
        assert browser.post(f"{here}/return").status == 400, "they say so themselves"
        page = browser.post(f"{here}/return", {"yes": "1"}, follow=True)
        answers.add(re.sub(r"Noor \([^)]*\)", "Noor", page.text))
        assert "Passed on. They did not ask us to tell you more." in page.text and "Another date" not in page.text
        assert browser.get(f"{here}/date").status == 404
        fresh(session)
        assert session.get_one(Linkage, linkage.id).state is went_to
        if went_to is State.TRIAGE:
            assert "in_touch" in {each.kind for each in linkage.tasks}
    assert len(answers) == 1
    gone = noor(session, lin, State.WITHDRAWN, tells=True)
    gone.reason = MOVED_ON
    session.commit()
    assert gone.id not in browser.get("/referrals").source, "what is looked after elsewhere leads nowhere here"
    assert browser.get(f"/referrals/{gone.id}").status == 404
    assert browser.sign_in(person(session, "Kit", Role.LINK_WORKER)).get(here).status == 404


def test_the_dates_of_the_meeting_that_they_named_come_first_until_somebody_else_has_changed_it(
    session: Session, browser: Browser, lin: Person
) -> None:
    linkage = noor(session, lin, State.TRIAGE, tells=True, wished_on=date(2026, 12, 28))
    named = linkage.listing_id
    here = f"/referrals/{linkage.id}/date"
    page = browser.sign_in(lin).get(here)
    assert [each.get("value") for each in page.all("input", name="listing")] == [named]
    assert {each.get("value") for each in page.all("input", name="day")} > {"2026-12-28", "2027-01-04"}
    assert [each.get("value") for each in page.all("input", name="day") if "checked" in each.attrib] == []
    browser.post(here, {"listing": str(named), "day": "2027-01-04"})
    fresh(session)
    assert linkage.wished_on == date(2027, 1, 4)
    said = session.scalars(select(Happening).where(Happening.what == "changed_meeting")).one()
    assert (said.actor_id, said.reason) == (lin.id, "by_telephone")
    assert browser.get(here).all("input", name="day"), "it is still the meeting that they named"
    assert not browser.get(f"{here}?other=1").all("input", name="day"), "another one is a press away"

    session.add(Happening(linkage_id=linkage.id, number=90, at=NOW, what="changed_meeting", actor_id=linkage.person_id))
    session.commit()
    page = browser.get(here)
    assert not page.all("input", name="listing"), "what they chose since is theirs"
    assert "No meeting was chosen yet" not in page.text


def test_asking_anew_is_for_the_same_person_with_a_new_yes_and_shows_nothing_that_they_changed(
    session: Session, browser: Browser, lin: Person
) -> None:
    linkage = noor(session, lin, State.CLOSED, tells=False)
    linkage.wishes = Wishes(access=(Access.STEP_FREE,), place="Halifax")
    session.commit()
    address = f"/refer?again={linkage.id}"
    page = browser.sign_in(lin).get(address)
    assert "Noor" in page.text and not page.all("input", name="contact")
    ticked = {each.get("name") for each in page.all("input", type="checkbox") if "checked" in each.attrib}
    assert ticked == {"access"}, "what they agreed to then is asked anew"
    form = hidden(page) | {"place": "Halifax", "entry": "staff", "hours": "any", "gender": "any"}
    assert browser.post("/refer", form).status == 400
    page = browser.post("/refer", form | SPOKEN, follow=True)

    fresh(session)
    made = session.scalars(select(Linkage).where(Linkage.id != linkage.id)).one()
    assert (made.person_id, made.referrer_id) == (linkage.person_id, lin.id)
    assert {"agreed_again"} < {each.what for each in made.happenings}
    (paper,) = page.all("div", class_="paper")
    printed = [words(each) for each in paper.iter("strong")][1]
    assert is_word(made.person, printed) and not is_word(made.person, "teal otter lamp")

    session.add(Happening(linkage_id=linkage.id, number=90, at=NOW, what="changed_needs"))
    session.commit()
    assert "checked" not in {name for each in browser.get(address).all("input", name="access") for name in each.attrib}
    assert browser.sign_in(person(session, "Kit", Role.LINK_WORKER)).get(address).status == 404


def test_a_paper_is_printed_again_with_new_words_and_the_old_ones_open_nothing(
    app: Flask, session: Session, browser: Browser, lin: Person
) -> None:
    linkage = noor(session, lin, State.TRIAGE, tells=False)
    page_of_noor = f"/mine/{linkage.page}"
    theirs = Browser(app)
    assert theirs.post(page_of_noor, {"word": "teal otter lamp"}).status == 303
    page = browser.sign_in(lin).post(f"/referrals/{linkage.id}/paper", {"yes": "1"})
    (paper,) = page.all("div", class_="paper")
    printed = [words(each) for each in paper.iter("strong")][1]
    assert "Noor" not in words(paper)
    assert theirs.get(f"{page_of_noor}/now").status == 303, "whoever came in by the old paper is out"
    assert theirs.post(page_of_noor, {"word": "teal otter lamp"}).status == 400
    assert theirs.post(page_of_noor, {"word": printed}).status == 303
    linkage.person.email = "noor@example.org"
    session.commit()
    page = browser.post(f"/referrals/{linkage.id}/paper", {"yes": "1"})
    assert "Your words" not in page.text and page_of_noor in page.text, "whoever gets codes needs no words"


def test_at_25_it_is_said_and_at_100_a_colleague_asks(session: Session, browser: Browser, lin: Person) -> None:
    nia = person(session, "Nia")
    rows = [Person(made_at=NOW) for _number in range(MOST)]
    session.add_all(rows)
    session.flush()
    row = {"organisation_id": hub(session).id, "state": State.TRIAGE, "since": NOW, "asked_at": NOW, "entry": "staff"}
    session.add_all(Linkage(person_id=each.id, referrer_id=lin.id, **row) for each in rows[: ALARM - 1])
    session.commit()
    browser.sign_in(lin)
    assert "That is much for one." not in browser.get("/referrals").text
    session.add_all(Linkage(person_id=each.id, referrer_id=lin.id, **row) for each in rows[ALARM - 1 : MOST - 1])
    session.add(Linkage(person_id=nia.id, referrer_id=lin.id, **row | {"state": State.CLOSED}))
    session.commit()
    page = browser.get("/referrals")
    assert "You have asked for 99 people who are still with us. That is much for one." in page.text
    page = Browser(browser.app).sign_in(person(session, "Carl", Role.COORDINATOR)).get("/requests/exceptions")
    assert page.text.count("Could a colleague share them? Lin") == 1
    said = {"name": "Zoe", "place": "Halifax", "entry": "staff", "hours": "any", "gender": "any"}
    form = hidden(browser.get("/refer")) | SPOKEN | said
    assert browser.post("/refer", form).status == 303
    assert browser.post("/refer", form).status == 303, "the same form again is the same request"
    anew = form | hidden(browser.get("/refer"))
    page = browser.post("/refer", anew)
    assert page.status == 400 and "Please ask a colleague for the next." in page.text
    assert page.one("input", name="name").get("value") == "Zoe"
