"""A lead stops what is somebody's, in a concern; what everybody else then sees and may do, on their pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.actions import handling
from app.concerns.models import Stop
from app.concerns.rules.concern import Part
from app.kernel.errors import Refused
from app.linkage.matching.actions import answers, freezing, rejoining
from app.linkage.matching.models import Answer, Offer, Walk
from app.linkage.matching.queries import going_along
from app.linkage.matching.queries.lifting import hold
from app.linkage.matching.queries.possible import choice
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions import own
from app.people.models import AppointmentHeld
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, person
from tests.linkage.standing.stopped import LATER, SITE, Stopped, lead, stopped


@pytest.fixture
def it(app: Flask, session: Session) -> Stopped:
    return stopped(session)


def test_whoever_is_stopped_is_in_no_list_and_asked_by_nobody(it: Stopped, browser: Browser) -> None:
    session, bea = it.session, it.bea
    assert (it.question.answer, it.state(bea)) == (Answer.RECALLED, State.OFFERING)
    answers.recall(session, by(it.cora), bea, NOW)
    session.commit()

    found = choice(session, bea, NOW)
    assert "Bo" not in [each.name for each in found.can]
    assert dict(found.cannot)["Bo"] == "Is not going with people at present"
    session.rollback()
    page = browser.sign_in(it.cora).post(f"/requests/{bea.id}/ask", {"first": it.bo.id})
    assert (page.status, "Is not going with people at present" in page.text) == (409, True)
    assert "concern" not in page.text.lower()

    it.go_on()
    assert "Bo" in [each.name for each in choice(session, bea, LATER).can]


def test_the_next_one_is_asked_and_nobody_else_is_held_up(it: Stopped) -> None:
    waits = it.session.scalars(select(Offer).where(Offer.answered_at.is_(None))).one()

    assert (waits.linkage_id, waits.champion_id) == (it.bea.id, it.sid.id)


def test_a_yes_and_a_no_taken_back_are_refused_while_it_stands(it: Stopped) -> None:
    session, bo, bea = it.session, it.bo, it.bea
    answers.recall(session, by(it.cora), bea, NOW)
    open_still = it.question
    open_still.answered_at = open_still.answer = open_still.round.closed_at = None
    bea.state = State.OFFERING
    session.flush()

    with pytest.raises(answers.CannotAnswer, match="settled already"):
        answers.accept(session, by(bo), open_still, NOW)
    open_still.answered_at, open_still.answer = NOW, Answer.DECLINED
    session.flush()
    with pytest.raises(answers.CannotAnswer, match="cannot be taken back"):
        answers.undo(session, by(bo), open_still, NOW)


def test_whoever_asked_and_is_stopped_is_looked_for_by_nobody(it: Stopped, browser: Browser) -> None:
    session, bea = it.session, it.bea
    handling.mark(session, by(it.ines), it.concern, NOW, person_id=bea.person_id, part=Part.AT_RISK, site=SITE)
    handling.freeze(session, by(it.ines), it.concern, bea.person_id, NOW)
    session.commit()
    assert it.state(bea) is State.SAFETY_HOLD
    anew = asked(session, bea.person, State.TRIAGE, agrees=False)

    assert choice(session, anew, NOW).can == ()
    assert set(dict(choice(session, anew, NOW).cannot).values()) == {"Nobody can be asked for them at present"}
    with pytest.raises(Refused, match="let a colleague look at it"):
        going_along.check_may_go(session, anew, it.cora.id, NOW)
    it.amy.person_id, it.amy.state = bea.person_id, State.SAFETY_HOLD
    session.commit()
    page = browser.sign_in(it.cora).post(f"/requests/{it.amy.id}/another")
    assert (page.status, "Please let a colleague look at it." in page.text) == (409, True)
    assert it.state(it.amy) is State.SAFETY_HOLD


def test_the_concern_says_since_when_and_a_lead_lets_it_go_on(it: Stopped, browser: Browser) -> None:
    page = browser.sign_in(it.ines).get(it.page)
    assert "Stopped since Monday 21 December 2026 at 6pm, by Ines" in page.text
    assert "Stop offers and plans of this person now" not in page.text
    browser.post(f"{it.page}/freeze", {"person": it.bo.id})
    mark = it.concern.marks[0]
    assert "Let them go on first." in browser.post(f"{it.page}/people/{mark.id}/take-back").text
    assert len(it.session.scalars(select(Stop)).all()) == 1

    page = browser.post(f"{it.page}/resume", {"person": it.bo.id}, follow=True)

    assert "Offers and plans may go on" in page.text
    assert "Stop offers and plans of this person now" in page.text
    assert browser.post(f"{it.page}/resume", {"person": it.bo.id}).status == 409
    it.session.rollback()
    assert [(each.ended_by, each.ended_at is None) for each in it.session.scalars(select(Stop))] == [
        (it.ines.id, False)
    ]


def test_only_a_lead_who_has_no_part_lets_it_go_on(it: Stopped, browser: Browser) -> None:
    other = lead(it.session, "Priya")
    handling.mark(it.session, by(it.ines), it.concern, NOW, person_id=other.id, part=Part.APART, site=SITE)
    it.session.commit()

    for who in (it.cora, it.bo, other):
        assert browser.sign_in(who).post(f"{it.page}/resume", {"person": it.bo.id}).status in (403, 404)
    it.go_on()
    found = hold(it.session, it.amy, other.id)
    assert found and (found.may_lift, found.is_lead, found.concerns, found.ask) == (False, True, (), ("Ines",))


def test_an_ordinary_coordinator_does_not_lift_it_and_reads_the_same_of_every_hold(
    it: Stopped, browser: Browser
) -> None:
    by_hand = asked(it.session, person(it.session, "Kai"), State.TRIAGE)
    browser.sign_in(it.cora)
    browser.post(f"/requests/{by_hand.id}/move", {"to": "safety_hold"})
    pages = [browser.get(f"/requests/{each.id}") for each in (it.amy, it.ola, by_hand)]

    for page, linkage, to in zip(pages, (it.amy, it.ola, by_hand), ("contacting", "contacting", "triage"), strict=True):
        assert "This is on hold. A safeguarding lead can let it go on. Ask Ines." in page.text
        assert "Lift the hold" not in page.text
        assert "oncern" not in "".join(page.one("main").itertext())
        refused = browser.post(f"/requests/{linkage.id}/move", {"to": to})
        assert refused.status == 409
        assert "This is on hold. A safeguarding lead can let it go on." in refused.text
        assert linkage.person.name in refused.text
        assert it.state(linkage) is State.SAFETY_HOLD
    assert not any("On hold (" in page.text for page in pages), "who set it on hold is said of none"


def test_a_lead_lets_it_go_on_where_it_was_once_it_is_settled(it: Stopped, browser: Browser) -> None:
    browser.sign_in(it.ines)
    page = browser.get(f"/requests/{it.amy.id}")
    assert f"Concern {it.concern.reference}" in page.text
    assert browser.post(f"/requests/{it.amy.id}/move", {"to": "contacting"}).status == 409
    it.go_on()

    assert "Lift the hold" in browser.get(f"/requests/{it.amy.id}").text
    assert "Done." in browser.post(f"/requests/{it.amy.id}/move", {"to": "contacting"}, follow=True).text
    assert it.state(it.amy) is State.CONTACTING
    assert it.noted() == ["Amy: First contact"]


def test_who_told_us_of_somebody_is_not_joined_to_them_again(it: Stopped, browser: Browser) -> None:
    it.go_on()
    browser.sign_in(it.ines)
    page = browser.get(f"/requests/{it.ola.id}")
    assert "Lift the hold" not in page.text
    assert f"Concern {it.concern.reference}" in page.text
    assert browser.post(f"/requests/{it.ola.id}/move", {"to": "contacting"}).status == 409
    assert it.state(it.ola) is State.SAFETY_HOLD

    freezing.find_another(it.session, by(it.cora), it.ola, LATER)
    it.session.commit()
    assert dict(choice(it.session, it.ola, LATER).cannot)["Bo"] == "These two are not put together"
    it.ola.state = State.REENGAGING
    it.session.commit()
    with pytest.raises(Refused):
        rejoining.go_again(it.session, by(it.ines), it.ola, LATER + timedelta(days=100))


@pytest.mark.parametrize(
    ("before", "then"),
    [(State.CONTACTING, State.WAITING), (State.FOLLOWING, State.WAITING), (State.CLOSING, State.CLOSING)],
)
def test_somebody_else_is_found_for_whoever_is_on_hold(
    it: Stopped, browser: Browser, before: State, then: State
) -> None:
    it.amy.before = before
    it.session.commit()
    browser.sign_in(it.cora)
    sure = browser.click(browser.get(f"/requests/{it.amy.id}"), "Find somebody else")

    assert "Find somebody else instead of Bo?" in sure.text
    done = browser.post(f"/requests/{it.amy.id}/another", follow=True)

    assert "They go together no more." in done.text
    assert it.state(it.amy) is then
    assert it.session.scalars(select(Walk.ended_at).where(Walk.linkage_id == it.amy.id)).one() is not None
    assert it.noted()[-1].startswith("Amy: ")


@pytest.mark.parametrize("act", ["pause", "resume"])
def test_nobody_takes_up_their_own_request_that_is_on_hold(it: Stopped, act: str) -> None:
    nia = by(it.amy.person, "linkage.own")
    do: dict[str, Callable[[], None]] = {
        "pause": lambda: own.pause(it.session, it.amy, NOW.date() + timedelta(days=3), nia, NOW),
        "resume": lambda: own.resume(it.session, it.amy, nia, NOW),
    }
    with pytest.raises(Refused, match="Your request waits for now"):
        do[act]()


def test_an_ending_from_a_hold_is_not_one_together(it: Stopped, browser: Browser) -> None:
    browser.sign_in(it.cora).post(f"/requests/{it.amy.id}/move", {"to": "closing"})

    assert it.state(it.amy) is State.CLOSING
    assert it.session.scalars(select(Walk.ended_at).where(Walk.linkage_id == it.amy.id)).one() is not None


def test_without_any_lead_it_is_said_who_could_appoint_one(it: Stopped, browser: Browser) -> None:
    it.session.scalars(
        select(AppointmentHeld).where(AppointmentHeld.holding_id == it.ines.holdings[0].id)
    ).one().ended_at = NOW
    it.session.commit()

    page = browser.sign_in(it.cora).get(f"/requests/{it.amy.id}")

    assert "nobody is one here yet" in page.text
