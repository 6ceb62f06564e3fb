"""Somebody's own page: neutral until it is opened, and a contact is theirs only when a code has come back from it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.consent.queries.agreements import agreements
from app.kernel.clock import running
from app.kernel.roles import Role
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.rules.states import State
from app.notices.queries.reach import safe_contact
from app.people.actions.invitations import set_contact
from app.people.actions.passwords import set_word
from app.people.models import EntryCode, Person
from app.people.rules.contact import Contact
from app.rights.actions.retention import Where, forget_in_time
from tests.browser import Browser, Page
from tests.linkage.cast import NOW, asked, person
from tests.linkage.referral.asking import NUMBER, Asker, newest_code, own_page, requests, town
from tests.people.entering import everything, is_in, letters, statements

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
LONG_AGO = running() - timedelta(minutes=11)
NO_PAGE = "/mine/000000000000"


@pytest.fixture
def nia(session: Session) -> Person:
    """Somebody who has been here before, with that number."""
    town(session)
    made = person(session, "Nia of before")
    set_contact(made, Contact("phone", NUMBER))
    session.commit()
    return made


def rows(app: Flask) -> dict[str, int]:
    """How many rows each table has."""
    return {name: len(kept) for name, kept in everything(app).items()}


def ask(browser: Browser, contact: str) -> Page:
    """Ask for company, reached by this contact."""
    return Asker.at(browser).all_the_way(place="Halifax", contact=contact)


def plain(page: Page, address: str) -> str:
    """The words of a page without the one address that is its own, and without what they typed themselves."""
    return re.sub(r"\+44\d+", "", page.text.replace(address, ""))


def test_sr_034_a_known_contact_and_an_unknown_one_leave_and_cost_the_same(
    browser: Browser, app: Flask, nia: Person
) -> None:
    seen = []
    for contact in ("07700 900 321", "07700 900 999"):
        before, pages = rows(app), []
        asker = Asker.at(browser)
        cost = statements(app, lambda asker=asker, pages=pages, to=contact: pages.append(
            asker.all_the_way(place="Halifax", contact=to)))  # fmt: skip
        more = {name: count - before[name] for name, count in rows(app).items()}
        seen.append((more, cost, plain(pages[0], own_page(pages[0]))))

    assert seen[0] == seen[1]


def test_who_was_here_before_is_left_as_they_are_until_a_code_comes_back(
    browser: Browser, app: Flask, session: Session, nia: Person
) -> None:
    before = everything(app)["person"]
    page = ask(browser, "07700 900 321")
    kept = session.scalars(select(Linkage)).one()
    made_for_it = kept.person_id
    assert [row for row in before if row not in everything(app)["person"]] == []
    assert made_for_it != nia.id and not agreements(session, nia.id) and safe_contact(session, nia.id) is None
    session.rollback()

    opened = browser.post(own_page(page), {"code": newest_code(app)})

    session.expire_all()
    kept = session.scalars(select(Linkage)).one()
    assert opened.location == f"/mine/{kept.page}/now" and is_in(browser)
    assert kept.person_id == nia.id and kept.proved_at is not None
    assert session.get(Person, made_for_it) is None
    assert (session.get_one(Person, nia.id).name, kept.name) == ("Nia of before", "Nia")
    assert set(agreements(session, nia.id)) == {"company", "share_champion"}
    assert (said := safe_contact(session, nia.id)) is not None and said.leave_message


def test_a_contact_that_nobody_had_belongs_to_whoever_shows_the_code(
    browser: Browser, app: Flask, session: Session, nia: Person
) -> None:
    first, second = ask(browser, "07700 900 998"), ask(browser, "07700 900 998")
    code = newest_code(app)
    browser.post(f"{own_page(first)}/code")
    assert browser.post(own_page(first), {"code": newest_code(app)}).status == 303
    browser.sign_out()
    assert browser.post(own_page(second), {"code": code}).status == 303

    mine = {each.person_id for each in requests(app)}
    assert len(mine) == 1 and session.get_one(Person, mine.pop()).phone_index is not None


@SQLITE
def test_the_page_is_neutral_and_the_same_whether_or_not_there_is_one(
    browser: Browser, app: Flask, session: Session, nia: Person
) -> None:
    strong = person(session, "Cal", Role.CHAMPION)
    there, wanting_two = asked(session, nia).page, asked(session, strong).page
    telling = ("company", "champion", "meeting you", "request", "recovery café")
    for act in (
        browser.get,
        lambda path: browser.post(f"{path}/code"),
        lambda path: browser.post(path, {"code": "000000"}),
        lambda path: browser.post(path, {"code": "000000", "word": "teal otter"}),
        lambda path: browser.post(path, {"word": "teal otter"}),
        lambda path: browser.post(path, {}),
    ):
        pages = [act(path) for path in (f"/mine/{there}", f"/mine/{wanting_two}", NO_PAGE)]
        bodies = {each.source.replace(there, "").replace(wanting_two, "").replace(NO_PAGE[6:], "") for each in pages}
        assert len(bodies) == 1 and len({each.status for each in pages}) == 1
        assert [word for word in telling if word in pages[0].all("main")[0].itertext().__str__()] == []
    assert [each.to for each in letters(app) if each.channel != "none" and each.kind == "contact_code"] == [NUMBER]
    grown = []
    for path in (f"/mine/{there}", NO_PAGE):
        before = rows(app)
        browser.post(f"{path}/code")
        grown.append({name: count - before[name] for name, count in rows(app).items()})
    assert grown[0] == grown[1]


@SQLITE
def test_an_account_that_wants_a_second_factor_is_not_opened_by_a_code(
    browser: Browser, app: Flask, session: Session, nia: Person
) -> None:
    cal = person(session, "Cal", Role.CHAMPION)
    set_contact(cal, Contact("phone", "+447700900997"))
    session.commit()
    page = ask(browser, "07700 900 997")
    refused = browser.post(own_page(page), {"code": newest_code(app)})

    assert refused.status == 400 and "That does not open the page" in refused.text
    assert requests(app)[0].proved_at is None and not browser.token


@SQLITE
def test_sr_033_who_has_a_sign_in_word_needs_it_besides_the_code_and_five_wrong_ones_make_a_pause(
    browser: Browser, app: Flask, session: Session, nia: Person
) -> None:
    set_word(session, nia, "windmill kettle")
    session.commit()
    path = f"/mine/{asked(session, nia).page}"
    browser.post(f"{path}/code")
    code = newest_code(app)

    assert browser.post(path, {"word": "windmill kettle"}).status == 400
    assert browser.post(path, {"code": code}).status == 400
    assert browser.post(path, {"code": code, "word": "Windmill  Kettle"}).status == 303
    browser.sign_out()
    wrong = [browser.post(path, {"word": f"guess number {turn}"}).status for turn in range(6)]
    assert wrong == [400] * 4 + [409] * 2


@SQLITE
def test_a_printed_word_opens_the_page_of_somebody_without_any_contact(browser: Browser, session: Session) -> None:
    town(session)
    made = asked(session)
    nia = session.get_one(Person, made.person_id)
    nia.email = ""
    set_word(session, nia, "windmill kettle otter")
    session.commit()

    assert browser.post(f"/mine/{made.page}", {"word": "windmill kettle"}).status == 400
    assert browser.post(f"/mine/{made.page}", {"word": "Windmill kettle otter"}).status == 303
    session.expire_all()
    assert session.get_one(Linkage, made.id).proved_at is not None and is_in(browser)


@SQLITE
def test_sr_032_looking_spends_nothing_and_a_code_of_one_page_opens_no_other(
    browser: Browser, app: Flask, session: Session, nia: Person
) -> None:
    one, other = (own_page(ask(browser, number)) for number in ("07700 900 321", "07700 900 996"))
    codes = [each.values["code"] for each in letters(app) if each.kind == "contact_code"]
    for _look in range(3):
        browser.get(one)
    if codes[0] != codes[1]:
        assert browser.post(other, {"code": codes[0]}).status == 400
    assert browser.post(one, {"code": codes[0]}).status == 303
    browser.sign_out()
    assert browser.post(one, {"code": codes[0]}).status == 400


def test_what_nobody_proved_or_took_up_is_forgotten_after_a_fortnight_with_its_person(
    browser: Browser, app: Flask, session: Session, nia: Person, tmp_path: Path
) -> None:
    unproved, proved, taken, spoken = (ask(browser, f"07700 900 99{turn}") for turn in range(4))
    made = {own_page(page): linkage for page in (unproved, proved, taken, spoken) for linkage in
            session.scalars(select(Linkage)) if own_page(page).endswith(linkage.page)}  # fmt: skip
    made[own_page(proved)].proved_at = NOW
    made[own_page(taken)].state = State.TRIAGE
    made[own_page(spoken)].entry = Entry.STAFF
    session.commit()
    where = Where(tmp_path / "ledger", "http://localhost/sign-in")
    early, late = NOW + timedelta(days=13, hours=23), NOW + timedelta(days=14, hours=1)

    assert [forget_in_time(session, where, at)["person, never proved"] for at in (early, late, late)] == [0, 1, 0]
    session.commit()
    left = {each.id for each in session.scalars(select(Linkage))}
    assert left == {each.id for page, each in made.items() if page != own_page(unproved)}
    assert len(session.scalars(select(Person)).all()) == 5


@SQLITE
def test_what_happens_next_has_an_address_that_says_nothing_soon_afterwards(
    browser: Browser, app: Flask, session: Session
) -> None:
    town(session)
    said = ask(browser, "07700 900 321")
    (made,) = requests(app)
    address = f"/mine/{made.page}/sent"
    assert said.heading == "We have it" and browser.get(address).heading == "We have it"
    assert not [each for each in ("Nia", "bus stop", "Halifax") if each in said.source]
    assert "+447700900321" in said.text and "7700900" not in browser.get(address).source

    for held, ran in (({"asked_at": made.asked_at - timedelta(minutes=11)}, {}), ({}, {"made_at": LONG_AGO})):
        session.execute(update(Linkage).values(**{"asked_at": made.asked_at} | held))
        session.execute(update(EntryCode).values(**{"made_at": running()} | ran))
        session.commit()
        assert browser.get(address).location == f"/mine/{made.page}", "also while people's time stands still"
    assert browser.get(f"{NO_PAGE}/sent").location == NO_PAGE


@SQLITE
def test_whoever_is_signed_in_goes_straight_to_their_own_page_and_nobody_else_does(
    browser: Browser, session: Session, nia: Person
) -> None:
    mine = asked(session, nia).page
    browser.sign_in(nia)

    assert browser.get(f"/mine/{mine}").location == f"/mine/{mine}/now"

    closed = browser.get(NO_PAGE).source.replace(NO_PAGE[6:], "")
    browser.sign_in(person(session, "Oz"))
    theirs = browser.get(f"/mine/{mine}")
    assert theirs.status == 200 and theirs.source.replace(mine, "") == closed
