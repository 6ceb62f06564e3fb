"""Going to another organisation, on the pages of the newcomer, of who has the request, and of who is asked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.consent.models import Consent
from app.consent.rules.texts import HAND_OVER
from app.kernel.roles import Role
from app.linkage.handover.actions import answering, asking
from app.linkage.handover.actions.asking import Wish
from app.linkage.handover.models import Handover
from app.linkage.referral.actions.moving import note
from app.linkage.referral.models import Task
from app.linkage.referral.queries.linkages import held
from app.linkage.referral.rules.wishes import Gender
from app.people.models import OrganisationArea
from app.places.models import Area
from app.post.models import Letter
from tests.browser import Browser
from tests.linkage.cast import by, cora, dale, person
from tests.linkage.walks import NOON, Two

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

At = Callable[[str], datetime]


@pytest.fixture(autouse=True)
def _wednesday(app: Flask, at: At) -> None:
    at("2026-12-23T12:00")


def test_they_ask_on_their_page_and_the_other_sees_no_more_than_they_agreed(two: Two, browser: Browser) -> None:
    session, (_other, dee) = two.session, dale(two.session)
    two.linkage.wishes = replace(two.linkage.wishes, gender=Gender.WOMAN, help="By the bus stop")
    staff, oz = cora(session), person(session, "Oz", Role.COORDINATOR)
    note(session, held(session, two.linkage.id) or two.linkage, "plan_off", two.as_cal, NOON)
    session.commit()
    page = f"/mine/{two.linkage.page}/elsewhere"
    browser.sign_in(two.nia)
    form = browser.get(page)
    value = form.one("input", name="organisation").get("value", "")
    refused = browser.post(page, {"organisation": value, "go": "ask"})
    assert (refused.status, "Tick this" in refused.text) == (400, True)
    assert "Dale Hub is being asked" in browser.post(page, {"organisation": value, "agrees": "1"}, follow=True).text
    found = session.scalars(select(Handover)).one()

    for who in (staff, oz, two.nia, two.cal):
        assert browser.sign_in(who).get(f"/arriving/{found.id}").status == 404
    browser.sign_in(dee)
    assert "Nia would like to be looked after by you" in browser.get("/requests").text
    assert "1 waits for somebody to act" in browser.get("/today").text
    seen = browser.get(f"/arriving/{found.id}")
    assert "By the bus stop" in seen.text
    assert "themselves, on their page" in seen.text
    assert [word for word in ("nia@example.org", "Cal ", "First contact", "plan") if word in seen.text] == []
    assert browser.get(f"/requests/{two.linkage.id}").status == 404
    assert browser.get(f"/requests/{two.linkage.id}/contact").status == 404
    bare = browser.post(f"/arriving/{found.id}/no", {"reason": ""})
    assert (bare.status, "Write a sentence" in bare.text) == (400, True)

    done = browser.post(f"/arriving/{found.id}/yes", follow=True)
    assert done.heading == "Nia"
    browser.sign_in(two.nia)
    old = browser.get(f"/mine/{two.linkage.page}/now")
    assert old.heading == "Dale Hub look after you now"
    new = browser.click(old, "Your page with Dale Hub")
    assert new.heading == "A person is looking after your request"
    assert "Dee" in new.text


def test_after_a_move_an_old_tab_and_old_pages_say_who_looks_after_them_now(two: Two, browser: Browser) -> None:
    session, (other, dee) = two.session, dale(two.session)
    staff = cora(session)
    found = asking.ask(session, two.as_nia, two.pair.linkage, Wish(other, None), NOON)
    session.commit()
    waits = select(Letter.id).where(Letter.key.startswith(f"task_due:{found.id}:1:"), Letter.channel == "wished")
    assert session.scalars(waits).all()
    session.commit()
    browser.sign_in(dee).post(f"/arriving/{found.id}/yes")
    assert session.scalars(waits).all() == [], "what is answered is not announced any more"
    session.rollback()
    late = browser.post(f"/arriving/{found.id}/yes")
    assert (late.status, late.heading) == (409, "This was answered already")
    assert browser.click(late, "See the request").heading == "Nia"
    browser.sign_in(staff)
    assert "Looked after by Dale Hub now" in browser.get(f"/requests/{two.linkage.id}").text
    assert browser.get(f"/arriving/{found.id}").status == 404
    old = browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/now")
    assert ("Dee" in old.text, "01632 960000" in old.text) == (True, False)


def test_a_no_is_kind_to_them_and_plain_to_the_colleagues(two: Two, browser: Browser) -> None:
    session, (other, dee) = two.session, dale(two.session)
    staff = cora(session)
    found = asking.ask(session, two.as_nia, two.pair.linkage, Wish(other, None), NOON)
    session.commit()
    browser.sign_in(dee).post(f"/arriving/{found.id}/no", {"reason": "Nobody free before Easter"})

    session.expire_all()
    assert "handover_no" in session.scalars(select(Task.kind).where(Task.linkage_id == two.linkage.id)).all()
    hers = browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/now").text
    assert "It is not about you. We go on with you here." in hers
    assert "Easter" not in hers
    assert "Nobody free before Easter" in browser.sign_in(staff).get(f"/requests/{two.linkage.id}").text


def test_staff_ask_for_whoever_is_with_them_by_place_and_it_is_named_as_that(two: Two, browser: Browser) -> None:
    session, (other, dee) = two.session, dale(two.session)
    leeds = Area(slug="leeds", name="Leeds")
    session.add(leeds)
    session.flush()
    other.areas = [OrganisationArea(area_id=leeds.id)]
    browser.sign_in(cora(session))
    page = f"/requests/{two.linkage.id}/elsewhere"
    nobody = browser.post(page, {"place": "Truro", "go": "look"})
    assert "In Truro" in nobody.text
    unclear = browser.post(page, {"place": "Qqqq", "go": "ask"})
    assert (unclear.status, unclear.one("input", name="place").get("value")) == (400, "Qqqq")
    shown = browser.post(page, {"place": "LS2 7EY", "go": "look"})
    assert shown.one("input", name="organisation").get("value") == other.id
    asked_for = {"place": "LS2 7EY", "organisation": other.id, "agrees": "1"}
    assert "Say whether they are here" in browser.post(page, asked_for).text
    for place, stays in (("LS2 7EY", 2), ("Truro", 0)):
        again = browser.post(page, asked_for | {"place": place, "go": "look"})
        assert again.source.count(" checked") == stays, "what was chosen stays for as long as it is there"
    browser.post(page, asked_for | {"how": "telephone"})

    found = session.scalars(select(Handover)).one()
    yes = session.scalars(select(Consent).where(Consent.purpose == HAND_OVER)).one()
    assert (yes.how, yes.taken_by, found.near) == ("telephone", found.asked_by, "LS2-7"), "never a whole postcode"
    browser.sign_in(dee)
    seen = browser.get(f"/arriving/{found.id}")
    assert "on the telephone: staff wrote it down" in seen.text
    session.rollback()
    new = answering.accept(session, by(dee), found, NOON)
    assert (new.wishes.place != "", new.area_id, new.listing_id) == (True, leeds.id, None)
