"""Staff ask for somebody who is there: in two minutes, with what was said, and with paper for whoever has no phone."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.models import Consent
from app.directory.models import Listing
from app.kernel.clock import running
from app.kernel.roles import Role
from app.linkage.referral.actions.moving import move
from app.linkage.referral.actions.referring import done_with
from app.linkage.referral.models import Entry, Linkage, Timer
from app.linkage.referral.rules.printing import listed
from app.linkage.referral.rules.referred import tidy_agency
from app.linkage.referral.rules.states import State
from app.people.models import Person
from app.post.models import Letter
from tests.browser import Browser, Page, words
from tests.linkage.cast import NOW, asked, person
from tests.linkage.referral.asking import hidden, requests, town
from tests.people.entering import is_in, letters

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SPOKEN = {"adult": "1", "agrees": "1", "shares": "1"}
SAID = {"name": "Noor", "place": "Halifax", "entry": "staff", "hours": "any", "gender": "any"} | SPOKEN


@pytest.fixture
def lin(browser: Browser, session: Session) -> Person:
    """A link worker, who is signed in."""
    town(session)
    made = person(session, "Lin", Role.LINK_WORKER)
    browser.sign_in(made)
    return made


def refer(browser: Browser, address: str = "/refer", **changes: Any) -> Page:
    """Fill the page in and send it."""
    form = hidden(browser.get(address)) | SAID | changes
    return browser.post("/refer", {name: value for name, value in form.items() if value}, follow=True)


def test_one_page_with_spoken_consent_and_discharge_today_is_looked_at_within_an_hour(
    browser: Browser, app: Flask, session: Session, lin: Person
) -> None:
    page = refer(
        browser, contact="07700 900 555", discharge="1", agency="Ward 7", tells_referrer="1", entry="telephone"
    )

    made = session.scalars(select(Linkage)).one()
    agreed = {(each.purpose, each.how, each.taken_by) for each in session.scalars(select(Consent))}
    assert agreed == {(each, "telephone", lin.id) for each in ("company", "share_champion", "tell_referrer")}
    assert (made.entry, made.referrer_id, made.agency, str(made.discharge_on)) == (
        Entry.TELEPHONE, lin.id, "Ward 7", "2026-12-21",
    )  # fmt: skip
    assert (made.state, made.proved_at, made.person.phone_index) == (State.RECEIVED, None, None)
    assert session.scalars(select(Timer)).one().due_at.isoformat().startswith("2026-12-22T10:00")
    assert "A coordinator looks at it by 10am on Tuesday 22 December. It stands first" in page.text
    assert "Your words" not in page.text and f"/mine/{made.page}" in page.text
    assert {each.kind for each in letters(app)} == {"ask_new", "ask_received"}


@SQLITE
@pytest.mark.parametrize("typed", ["07700900", "07700 900 9", "+1 202 555 0123"])
def test_half_a_number_is_said_while_the_person_is_still_there_and_nothing_is_sent(
    app: Flask, browser: Browser, session: Session, lin: Person, typed: str
) -> None:
    asked_for = refer(browser, contact=typed)
    listed_for = browser.post("/refer/list", {"place": "Halifax", "contact": typed, "go": "send"})

    assert (asked_for.status, listed_for.status) == (400, 400)
    assert asked_for.all("input", name="contact")[0].get("value") == typed, "nothing typed is lost"
    assert letters(app) == [] and session.scalars(select(Linkage)).all() == []


@SQLITE
def test_without_any_contact_words_are_printed_that_open_the_page_and_tell_nothing(
    app: Flask, browser: Browser, session: Session, lin: Person
) -> None:
    form = hidden(browser.get("/refer")) | SAID
    sent = browser.post("/refer", form)
    page, again = browser.get(sent.location), browser.post("/refer", form, follow=True)
    (paper,) = page.all("div", class_="paper")
    _address, printed = (words(each) for each in paper.iter("strong"))

    assert page.text == again.text and len(session.scalars(select(Linkage)).all()) == 1
    assert (
        len(printed.split()) == 3
        and set(printed.split()) <= set(listed())
        and len(set(listed())) == len(listed()) >= 256
    )
    telling = ("recovery", "meeting", "champion", "Hub", "Noor", "company")
    assert [word for word in telling if word.lower() in words(paper).lower()] == [] and "Keep" not in page.heading[1:]
    colleague = Browser(app).sign_in(person(session, "Lee", Role.LINK_WORKER))
    old = done_with(form["once"][0], running() - timedelta(minutes=11))
    for other, address in ((colleague, sent.location), (browser, f"/refer/sent/{old}"), (browser, "/refer/sent/zq")):
        assert other.get(address).heading == "Not shown any more", "it is shown for ten minutes, to whoever asked"
    browser.sign_out()
    (made,) = session.scalars(select(Linkage))
    assert browser.post(f"/mine/{made.page}", {"word": f" {printed.upper()} "}).status == 303 and is_in(browser)


@SQLITE
def test_each_thing_amiss_is_told_and_nothing_typed_is_lost(browser: Browser, app: Flask, lin: Person) -> None:
    for change, sentence in (
        ({"name": ""}, "Enter a name to use."),
        ({"contact": "his phone"}, "Enter an e-mail address or a mobile number"),
        ({"place": "Qqqqq"}, "We do not know this place"),
        ({"adult": ""}, "Ask them. For whoever is under 18"),
        ({"agrees": ""}, "tick it when they say yes"),
        ({"shares": ""}, "tick it when they say yes"),
    ):
        page = refer(browser, help="Small steps", **change)
        assert (page.status, sentence in page.text, "Small steps" in page.text) == (400, True, True), change
    assert requests(app) == []


@SQLITE
def test_a_champion_introduces_somebody_and_a_meeting_is_filled_in_by_its_link(
    browser: Browser, session: Session
) -> None:
    meeting, _cora = town(session)
    browser.sign_in(person(session, "Cal", Role.CHAMPION))
    page = browser.get(f"/refer?listing={meeting.id}&on=2026-12-28")
    browser.post("/refer", hidden(page) | SAID | {"place": "", "on": "2026-12-28"})

    made = session.scalars(select(Linkage)).one()
    both = person(session, "Lin", Role.CHAMPION, Role.LINK_WORKER)
    assert browser.sign_in(both).get("/refer").all("input", name="entry")
    assert "Monday 28 December, 7:30pm to 9pm" in page.text and not page.all("input", name="entry")
    assert (made.entry, made.listing_id, str(made.wished_on)) == (Entry.CHAMPION, meeting.id, "2026-12-28")


@SQLITE
def test_who_asked_sees_where_it_stands_only_as_far_as_the_person_agreed(
    browser: Browser, session: Session, lin: Person
) -> None:
    refer(browser, name="Noor", tells_referrer="1")
    refer(browser, name="Ned")
    asked(session, person(session, "Nia"))
    told = browser.get("/referrals").text
    assert "Noor Waiting for company Somebody looks at it by" in told and "Nia" not in told
    assert told.count("Somebody looks at it by") == 1
    assert "Ned Passed on. They did not ask us to tell you more." in told
    for made in session.scalars(select(Linkage).where(Linkage.referrer_id == lin.id)):
        for to in (State.TRIAGE, State.OFFERING, State.ACCEPTED):
            move(session, made, to, None, NOW)
    session.commit()
    told = browser.get("/referrals").text

    assert "Noor Linked: somebody goes with them" in told and "Ned Passed on." in told
    assert "Who asks us" not in told


@SQLITE
def test_a_list_is_printed_or_its_link_is_sent_in_words_that_tell_nothing(
    browser: Browser, app: Flask, lin: Person
) -> None:
    printed = browser.post("/refer/list", {"place": "Halifax", "go": "print"})
    sent = browser.post("/refer/list", {"place": "HX1", "contact": "07700 900 555", "go": "send"})
    nowhere = browser.post("/refer/list", {"place": "Qqqqq", "go": "print"})
    nobody = browser.post("/refer/list", {"place": "Halifax", "go": "send"})

    assert printed.location == "/near/halifax?when=week&print=a4" and browser.get(printed.location).status == 200
    assert (sent.status, nowhere.status, nobody.status) == (200, 400, 400)
    (letter,) = letters(app)
    assert (letter.kind, letter.to, letter.values["link"]) == (
        "pocket_list", "+447700900555", "http://localhost/near/HX1?when=week",
    )  # fmt: skip


def test_agencies_are_spelt_as_before() -> None:
    assert tidy_agency(" ward  7 ", ["Ward 7"]) == "Ward 7" and tidy_agency("GP", []) == "GP"


@SQLITE
def test_the_meeting_and_its_day_are_chosen_with_them_from_what_is_on_soonest_near_the_town(
    browser: Browser, app: Flask, session: Session, lin: Person
) -> None:
    meeting = session.scalars(select(Listing)).one()
    form = hidden(browser.get("/refer")) | SAID | {"help": "Small steps", "go": "look", "belongs": "yes"}
    assert browser.post("/refer", form | {"place": "Qqqqq"}).status == 400
    page = browser.post("/refer", form)
    options = [each.get("value") for each in page.all("input", name="pick")]

    assert options == [f"{meeting.id} 2026-12-21", ""]
    assert "Small steps" in page.text and requests(app) == []
    page = browser.post("/refer", form | {"go": "", "pick": options[0], "name": ""})
    days = [each.get("value") for each in page.all("option") if "-01-04" in str(each.get("value"))]
    assert (page.status, days) == (400, ["2027-01-04"]), "another of its days can be chosen"
    assert browser.post("/refer", form | hidden(page)).all("input", name="pick"), "and another meeting"
    sent = browser.post("/refer", hidden(page) | SAID | {"name": "Noor", "on": "2027-01-04", "belongs": "yes"})

    session.rollback()
    made = session.scalars(select(Linkage)).one()
    assert (made.listing_id, str(made.wished_on), made.wishes.place) == (
        meeting.id,
        "2027-01-04",
        "Halifax, Calderdale",
    )
    for address, named in ((sent.location, False), (f"{sent.location}?whole=1", True)):
        (paper,) = browser.get(address).all("div", class_="paper")
        assert "Monday 4 January, 7:30pm" in words(paper) and (meeting.name in words(paper)) is named
    link = f"/refer?listing={meeting.id}&on=2026-12-28"
    ask = f"/ask?listing={meeting.id}&on=2026-12-28"
    assert browser.get(ask).all("a", href=link) and not Browser(app).get(ask).all("a", href=link)


@SQLITE
def test_what_staff_did_not_ask_is_not_told_as_said(session: Session, browser: Browser, lin: Person) -> None:
    refer(browser)
    session.rollback()
    made = session.scalars(select(Linkage)).one()
    page = browser.sign_in(next(each for each in session.scalars(select(Person)) if each.name == "Cora")).get(
        f"/requests/{made.id}"
    )
    facts = {words(each[0]): words(each[1]) for each in page.all("div") if len(each) == 2 and each[0].tag == "dt"}
    assert facts["How they get about"].startswith("Not asked yet. We count with: by bus")
    assert "You may ask me later how I am" in facts["Not asked yet"]
    assert "You may ask me later how I am" not in facts["Not agreed"]


@SQLITE
def test_what_has_not_left_yet_is_one_message_however_many_ask(session: Session, browser: Browser, lin: Person) -> None:
    cora = next(each for each in session.scalars(select(Person)) if each.name == "Cora")
    for name, discharge in (("Noor", ""), ("Ola", "1"), ("Pam", "")):
        refer(browser, name=name, discharge=discharge)

    session.rollback()
    mine = select(Letter.channel).where(Letter.kind == "ask_new", Letter.person_id == cora.id)
    assert sorted(session.scalars(mine)) == ["inbox", "inbox", "inbox", "none", "none", "wished"]
