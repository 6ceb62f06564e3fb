"""The newcomer's own page in every state, and what they can do there; the champion's page beside it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.consent.models import Consent
from app.directory.models import OneOff
from app.directory.rules.timetable import Change
from app.kernel.roles import Role
from app.linkage.accompaniment.actions.following import follow
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.matching.models import Walk
from app.linkage.referral.models import Happening, Linkage, Task
from app.linkage.referral.rules.states import WITH_A_CHAMPION, State
from app.notices.models import SafeContact
from app.notices.queries.reach import safe_contact
from app.notices.rules.reach import Wish
from app.post.models import Letter
from app.seal import new_id
from tests.browser import Browser, Page, words
from tests.linkage.cast import person
from tests.linkage.walks import MEET, NEXT, NOON, Two

At = Callable[[str], datetime]
CLOCK = "2026-12-23T12:00"

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""What the pages do is the same on both databases."""


@pytest.fixture(autouse=True)
def _wednesday(app: Flask, at: At) -> None:
    at(CLOCK)


def put(two: Two, state: State) -> None:
    two.session.rollback()
    linkage = two.session.get_one(Linkage, two.linkage.id)
    linkage.state, linkage.before = state, State.CONTACTING
    two.session.commit()


def state_of(two: Two) -> State:
    two.session.rollback()
    two.session.expire_all()
    return two.session.get_one(Linkage, two.linkage.id).state


def test_every_state_has_a_page_that_says_what_comes_next_in_words_fit_to_read(two: Two, browser: Browser) -> None:
    browser.sign_in(two.nia)
    seen = set()
    for state in State:
        put(two, state)
        page = browser.get(f"/mine/{two.linkage.page}/now")
        assert "{" not in page.text
        assert ("You and Cal" in page.text) == (state in WITH_A_CHAMPION - {State.ACCEPTED}), state
        seen.add(page.heading)
    assert len(seen) == len(State)


def test_a_stranger_and_a_champion_of_somebody_else_find_nothing(two: Two, browser: Browser, session: Session) -> None:
    oz, con = person(session, "Oz"), person(session, "Con", Role.CHAMPION)
    for who in (oz, con, two.cal):
        assert browser.sign_in(who).get(f"/mine/{two.linkage.page}/now").status == 404
    for who in (oz, con, two.nia):
        assert browser.sign_in(who).get(f"/walks/{two.walk.id}").status == 404


def test_the_two_make_a_plan_and_each_sees_what_they_need(two: Two, browser: Browser) -> None:
    browser.sign_in(two.cal)
    form = browser.get(f"/walks/{two.walk.id}/plan")
    first = form.all("input", name="date")[0].get("value")
    assert form.one("input", name="where").get("value") == "Hall 1, Halifax. A red door"
    given = {"listing": two.meeting.id, "date": first, "where": "By the red door", "looks": "A green coat"}
    assert "Choose how you get there." in browser.post(f"/walks/{two.walk.id}/plan", given).text
    given |= {"how": "bus"}
    refused = browser.post(f"/walks/{two.walk.id}/plan", given | {"journey": "Ring me: 07700 900123"})
    assert refused.status == 400
    assert "leave out numbers" in refused.text
    assert refused.all("textarea", name="journey")[0].text == "Ring me: 07700 900123"
    assert browser.post(f"/walks/{two.walk.id}/plan", given).status == 303

    browser.sign_in(two.nia)
    page = browser.get(f"/mine/{two.linkage.page}/now")
    assert "Cal suggests" in page.text
    assert "Monday 28 December: meet at 7:15pm" in page.text
    assert "A green coat" in page.text
    browser.post(f"/mine/{two.linkage.page}/agree", {"word": "A blue hat"})

    assert state_of(two) is State.PLANNED
    page = browser.get(f"/mine/{two.linkage.page}/now")
    assert "You are going with Cal" in page.heading
    assert "the day before and 3 hours before" in page.text
    assert "What you asked for" in page.text and "Monday Steps" in page.text
    assert "A blue hat" in browser.sign_in(two.cal).get(f"/walks/{two.walk.id}").text


