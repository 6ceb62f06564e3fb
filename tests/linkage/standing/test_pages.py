"""A coordinator looks after a request and asks a champion, who answers: on the pages of both."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.accompaniment.models import Plan
from app.linkage.matching.models import Offer, Walk
from app.linkage.referral.actions import handling
from app.linkage.referral.models import Linkage
from app.linkage.referral.rules.states import ASIDE, LIVE, State, taken_up
from app.linkage.referral.rules.wishes import Access, Gender, Likeness, Wishes
from app.notices.models import SafeContact
from app.notices.rules.hours import Window, written
from app.notices.rules.reach import Wish
from app.people.models import Organisation, Person
from app.post.models import Letter
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, champion, cora, person

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

Command = Callable[..., Result]
At = Callable[[str], datetime]


def request_of_nia(session: Session) -> Linkage:
    linkage = asked(session)
    linkage.person.phone = "+447700900123"
    linkage.wishes = Wishes(
        gender=Gender.WOMAN, likeness=(Likeness.METHADONE_OR_BUPRENORPHINE,), access=(Access.STEP_FREE,), help="Zqhelp"
    )
    session.commit()
    return linkage


def again(session: Session, linkage: Linkage) -> Linkage:
    session.rollback()
    session.expire_all()
    return session.get_one(Linkage, linkage.id)


def test_from_a_new_request_to_a_yes_in_two_presses_each(
    browser: Browser, session: Session, command: Command, at: At
) -> None:
    linkage, staff, cal = request_of_nia(session), cora(session), champion(session, "Cal", gender="woman")
    browser.sign_in(staff)
    assert "1 waits for somebody to act" in browser.get("/today").text
    page = browser.click(browser.get("/requests"), "Nia")
    assert "New, since Monday 21 December, 6pm" in page.text
    assert "a woman, somebody who knows methadone or buprenorphine" in page.text
    assert "Zqhelp" in page.text

    asked_now = browser.post(f"/requests/{linkage.id}/ask", {"first": cal.id}, follow=True)
    assert "The first one is asked now." in asked_now.text
    assert command("job", "plan").exit_code == 0
    told = {(each.kind, each.person_id, each.channel) for each in session.scalars(select(Letter))}
    assert {("offer_made", cal.id, "wished"), ("offer_made", cal.id, "inbox")} <= told

    browser.sign_in(cal)
    card = browser.get("/offers")
    assert "step-free ways" in card.text
    for secret in ("Nia", "nia@example.org", "7700900123", "Zqhelp"):
        assert secret not in card.source
    offer = session.scalars(select(Offer)).one()
    assert "Please answer by" in card.text
    yes = browser.post(f"/offers/{offer.id}/yes", follow=True)
    assert "five minutes" in yes.text and "Nia" not in yes.text
    assert again(session, linkage).state is State.ACCEPTED

    at("2026-12-21T18:06")
    assert command("job", "timers").exit_code == 0
    assert command("job", "plan").exit_code == 0
    assert again(session, linkage).state is State.CONTACTING
    assert "With Nia" in browser.get("/offers").text
    news = session.scalars(select(Letter).where(Letter.kind == "company_news", Letter.channel == "inbox")).one()
    assert news.person_id == linkage.person_id
    assert "Somebody said yes: Cal goes with you." in news.values


def test_not_this_time_can_be_taken_back_and_is_not_asked_why(browser: Browser, session: Session) -> None:
    linkage, staff, cal = request_of_nia(session), cora(session), champion(session, "Cal", gender="woman")
    browser.sign_in(staff).post(f"/requests/{linkage.id}/ask", {"first": cal.id})
    offer = session.scalars(select(Offer)).one()
    browser.sign_in(cal)

    assert "You have room for 1 more." in browser.get("/offers").text

    page = browser.post(f"/offers/{offer.id}/no", follow=True)
    assert "Thank you for answering" in page.text
    assert not [word for word in ("methadone", "woman", "step-free", "Meeting 1") if word in page.text]
    page = browser.post(f"/offers/{offer.id}/undo", follow=True)

    assert "Yes, I can go" in page.text


def test_nobody_chosen_and_nobody_free_are_said_and_what_was_chosen_stays(browser: Browser, session: Session) -> None:
    linkage, staff = request_of_nia(session), cora(session)
    cal, bea = (champion(session, name, gender="woman") for name in ("Cal", "Bea"))
    other = asked(session, person(session, "Ned"), State.CONTACTING)
    session.add(Walk(linkage_id=other.id, champion_id=bea.id, since=NOW - timedelta(days=1)))
    session.commit()
    browser.sign_in(staff)

    page = browser.post(f"/requests/{linkage.id}/ask", {"first": "", "second": ""})
    assert (page.status, "Choose one to five champions." in page.text) == (409, True)
    page = browser.get(f"/requests/{linkage.id}")
    assert "Bea: They began to walk with somebody this week." in page.text
    page = browser.post(f"/requests/{linkage.id}/ask", {"first": bea.id, "second": cal.id})

    assert page.status == 409
    assert [each.get("value") for each in page.all("option") if "selected" in each.attrib] == [cal.id]
    assert again(session, linkage).state is State.RECEIVED


@pytest.mark.parametrize(
    ("state", "to", "then"),
    [
        (State.RECEIVED, "triage", State.TRIAGE),
        (State.TRIAGE, "waiting", State.WAITING),
        (State.TRIAGE, "signposted", State.SIGNPOSTED),
        (State.OUTREACH, "closing", State.CLOSING),
        (State.CLOSED, "reengaging", State.REENGAGING),
        (State.FOLLOWING, "safety_hold", State.SAFETY_HOLD),
    ],
)
def test_each_button_does_what_it_says(browser: Browser, session: Session, state: State, to: str, then: State) -> None:
    linkage = asked(session, state=state)
    browser.sign_in(cora(session))
    assert f'value="{to}"' in browser.get(f"/requests/{linkage.id}").source

    assert "Done." in browser.post(f"/requests/{linkage.id}/move", {"to": to}, follow=True).text

    assert again(session, linkage).state is then


def test_lifting_a_hold_leads_back_to_wherever_it_was(app: Flask, session: Session) -> None:
    staff = by(cora(session))
    for state in sorted(LIVE - ASIDE):
        linkage = asked(session, person(session, f"Nia {state}"), State.SAFETY_HOLD, before=state)

        handling.press(session, staff, linkage, taken_up(state), NOW, has_champion=True, may_lift=True)

        assert linkage.state is taken_up(state), state


def test_what_has_no_button_is_refused_with_a_sentence(browser: Browser, session: Session) -> None:
    linkage = asked(session, state=State.OUTREACH)
    browser.sign_in(cora(session))

    assert browser.post(f"/requests/{linkage.id}/move", {"to": "contacting"}).status == 409
    assert browser.post(f"/requests/{linkage.id}/move", {"to": "moon"}).status == 400
    assert again(session, linkage).state is State.OUTREACH


def test_a_coordinator_who_has_asked_both_says_how_it_went(browser: Browser, session: Session) -> None:
    linkage, cal = asked(session, state=State.GOING), champion(session, "Cal")
    walk = Walk(linkage_id=linkage.id, champion_id=cal.id, since=NOW)
    session.add(walk)
    session.flush()
    session.add(Plan(
        linkage_id=linkage.id, walk_id=walk.id, number=1, listing_id=str(linkage.listing_id), starts_at=NOW,
        ends_at=NOW, meet_at=NOW, made_at=NOW, made_by=cal.id,
    ))  # fmt: skip
    session.commit()
    browser.sign_in(cora(session))
    assert "Ask both" in browser.get(f"/requests/{linkage.id}").text

    assert browser.post(f"/requests/{linkage.id}/outcome", {"outcome": "perhaps"}).status == 400
    assert "Done." in browser.post(f"/requests/{linkage.id}/outcome", {"outcome": "attended"}, follow=True).text

    assert again(session, linkage).state is State.FOLLOWING
    assert browser.post(f"/requests/{linkage.id}/outcome", {"outcome": "attended"}).status == 400


def test_before_somebody_else_is_looked_for_a_page_names_both_and_then_both_hear(
    browser: Browser, session: Session, command: Command
) -> None:
    linkage, cal = request_of_nia(session), champion(session, "Cal", gender="woman")
    linkage.state = State.CONTACTING
    session.add(Walk(linkage_id=linkage.id, champion_id=cal.id, since=NOW))
    session.commit()
    browser.sign_in(cora(session))
    page = browser.click(browser.get(f"/requests/{linkage.id}"), "Find somebody else")
    assert "Cal said yes to going with Nia." in page.text
    assert again(session, linkage).state is State.CONTACTING

    assert "Yes, find somebody else" in page.text
    done = browser.post(f"/requests/{linkage.id}/another", follow=True)
    assert "A champion is being asked" not in browser.get(f"/requests/{linkage.id}").text
    assert "Both are told." in done.text
    assert command("job", "plan").exit_code == 0
    assert again(session, linkage).state is State.WAITING
    inside = select(Letter).where(Letter.channel == "inbox", Letter.kind.in_(["walk_over", "company_news"]))
    told = {each.person_id: each.values for each in session.scalars(inside)}
    assert set(told) == {linkage.person_id, cal.id}
    assert "instead of Cal. It is not about you." in told[linkage.person_id]


def test_a_contact_is_seen_within_their_hours_alone(browser: Browser, session: Session) -> None:
    linkage = request_of_nia(session)
    reach = SafeContact(person_id=linkage.person_id, channel=Wish.TEXT, settled_at=NOW, leave_message=False)
    reach.hours = written({1: Window(10, 14)})
    session.add(reach)
    session.commit()
    browser.sign_in(cora(session))

    page = browser.get(f"/requests/{linkage.id}/contact")
    assert "may be reached again from Tuesday 22 December, 10am" in page.text
    assert "7700900123" not in page.source

    reach.hours = written({0: Window(17, 20)})
    session.commit()
    page = browser.get(f"/requests/{linkage.id}/contact")
    assert "+447700900123" in page.text
    assert "Leave no message." in page.text


def test_strangers_to_the_organisation_and_the_newcomer_as_staff_see_nothing(
    browser: Browser, session: Session
) -> None:
    linkage = asked(session)
    elsewhere = Organisation(id="wrthhvb0", slug="worth-hub", name="Worth Hub")
    session.add(elsewhere)
    session.flush()
    kit = person(session, "Kit", Role.COORDINATOR)
    kit.holdings[0].organisation_id = elsewhere.id
    session.get_one(Person, linkage.person_id).holdings[0].role = Role.COORDINATOR
    session.commit()

    for stranger in (kit, linkage.person, champion(session, "Cal")):
        assert browser.sign_in(stranger).get(f"/requests/{linkage.id}").status == 404
    assert "Nia" not in browser.sign_in(kit).get("/requests").text
