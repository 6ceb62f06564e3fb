"""Somebody cannot be reached, asked to be left alone, or does not want it any more: nobody is asked for them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.consent.queries.agreements import agreements
from app.kernel.errors import Refused
from app.kernel.roles import Role
from app.linkage.accompaniment.actions import lines
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.accompaniment.queries.verbs import three_steps
from app.linkage.accompaniment.rules.words import Result, Saying
from app.linkage.matching.actions import answers, going_along, rounds
from app.linkage.matching.actions.driving import drive, release
from app.linkage.matching.queries.offers import open_round, open_walk
from app.linkage.referral.actions import timers
from app.linkage.referral.models import Happening, Linkage, Task
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import LIVE, State
from app.linkage.standing.actions import chores, ending
from app.notices.actions.reach import settle
from app.notices.models import SafeContact
from app.notices.rules.reach import Reach, Wish
from app.people.models import Person
from tests.browser import Browser
from tests.linkage.cast import NOW, asked, by, champion, cora, hub, person
from tests.linkage.wholeness import flaws

pytestmark = pytest.mark.usefixtures("app")
At = Callable[[str], datetime]
MINUTE = timedelta(minutes=1)


def held(session: Session, linkage: Linkage) -> Linkage:
    found = linkages.held(session, linkage.id)
    assert found
    return found


def ren(session: Session, *, phone: str = "07700 900551", **given: object) -> Linkage:
    """Known by a number alone."""
    who = person(session, "Ren")
    who.email, who.phone = "", phone
    return asked(session, who, **{"state": State.WAITING, **given})


def tried(session: Session, one: Person, linkage: Linkage, result: Result, now: datetime = NOW) -> None:
    chores.tried(session, by(one), held(session, linkage), result, now)
    session.commit()


def goes(session: Session, one: Person, linkage: Linkage) -> None:
    going_along.go(session, by(one), held(session, linkage), NOW)
    session.commit()
    timers.run_due(session, NOW + 6 * MINUTE)
    session.commit()


def first_contact(session: Session, one: Person, linkage: Linkage, now: datetime) -> bool:
    pair = of_linkage(session, linkage.id)
    return three_steps(session, pair, one.id, now)[0].is_done


def test_a_word_to_somebody_whose_number_was_wrong_is_no_first_contact_and_no_notice(
    session: Session, browser: Browser, at: At
) -> None:
    one, linkage = cora(session), ren(session)
    goes(session, one, linkage)
    tried(session, one, linkage, Result.WRONG_NUMBER, NOW + 7 * MINUTE)
    now = at((NOW + 8 * MINUTE).isoformat())
    walk = open_walk(session, linkage.id)
    assert walk
    page = browser.sign_in(one).get(f"/walks/{walk.id}")
    assert "Ren gets no notice of it, and finds it only by looking here." in page.text
    assert "gets a notice" not in page.text
    session.rollback()

    lines.say(session, of_linkage(session, linkage.id), Saying.HELLO, by(one, "walk.keep"), now)
    session.commit()

    assert not first_contact(session, one, linkage, now)
    assert "first_try" in {each.kind for each in held(session, linkage).timers if each.done_at is None}
    assert "the number was not theirs" in browser.get(f"/requests/{linkage.id}").text


def test_a_word_that_reaches_them_is_the_first_contact(session: Session) -> None:
    one, linkage = cora(session), ren(session)
    goes(session, one, linkage)
    lines.say(session, of_linkage(session, linkage.id), Saying.HELLO, by(one, "walk.keep"), NOW + 8 * MINUTE)
    session.commit()
    assert first_contact(session, one, linkage, NOW + 8 * MINUTE)


def test_before_staff_go_or_a_champion_is_asked_it_is_said_that_nothing_reaches_them(
    session: Session, browser: Browser, at: At
) -> None:
    at(NOW.isoformat())
    one, linkage = cora(session), ren(session, phone="")
    champion(session)
    page = browser.sign_in(one).get(f"/requests/{linkage.id}")
    says = "We cannot reach Ren: no number or address is known for the way that they chose."
    assert page.text.count(says) == 3, "above, before asking a champion, and before going themselves"
    page = browser.get(f"/requests/{ren(session).id}")
    assert "cannot reach" not in page.text


def test_who_asked_to_be_left_alone_is_nobody_s_question_until_that_is_taken_back(
    session: Session, browser: Browser, at: At
) -> None:
    at(NOW.isoformat())
    one, cal, linkage = cora(session), champion(session), asked(session, person(session, "Ned"), State.WAITING)
    rounds.ask(session, by(one), held(session, linkage), [rounds.Asked(cal.id)], NOW)

    tried(session, one, linkage, Result.ASKED_NOT_TO)

    assert open_round(session, linkage.id) is None and flaws(session) == []
    for asks in (
        lambda: rounds.ask(session, by(one), held(session, linkage), [rounds.Asked(champion(session, "Cy").id)], NOW),
        lambda: going_along.go(session, by(one), held(session, linkage), NOW),
    ):
        with pytest.raises(Refused, match="asked us not to get in touch"):
            asks()
    session.rollback()
    page = browser.sign_in(one).get(f"/requests/{linkage.id}")
    assert "Ned asked us not to get in touch. While that stands nobody is asked for them." in page.text
    assert "Ask a champion" not in page.text and "I go with them myself" not in page.text

    page = browser.post(f"/requests/{linkage.id}/after-all", follow=True)

    assert "I go with them myself" in page.text and "While that stands" not in page.text
    session.rollback()
    kept = session.scalars(select(SafeContact)).one()
    assert not kept.do_not_contact
    assert set(session.scalars(select(Task.kind).where(Task.done_at.is_(None)))) >= {"look_again"}


def test_what_goes_by_itself_rests_too(session: Session) -> None:
    one, linkage = cora(session), asked(session, person(session, "Ned"), State.WAITING)
    champion(session)
    hub(session).constants = {"asking": "itself"}
    release(session, by(one), held(session, linkage), NOW)
    tried(session, one, linkage, Result.ASKED_NOT_TO)
    drive(session, NOW + MINUTE)
    assert open_round(session, linkage.id) is None
    ending.after_all(session, by(one), held(session, linkage), NOW + MINUTE)
    drive(session, NOW + 2 * MINUTE)
    assert open_round(session, linkage.id)


def test_who_chose_to_look_by_themselves_is_asked_for(session: Session) -> None:
    one, cal, linkage = cora(session), champion(session), asked(session, person(session, "Ned"), State.WAITING)
    said = Reach(Wish.INSIDE, do_not_contact=True)
    settle(session, by(linkage.person), linkage.person, said, NOW, leave_message=False)
    assert rounds.ask(session, by(one), held(session, linkage), [rounds.Asked(cal.id)], NOW)


def test_their_own_word_since_is_what_counts(session: Session) -> None:
    one, cal, linkage = cora(session), champion(session), asked(session, person(session, "Ned"), State.WAITING)
    tried(session, one, linkage, Result.ASKED_NOT_TO)
    settle(session, by(linkage.person), linkage.person, Reach(Wish.EMAIL), NOW + MINUTE, leave_message=False)
    assert rounds.ask(session, by(one), held(session, linkage), [rounds.Asked(cal.id)], NOW + MINUTE)


@pytest.mark.parametrize("state", sorted(LIVE))
def test_from_every_live_state_it_ends_at_their_word_and_can_be_taken_back_for_five_minutes(
    session: Session, state: State
) -> None:
    one = cora(session)
    before = State.WAITING if state in (State.PAUSED, State.SAFETY_HOLD) else None
    linkage = asked(session, person(session, "Ned"), state, before=before)

    ending.end(session, by(one), held(session, linkage), NOW)
    ending.end(session, by(one), held(session, linkage), NOW + MINUTE)
    with pytest.raises(Refused):
        rounds.ask(session, by(one), held(session, linkage), [rounds.Asked(champion(session).id)], NOW)
    ending.undo(session, by(one), held(session, linkage), NOW + 2 * MINUTE)
    session.commit()
    timers.run_due(session, NOW + 10 * MINUTE)
    assert held(session, linkage).is_live
    ending.end(session, by(one), linkage, NOW + 10 * MINUTE)
    session.commit()
    timers.run_due(session, NOW + 15 * MINUTE)
    session.commit()

    assert linkage.state is State.WITHDRAWN and linkage.reason == ending.TOLD_STAFF
    assert agreements(session, linkage.person_id) == {}
    with pytest.raises(Refused):
        ending.undo(session, by(one), linkage, NOW + 16 * MINUTE)
    said = session.scalars(select(Happening.actor_id).where(Happening.what == "end_said")).all()
    assert said == [one.id, one.id]


def test_with_a_champion_the_walk_and_an_open_question_end(session: Session) -> None:
    one, cal = cora(session), champion(session)
    first, linkage = asked(session, state=State.WAITING), asked(session, person(session, "Ned"), State.WAITING)
    made = rounds.ask(session, by(one), held(session, first), [rounds.Asked(cal.id)], NOW)
    ending.end(session, by(one), first, NOW)
    assert made.closed_at and first.state is State.WAITING
    offer = rounds.ask(session, by(one), held(session, linkage), [rounds.Asked(cal.id)], NOW).offers[0]
    answers.accept(session, by(cal), offer, NOW)
    session.commit()
    ending.end(session, by(one), held(session, linkage), NOW)
    session.commit()
    timers.run_due(session, NOW + 6 * MINUTE)
    session.commit()
    assert linkage.state is State.WITHDRAWN and open_walk(session, linkage.id) is None and flaws(session) == []


def test_the_pages_say_what_it_does_and_how_to_take_it_back(
    session: Session, browser: Browser, at: At, app: Flask
) -> None:
    at(NOW.isoformat())
    one, linkage = cora(session), asked(session, person(session, "Ned"), State.WAITING)
    page = browser.sign_in(one).get(f"/requests/{linkage.id}")
    page = browser.click(page, "They do not want it any more: end it kindly")
    assert "Does Ned not want it any more?" in page.text and "five minutes" in page.text
    page = browser.post(f"/requests/{linkage.id}/end", follow=True)
    assert "It ends in five minutes, at their word." in page.text and "I go with them myself" not in page.text
    page = browser.post(f"/requests/{linkage.id}/end/undo", follow=True)
    assert "It ends in five minutes" not in page.text and "It does not end after all" in page.text
    browser.post(f"/requests/{linkage.id}/end")
    at((NOW + 6 * MINUTE).isoformat())
    session.rollback()
    timers.run_due(session, NOW + 6 * MINUTE)
    session.commit()
    assert "This is over already." in browser.get(f"/requests/{linkage.id}/end").text
    assert browser.post(f"/requests/{linkage.id}/end").status == 409
    eli = person(session, "Eli", Role.CHAMPION)
    assert browser.sign_in(eli).get(f"/requests/{linkage.id}/end").status == 404
