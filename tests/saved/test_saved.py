"""Saving with an account: from pages that know nobody, to a list of one's own."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.directory.models import Listing, OneOff
from app.directory.rules.timetable import Change
from app.kernel.roles import Role
from app.people.models import Person
from app.people.models.entry import Level
from app.rights.actions.erasing import forget
from app.saved.actions.saving import keep
from app.saved.models import Saved
from app.saved.rules.reminding import TooManySaved, check_room
from tests.browser import Browser, Page
from tests.conftest import MONDAY_EVENING
from tests.directory.world import IN_THE_HALL, change, two_meetings
from tests.factories import persons

PAGE = f"/meetings/{IN_THE_HALL}"


@pytest.fixture
def meetings(session: Session) -> tuple[Listing, Listing]:
    return two_meetings(session)


@pytest.fixture
def nia(session: Session, browser: Browser, meetings: Any) -> Person:
    made = persons.person(session, "Nia", Role.NEWCOMER, persons.organisation(session))
    session.commit()
    browser.sign_in(made)
    return made


def press_save(browser: Browser) -> Page:
    """The button of the listing's page, which carries no token."""
    button = browser.get(PAGE).one("form", action="/saved")
    sent = {field.get("name", ""): field.get("value", "") for field in button.iter("input")}
    answer = browser.client.post("/saved", data=sent, headers={"Sec-Fetch-Site": "same-origin"} | browser._cookie())
    return browser._opened(answer)


def saved(session: Session) -> list[tuple[str, int | None]]:
    session.rollback()
    return [(row.listing_id, row.remind) for row in session.scalars(select(Saved).order_by(Saved.made_at))]


def test_what_i_save_is_on_my_list_with_its_next_date(
    browser: Browser, session: Session, nia: Person, meetings: Any
) -> None:
    assert press_save(browser).location == "/saved"
    press_save(browser)

    page = browser.get("/saved")

    assert page.heading == "Saved"
    assert "Tonight, Monday 21 December, 7:30pm to 9pm" in page.text
    assert page.links()["Listing 1"] == PAGE
    assert saved(session) == [(meetings[0].id, None)]
    assert page.headers["Cache-Control"] == "no-store"


def test_a_cancelled_date_and_another_place_are_told(
    browser: Browser, session: Session, nia: Person, meetings: Any
) -> None:
    press_save(browser)
    meetings[0].one_offs = [
        OneOff(day=date(2026, 12, 21), change=Change.CANCELLED),
        OneOff(day=date(2026, 12, 28), change=Change.ONLINE_ONLY),
    ]
    change(session, meetings[0])

    page = browser.get("/saved")

    assert "Cancelled: Tonight, Monday 21 December, 7:30pm to 9pm." in page.text
    assert "Monday 28 December, 7:30pm" in page.text
    assert "Not at the usual place this time" in page.text


def test_taken_off_by_mistake_it_comes_back_with_its_reminder(
    browser: Browser, session: Session, nia: Person, meetings: Any
) -> None:
    press_save(browser)
    row = session.scalars(select(Saved)).one()
    assert browser.post(f"/saved/{row.id}/remind", {"remind": "1440"}).location == "/saved?said=saved"
    assert saved(session) == [(meetings[0].id, 1440)]

    page = browser.post(f"/saved/{row.id}/remove")

    assert "Listing 1 is off your list." in page.text
    assert saved(session) == []
    undo = {field.get("name"): field.get("value") for field in page.one("form", action="/saved").iter("input")}
    assert browser.post("/saved", undo).location == "/saved"
    assert saved(session) == [(meetings[0].id, 1440)]
    chosen = [each.get("value") for each in browser.get("/saved").all("option") if each.get("selected") is not None]
    assert chosen == ["1440"]


@pytest.mark.parametrize("typed", ["", "60", "-5", "soon"])
def test_only_our_own_reminders_are_kept(browser: Browser, session: Session, nia: Person, typed: str) -> None:
    press_save(browser)

    browser.post(f"/saved/{session.scalars(select(Saved.id)).one()}/remind", {"remind": typed})

    assert [remind for _listing, remind in saved(session)] == [None]


def test_signed_out_nothing_is_stored_and_signing_in_is_offered(
    browser: Browser, session: Session, meetings: Any
) -> None:
    page = press_save(browser)

    assert (page.status, page.links()["Sign in"], page.links()["Go back"]) == (200, "/sign-in?next=/saved", PAGE)
    assert "Listing 1 is not saved yet." in page.text
    assert saved(session) == []
    assert page.headers["Cache-Control"] == "no-store"


def test_the_page_of_a_listing_is_the_same_for_whoever_looks(browser: Browser, nia: Person) -> None:
    press_save(browser)
    mine = browser.get(PAGE).source
    browser.sign_out()

    assert browser.get(PAGE).source == mine


@pytest.mark.parametrize("site", ["", "cross-site"])
def test_sr_044_a_form_that_is_not_known_to_be_ours_saves_nothing(
    browser: Browser, session: Session, nia: Person, meetings: Any, site: str
) -> None:
    headers = browser._cookie() | ({"Sec-Fetch-Site": site} if site else {})
    answer = browser.client.post("/saved", data={"listing": meetings[0].id}, headers=headers)

    assert saved(session) == []
    if site:
        assert answer.status_code == 400
        return
    sure = browser._opened(answer).one("form", action="/saved")
    browser.post("/saved", {field.get("name"): field.get("value") for field in sure.iter("input")})
    assert saved(session) == [(meetings[0].id, None)]


def test_who_has_yet_to_set_up_a_second_factor_saves_nothing(browser: Browser, session: Session, meetings: Any) -> None:
    cora = persons.person(session, "Cora", Role.COORDINATOR, persons.organisation(session))
    session.commit()
    browser.sign_in(cora, Level.ENROLLING)

    assert press_save(browser).location == browser.get("/saved").location == "/account/ways-in"
    assert saved(session) == []


def test_what_does_not_exist_cannot_be_saved(browser: Browser, nia: Person) -> None:
    assert browser.post("/saved", {"listing": "00000000"}).status == 404


def test_nobody_sees_or_changes_what_somebody_else_saved(
    browser: Browser, session: Session, nia: Person, meetings: Any
) -> None:
    oz = persons.person(session, "Oz", Role.NEWCOMER, persons.organisation(session, "worth"))
    row = keep(session, oz.id, meetings[1], MONDAY_EVENING)
    session.commit()

    assert "Listing 2" not in browser.get("/saved").text
    assert [browser.post(f"/saved/{row.id}/{act}").status for act in ("remove", "remind")] == [404, 404]
    assert saved(session) == [(meetings[1].id, None)]


def test_two_hundred_are_the_most() -> None:
    check_room(199)

    with pytest.raises(TooManySaved, match="200"):
        check_room(200)


def test_erased_with_the_account(session: Session, nia: Person, meetings: Any) -> None:
    keep(session, nia.id, meetings[0], MONDAY_EVENING)
    session.flush()

    forget(session, session.get_one(Person, nia.id), MONDAY_EVENING)

    assert session.scalars(select(Saved)).all() == []