def test_before_it_is_shared_a_champion_s_page_holds_no_way_to_reach_them_and_no_note(
    two: Two, browser: Browser, at: At
) -> None:
    """SR-049: their contact is nowhere in the page; nor is what they wrote, where they have not agreed to that."""
    two.nia.phone = "+447700900123"
    two.session.add(SafeContact(id=new_id(), person_id=two.nia.id, channel=Wish.TEXT, settled_at=NOON))
    two.linkage.wishes = type(two.linkage.wishes)(help="CANARYNOTE")
    two.linkage.wished = two.linkage.wished
    two.session.execute(delete(Consent))
    two.session.commit()
    two.planned()
    browser.sign_in(two.cal)
    for path in ("", "/plan"):
        source = browser.get(f"/walks/{two.walk.id}{path}").source
        assert not {word for word in ("900123", "nia@example.org", "CANARYNOTE", two.nia.id) if word in source}

    browser.sign_in(two.nia).post(f"/mine/{two.linkage.page}/share")
    page = browser.sign_in(two.cal).get(f"/walks/{two.walk.id}")
    assert "+447700900123" in page.source
    assert "nia@example.org" not in page.source
    at("2026-12-23T22:00")
    page = browser.get(f"/walks/{two.walk.id}")
    assert "900123" not in page.source
    assert "from Thursday 24 December, 8am on" in page.text
    own = browser.sign_in(two.nia).get(f"/mine/{two.linkage.page}/now").text
    assert "can see how to reach you from Thursday 24 December, 8am on" in own
    safe_contact(two.session, two.nia.id).channel = Wish.INSIDE
    two.session.commit()
    assert "they see nothing now" in browser.get(f"/mine/{two.linkage.page}/now").text
    at(CLOCK)
    browser.sign_in(two.nia).post(f"/mine/{two.linkage.page}/hide")
    assert "900123" not in browser.sign_in(two.cal).get(f"/walks/{two.walk.id}").source


@pytest.mark.parametrize("way", ["stop", "another", "never"])
def test_the_moment_a_walk_ends_its_page_is_gone_for_reading_and_writing(two: Two, browser: Browser, way: str) -> None:
    """SR-051, SR-072: one tap, and no reason."""
    two.planned()
    browser.sign_in(two.cal)
    assert browser.get(f"/walks/{two.walk.id}").status == 200
    browser.sign_in(two.nia)
    browser.post(f"/mine/{two.linkage.page}/{way}")

    browser.sign_in(two.cal)
    over = browser.get(f"/walks/{two.walk.id}")
    assert (over.status, over.heading) == (404, "This walk has ended")
    assert not [word for word in ("Nia", "Monday Steps", two.linkage.id) if word in over.source]
    assert browser.get(f"/walks/{two.walk.id}/plan").status == 404
    told = select(Letter).where(Letter.kind == "walk_over", Letter.channel == "inbox")
    two.session.rollback()
    assert (
        "The walk on Monday 28 December, 7:15pm, has ended. Please do not set out."
        in two.session.scalars(told).one().values
    )
    ned = person(two.session, "Ned", Role.CHAMPION)
    strange = [words(browser.sign_in(ned).get(f"/walks/{each}").one("main")) for each in (two.walk.id, new_id())]
    assert strange[0] == strange[1]
    browser.sign_in(two.cal)
    assert browser.post(f"/walks/{two.walk.id}/say", {"word": "hello"}).status == 404
    assert browser.post(f"/walks/{two.walk.id}/home").status == 404
    two.session.rollback()
    assert two.session.scalars(select(Happening).where(Happening.what == "said")).all() == []
    assert state_of(two) is (State.WITHDRAWN if way == "stop" else State.WAITING)


def test_never_again_says_beforehand_what_it_does_and_afterwards_that_it_is_done(two: Two, browser: Browser) -> None:
    two.planned()
    browser.sign_in(two.nia)
    page = browser.click(browser.get(f"/mine/{two.linkage.page}/now"), "I know this person, or never want to meet them")
    assert "You are never sent to Cal, and Cal is never asked to go with you." in page.text
    assert state_of(two) is State.PLANNED
    done = browser.post(f"/mine/{two.linkage.page}/never", follow=True)
    assert "It is done." in done.text
    assert "Your plan for Monday 28 December, 7:15pm is off." in done.text


def test_another_person_comes_by_itself_once_and_then_a_coordinator_asks_what_would_help(
    two: Two, browser: Browser
) -> None:
    browser.sign_in(two.nia).post(f"/mine/{two.linkage.page}/another")
    kinds = select(Task.kind).where(Task.done_at.is_(None))
    two.session.rollback()
    assert two.session.scalars(kinds).all() == ["choose"]
    assert two.session.scalars(select(Task.due_at).where(Task.kind == "choose")).one() == NOON + timedelta(hours=4)
    page = browser.get(f"/mine/{two.linkage.page}/now")
    assert "A coordinator looks for somebody else by Wednesday 23 December, 4pm." in page.text
    assert "Nobody is free" not in page.text

    put(two, State.CONTACTING)
    two.session.add(Walk(linkage_id=two.linkage.id, champion_id=two.cal.id, since=NOON))
    two.session.commit()
    browser.post(f"/mine/{two.linkage.page}/another")
    two.session.rollback()
    assert set(two.session.scalars(kinds)) == {"choose", "second_change"}


def test_a_pause_wants_a_day_within_ninety_and_ends_by_one_tap(two: Two, browser: Browser) -> None:
    browser.sign_in(two.nia)
    here = f"/mine/{two.linkage.page}"
    for until in ("", "soon", "2026-12-23", "2027-03-24"):
        page = browser.post(f"{here}/pause", {"until": until})
        assert (page.status, page.text.count("within the next 90 days")) == (400, 2), "at the top, and beside the field"
    browser.post(f"{here}/pause", {"until": "2027-03-23"})

    assert "Tuesday 23 March" in browser.get(f"{here}/now").text
    assert state_of(two) is State.PAUSED
    browser.post(f"{here}/resume")
    assert state_of(two) is State.CONTACTING


