"""How a champion and whoever looks after them reach each other, and what a champion reads of what comes next."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.champions.models import Champion, ChampionSlot
from app.champions.rules.words import Status
from app.notices.models import SafeContact
from app.notices.rules.reach import Wish
from app.people.models import Person
from tests.browser import Browser
from tests.champions.conftest import Scheme, fresh
from tests.conftest import MONDAY_EVENING as NOW

At = Callable[[str], datetime]
PHONE = "+447700900123"


def contact(person: Person, wish: Wish, **said: object) -> SafeContact:
    return SafeContact(person_id=person.id, channel=wish, settled_at=NOW, **said)


def test_a_champion_and_who_looks_after_them_reach_each_other_on_both_pages(
    app: Flask, scheme: Scheme, session: Session
) -> None:
    scheme.cora.phone = "+447700900456"
    session.commit()
    cora, cal = Browser(app).sign_in(scheme.cora), Browser(app).sign_in(scheme.cal)

    assert {f"tel:{PHONE}", f"mailto:{scheme.cal.email}"} <= links(cora, scheme.page)
    assert {"tel:+447700900456", f"mailto:{scheme.cora.email}"} <= links(cal, scheme.own)
    for each in (scheme.cal, scheme.cora):
        session.add(contact(each, Wish.EMAIL))
    cal.post(f"{scheme.own}/step-back")
    session.commit()

    page = links(cal, scheme.own)
    assert f"mailto:{scheme.cora.email}" in page, "who has stepped back can talk about coming back"
    assert "tel:+447700900456" not in page, "the way that was chosen, and no other"
    assert f"tel:{PHONE}" not in links(cora, scheme.page)


@pytest.mark.parametrize(("wish", "flags"), [(Wish.INSIDE, {}), (Wish.EMAIL, {"do_not_contact": True})])
def test_who_wants_no_contact_is_shown_with_none(
    app: Flask, scheme: Scheme, session: Session, wish: Wish, flags: dict[str, bool]
) -> None:
    session.add(contact(scheme.cal, wish, **flags))
    session.commit()
    cora = Browser(app).sign_in(scheme.cora)

    assert not {each for each in links(cora, scheme.page) if PHONE in each or scheme.cal.email in each}
    assert "They read messages on this site only." in cora.get(scheme.page).text


def test_a_check_that_has_ended_is_said_on_today_and_not_ready(
    app: Flask, scheme: Scheme, session: Session, at: At
) -> None:
    session.get_one(Champion, scheme.profile.id).checks[-1].good_until = date(2026, 12, 20)
    session.commit()
    at("2026-12-21T10:00")
    cora, cal = Browser(app).sign_in(scheme.cora), Browser(app).sign_in(scheme.cal)

    for browser, page in ((cal, "/today"), (cal, scheme.own), (cora, scheme.page)):
        assert "not asked now" in browser.get(page).text
    assert "Nothing new is asked of you now. Still needed: check." in cal.get("/today").text


def test_today_says_what_comes_next_and_whose_it_is(app: Flask, scheme: Scheme, session: Session) -> None:
    own = session.get_one(Champion, scheme.profile.id)
    own.status, own.courses, own.home, own.modes = Status.PREPARING, [], "", []
    scheme.cal.phone, own.slots = "", []
    session.commit()
    cal = Browser(app).sign_in(scheme.cal)
    assert "Next: a telephone number." in cal.get("/today").text
    assert "/account/contact" in links(cal, "/today")

    scheme.cal.phone = PHONE
    session.commit()
    assert f"{scheme.own}/times" in links(cal, "/today", "Say when you can go")
    fresh(session)
    own = session.get_one(Champion, scheme.profile.id)
    own.slots = [ChampionSlot(weekday=0, starts=time(18), ends=time(23))]
    session.commit()
    assert f"{scheme.own}/going" in links(cal, "/today", "Say where you go, and how")

    own = session.get_one(Champion, scheme.profile.id)
    own.home, own.modes = "HX1", ["bus"]
    session.commit()
    assert "Next: Cora arranges this with you: course “Induction for champions”" in cal.get("/today").text


def links(browser: Browser, page: str, words: str = "") -> set[str]:
    return {str(each.get("href")) for each in browser.get(page).all("a") if words in "".join(each.itertext())}
