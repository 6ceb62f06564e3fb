"""Staff who go along: what the newcomer, they themselves and their colleagues read and may do; how it is counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.accompaniment.actions import alarming, going
from app.linkage.accompaniment.queries.watch import cover_of, supervisor_of, watch_of
from app.linkage.accompaniment.rules.words import Outcome
from app.linkage.expenses.queries.claims import to_claim
from app.linkage.matching.actions import going_along
from app.linkage.matching.jobs import company
from app.linkage.matching.models import Offer, Walk
from app.linkage.matching.queries.offers import latest_champion, together_before
from app.linkage.referral.actions import timers
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.queries import linkages
from app.linkage.referral.queries.tallies import facts
from app.linkage.referral.rules.states import STAFF_GOES, State
from app.linkage.referral.rules.wishes import Gender
from app.linkage.standing.queries.fairness import waited
from app.people.models import Person
from app.post.models import Letter
from app.rights.actions.erasing import forget
from tests.browser import Browser
from tests.linkage.accompaniment.test_telling import Post
from tests.linkage.cast import NOW, asked, by, champion, cora, hub, person
from tests.linkage.walks import MEET, NEXT, NOON, Two, on_duty, two

pytestmark = [pytest.mark.parametrize("database", ["sqlite"], indirect=True), pytest.mark.usefixtures("app")]

MINUTE = timedelta(minutes=1)
At = Callable[[str], datetime]
GOES = "Cora, who works for Calder Hub, goes with you."


def with_cora(session: Session) -> Two:
    """Cora goes with Nia herself; Carl coordinates too."""
    made = two(session)
    made.cal, _carl = cora(session), person(session, "Carl", Role.COORDINATOR)
    made.walk.champion_id, made.walk.as_staff, made.linkage.holder_id = made.cal.id, True, made.cal.id
    session.commit()
    return made


def carl_of(session: Session) -> Person:
    return next(each for each in session.scalars(select(Person)) if each.name == "Carl")


def held(session: Session, linkage: Linkage) -> Linkage:
    found = linkages.held(session, linkage.id)
    assert found
    return found


def test_a_coordinator_presses_one_button_and_both_read_what_is_so(
    app: Flask, session: Session, browser: Browser
) -> None:
    linkage = asked(session, state=State.WAITING, proved_at=NOW)
    linkage.wishes = replace(linkage.wishes, gender=Gender.WOMAN)
    staff = cora(session)
    here, mine = f"/requests/{linkage.id}", f"/mine/{linkage.page}/now"
    page = browser.sign_in(staff).get(here)
    assert "They would like to go with: a woman. Ask them first." in page.text

    done = browser.post(f"{here}/along", follow=True)

    assert "You go with them. In five minutes they hear of it." in done.text and "Take it back" in done.text
    assert "Cora, one of the staff, goes with them" in done.text and "I go with them myself" not in done.text
    assert "With Nia: see what comes next" in browser.get("/today").text
    assert GOES not in browser.sign_in(linkage.person).get(mine).text
    offer = session.scalars(select(Offer)).one()
    assert browser.sign_in(staff).post(f"/offers/{offer.id}/on").status == 303
    session.rollback()
    assert held(session, linkage).state is State.CONTACTING
    walk = browser.get(f"/walks/{session.scalars(select(Walk.id)).one()}").text
    assert "Write below: your first name, where you work, and that you would go with them." in walk
    assert "Say one thing that helped you the first time." not in walk
    page = browser.sign_in(linkage.person).get(mine)
    assert page.heading == "Cora will be in touch" and GOES in page.text and "champion" not in page.text
    session.rollback()
    with app.app_context():
        company(session, NOW)
    said = [each.values for each in session.scalars(select(Letter).where(Letter.kind == "company_news"))]
    assert any("Cora, who works for Calder Hub, goes with you." in each for each in said), said


def test_it_can_be_taken_back_from_the_page_and_nobody_is_said_to_be_asked_in_vain(
    session: Session, browser: Browser
) -> None:
    linkage, staff = asked(session, state=State.WAITING, proved_at=NOW), cora(session)
    browser.sign_in(staff).post(f"/requests/{linkage.id}/along")
    offer = session.scalars(select(Offer)).one()

    assert browser.post(f"/offers/{offer.id}/undo").status == 303

    page = browser.get(f"/requests/{linkage.id}").text
    assert "I go with them myself" in page and "Take it back" not in page
    assert GOES not in browser.sign_in(linkage.person).get(f"/mine/{linkage.page}/now").text


def test_a_link_worker_is_asked_sees_no_name_and_goes_after_their_own_yes(session: Session, browser: Browser) -> None:
    linkage, staff = asked(session, state=State.WAITING, proved_at=NOW), cora(session)
    lin = person(session, "Lin", Role.LINK_WORKER)
    page = browser.sign_in(staff).get(f"/requests/{linkage.id}")
    assert "Ask this colleague" in page.text
    done = browser.post(f"/requests/{linkage.id}/along/ask", {"colleague": lin.id}, follow=True)
    assert "says yes or no themselves" in done.text and "Lin, one of the staff: asked" in done.text
    mine = browser.sign_in(linkage.person).get(f"/mine/{linkage.page}/now")
    assert mine.heading == "We are asking one of the staff to go with you" and "Lin" not in mine.text

    assert "answer yes or not this time" in browser.sign_in(lin).get("/today").text
    page = browser.get("/offers")
    assert "a colleague asks you as one of the staff" in page.text
    assert "Nia" not in page.text and "I need a break" not in page.text
    offer = session.scalars(select(Offer)).one()
    assert browser.post(f"/offers/{offer.id}/yes").status == browser.post(f"/offers/{offer.id}/on").status == 303
    session.rollback()
    walk_id = session.scalars(select(Walk.id)).one()
    assert browser.get(f"/walks/{walk_id}").heading == "With Nia"
    assert browser.get(f"/requests/{linkage.id}").status == 404, "going along shows the walk and nothing else"
    assert browser.sign_in(staff).get(f"/walks/{walk_id}").status == 404, "it is Lin's"


def test_what_happened_between_two_is_not_decided_by_one_of_them(session: Session, browser: Browser) -> None:
    both = with_cora(session)
    both.planned()
    timers.run_due(session, MEET)
    going.say_how(session, both.plan, Outcome.ATTENDED, both.as_cal, NEXT)
    going.say_how(session, both.plan, Outcome.CHAMPION_ABSENT, both.as_nia, NEXT)
    session.commit()
    carl, here = carl_of(session), f"/requests/{both.linkage.id}"
    assert "words_differ" in both.tasks()

    page = browser.sign_in(both.cal).get(here).text
    assert "so a colleague asks both of you" in page and "This is what happened" not in page
    assert browser.post(f"{here}/outcome", {"outcome": "attended"}).status == 409
    assert browser.sign_in(carl).post(f"{here}/outcome", {"outcome": "attended"}).status == 303
    session.rollback()
    assert both.plan.outcome is Outcome.ATTENDED


def test_nobody_watches_over_themselves(app: Flask, session: Session, browser: Browser, at: At) -> None:
    at(MEET.isoformat())
    both, carl = with_cora(session), carl_of(session)
    on_duty(session, both.cal)
    plan = both.planned()
    assert not cover_of(session, plan).is_on, "who is out is not on duty for themselves"
    assert carl.id in {each.key.split(":")[-2] for each in alarming.without_duty(session, "", MEET - 24 * 60 * MINUTE)}
    assert supervisor_of(session, both.linkage) is None and watch_of(session, both.linkage, MEET) == [carl.id]
    post = Post(app, both)
    post.turn(NOON + MINUTE)
    timers.run_due(session, MEET - 20 * MINUTE)
    going.nobody_here(session, both.pair, both.as_nia, MEET)

    told = post.turn(MEET + MINUTE)

    assert ("carl", "walk_check") in told and told.count(("cora", "walk_check")) == 1, told
    assert {each.for_id for each in session.scalars(select(Task))} == {carl.id}
    out, here = f"/organisations/{hub(session).slug}/out", f"/requests/{both.linkage.id}"
    assert "somebody else who watches sees to it" in browser.sign_in(both.cal).get(out).text
    assert browser.post(f"{out}/{plan.id}").status == 409
    assert browser.post(f"{here}/tasks/nobody_here/done").status == 409
    assert "so a colleague sees to this" in browser.get(here).text
    assert browser.sign_in(carl).post(f"{here}/tasks/nobody_here/done").status == 303


def test_alone_they_see_to_all_of_it(session: Session, browser: Browser) -> None:
    both = with_cora(session)
    carl_of(session).holdings[0].suspended_at = NOON
    session.commit()
    going.well(session, both.pair.linkage, both.as_cal, NOON, is_well=False)
    session.commit()

    assert watch_of(session, both.linkage, NOON) == [both.cal.id]
    assert browser.sign_in(both.cal).post(f"/requests/{both.linkage.id}/tasks/champion_care/done").status == 303


def test_what_they_spent_comes_back_to_staff_too(session: Session, browser: Browser) -> None:
    both = with_cora(session)
    plan = both.planned()
    timers.run_due(session, MEET)
    going.say_how(session, plan, Outcome.ATTENDED, both.as_cal, NEXT)
    session.commit()

    assert [each.id for each in to_claim(session, both.cal.id, NEXT)] == [plan.id]
    assert browser.sign_in(both.cal).get(f"/expenses/{plan.id}").status == 200
    assert browser.sign_in(carl_of(session)).get(f"/expenses/{plan.id}").status == 404


def test_staff_are_counted_apart_and_are_no_champions(session: Session, app: Flask) -> None:
    staff = cora(session)
    for number in range(24):
        linkage = asked(session, person(session, f"N{number}"), State.WAITING, proved_at=NOW)
        if number < 12:
            going_along.go(session, by(staff), held(session, linkage), NOW)
        else:
            move(session, held(session, linkage), State.OFFERING, None, NOW)
            move(session, linkage, State.ACCEPTED, None, NOW, reason="accepted")
        for to in (State.CONTACTING, State.PLANNED, State.GOING, State.ATTENDED):
            move(session, linkage, to, None, NOW)
    session.commit()

    plain, told = facts(session, hub(session).id, NOW)
    assert (plain[0][0].went, plain[0][0].with_staff) == (24, 12) == (told[0][0].went, told[0][0].with_staff)
    hours = [each.hours for each in waited(session, hub(session).id, NOW + timedelta(days=8))]
    assert hours.count(None) == 12, "they wait for a champion as before"
    with app.app_context():
        for each in session.scalars(select(Linkage)).all():
            forget(session, each.person, NOW)
    session.commit()
    assert facts(session, hub(session).id, NOW)[1][0][0].with_staff == 12
    assert STAFF_GOES == "staff_goes"


def test_nobody_wishes_for_staff_again_as_for_a_champion(session: Session) -> None:
    both, cal = with_cora(session), champion(session)
    before = Walk(linkage_id=both.linkage.id, champion_id=cal.id, since=NOW, ended_at=NOW + MINUTE)
    both.walk.ended_at = NOON
    session.add(before)
    session.commit()

    assert latest_champion(session, both.linkage) == cal
    assert together_before(session, [both.nia.id]) == {both.nia.id: frozenset({cal.id})}