def test_what_is_over_or_lost_goes_on_with_one_tap(two: Two, browser: Browser) -> None:
    browser.sign_in(two.nia)
    ways = {
        State.CLOSED: ("return", State.REENGAGING),
        State.OUTREACH: ("touch", State.CONTACTING),
        State.CLOSING: ("touch", State.FOLLOWING),
        State.FOLLOWING: ("finish", State.CLOSED),
    }
    for state, (act, then) in ways.items():
        put(two, state)
        if not two.session.scalars(select(Walk).where(Walk.ended_at.is_(None))).all():
            two.session.add(Walk(linkage_id=two.linkage.id, champion_id=two.cal.id, since=NOON))
            two.session.commit()
        browser.post(f"/mine/{two.linkage.page}/{act}")
        assert state_of(two) is then, state


def test_a_button_of_a_page_that_is_old_says_so_and_changes_nothing(two: Two, browser: Browser) -> None:
    browser.sign_in(two.nia)
    for act, form in (("agree", {}), ("here", {}), ("nobody", {}), ("resume", {}), ("say", {"word": "rude"}),
                      ("how", {"word": "attended"})):  # fmt: skip
        page = browser.post(f"/mine/{two.linkage.page}/{act}", form)
        assert page.status == 409, act
        assert page.all("p", role="alert")
    assert state_of(two) is State.CONTACTING


def test_sentences_go_to_and_fro(two: Two, browser: Browser) -> None:
    assert "How did the last try go?" not in browser.sign_in(two.cal).get(f"/walks/{two.walk.id}").text
    assert "first_try" in two.timers()
    browser.post(f"/walks/{two.walk.id}/say", {"word": "hello"})
    two.session.rollback()
    assert "first_try" not in two.timers()
    browser.sign_in(two.nia).post(f"/mine/{two.linkage.page}/say", {"word": "thank_you"})

    assert said(browser.get(f"/mine/{two.linkage.page}/now")) == [
        "Cal, Wednesday 23 December, noon: Hello. I am glad that we are in touch. Report this",
        "You, Wednesday 23 December, noon: Thank you.",
    ]
    last = said(browser.sign_in(two.cal).get(f"/walks/{two.walk.id}"))[-1]
    assert last == "Nia, Wednesday 23 December, noon: Thank you. Report this"


def said(page: Page) -> list[str]:
    (part,) = [each for each in page.all("section") if "Messages" in [head.text for head in each.iter("h2")]]
    return [words(each) for each in part.iter("li")]


def test_a_meeting_that_is_cancelled_offers_what_is_close_by_on_both_pages(two: Two, browser: Browser) -> None:
    two.planned()
    two.meeting.one_offs = [OneOff(day=NEXT.date(), change=Change.CANCELLED)]
    two.session.commit()
    follow(two.session, NOON)
    two.session.commit()

    for who, path in ((two.nia, f"/mine/{two.linkage.page}/now"), (two.cal, f"/walks/{two.walk.id}")):
        page = browser.sign_in(who).get(path)
        assert "meet at 7:15pm" not in page.text
        assert "Suggest a date" in page.text


def test_the_day_itself_and_how_it_was_on_both_pages(two: Two, browser: Browser, at: At) -> None:
    two.nia.name, two.linkage.organisation.duty_phone = "Nia", "01632 960000"
    two.session.commit()
    two.planned()
    mine, walk = f"/mine/{two.linkage.page}", f"/walks/{two.walk.id}"
    at(MEET.isoformat())
    browser.sign_in(two.nia)
    browser.post(f"{mine}/nobody")
    assert "01632 960000" in browser.get(f"{mine}/now").text
    browser.sign_in(two.cal).post(f"{walk}/here")
    assert "Nia is there." in browser.get(walk).text
    assert "Cal is there." in browser.sign_in(two.nia).get(f"{mine}/now").text

    at((NEXT + timedelta(hours=2)).isoformat())
    browser.sign_in(two.cal).post(f"{walk}/home")
    browser.post(f"{walk}/how", {"word": "attended"})
    browser.post(f"{walk}/well", {"word": "yes"})
    assert "Thank you. If anything stays with you" in browser.get(walk).text
    assert state_of(two) is State.FOLLOWING

    browser.sign_in(two.nia)
    for step, word in (("how", "attended"), ("felt", "good"), ("again", "yes")):
        assert word in {each.get("value") for each in browser.get(f"{mine}/now").all("input", name="word")}
        browser.post(f"{mine}/{step}", {"word": word})
    assert browser.get(f"{mine}/now").links()["Suggest a date"] == f"{mine}/plan"
    two.session.rollback()
    assert two.plan.outcome is Outcome.ATTENDED
