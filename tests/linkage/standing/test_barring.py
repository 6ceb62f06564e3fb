"""Staff say which building somebody is not to enter: what is asked and planned follows, and neither of them is told."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.concerns.actions.apart import bar
from app.directory.actions.listings import settle
from app.directory.models import Listing, OneOff
from app.directory.rules.timetable import Change
from app.linkage.accompaniment.actions.following import follow
from app.linkage.accompaniment.actions.plans import agree, let_go, propose
from app.linkage.accompaniment.actions.telling import tell
from app.linkage.accompaniment.rules.planning import CannotPlan
from app.linkage.matching.actions import rounds
from app.linkage.matching.actions.rounds import Asked
from app.linkage.matching.models import Answer, Offer
from app.linkage.referral.rules.states import State
from app.people.models import OrganisationArea
from app.places.models import Area, Venue
from app.post.models import Letter
from tests.browser import Browser
from tests.factories.directories import venue
from tests.linkage.cast import NOW, asked, by, champion, cora, hub
from tests.linkage.walks import NEXT, NOON, Two
from tests.linkage.wholeness import flaws

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WHY = "An order of a court"
At = Callable[[str], datetime]


def in_our_area(session: Session, hall: Venue) -> str:
    """The id of a building in an area that the organisation serves."""
    hall.area = hall.area or Area(slug="calderdale", name="Calderdale")
    session.flush()
    hub(session).areas = [OrganisationArea(area_id=hall.area.id)]
    session.commit()
    return hall.id


def test_a_question_that_leads_to_a_building_they_are_not_to_enter_is_taken_back(app: Flask, session: Session) -> None:
    cal, linkage, staff = champion(session), asked(session, state=State.TRIAGE), by(cora(session))
    hall = in_our_area(session, session.get_one(Listing, linkage.listing_id).venue)
    rounds.ask(session, staff, linkage, [Asked(cal.id)], NOW)
    session.commit()

    bar(session, staff, hub(session).id, NOW, person_id=linkage.person_id, venue_id=hall, reason=WHY)

    assert session.scalars(select(Offer.answer)).all() == [Answer.RECALLED]
    assert linkage.state is State.WAITING and flaws(session) == []


def test_a_plan_that_leads_there_is_for_a_person_to_talk_about_and_no_other_is_made(two: Two) -> None:
    session, staff, hall = two.session, by(cora(two.session)), in_our_area(two.session, two.hall)
    two.planned()
    assert "plan_barred" not in two.tasks()
    said = two.proposal()

    bar(session, staff, hub(session).id, NOON, person_id=two.nia.id, venue_id=hall, reason=WHY)
    assert "plan_barred" in two.tasks() and two.plan.ended_at is None

    let_go(session, two.pair, two.as_nia, NOON)
    assert "plan_barred" not in two.tasks()
    for who in (two.as_cal, two.as_nia):
        with pytest.raises(CannotPlan, match="That date cannot be chosen any more"):
            propose(session, two.pair, said, who, NOON)
    tell(session, "http://localhost", NOON + timedelta(hours=1))
    letters = session.scalars(select(Letter).where(Letter.person_id.in_([two.nia.id, two.cal.id]))).all()
    assert letters and not [each for each in letters if "building" in each.values]


def test_a_date_that_was_suggested_before_is_agreed_to_no_more(two: Two) -> None:
    session, staff, hall = two.session, by(cora(two.session)), in_our_area(two.session, two.hall)
    propose(session, two.pair, two.proposal(), two.as_cal, NOON)
    bar(session, staff, hub(session).id, NOON, person_id=two.nia.id, venue_id=hall, reason=WHY)

    with pytest.raises(CannotPlan, match="That date cannot be chosen any more"):
        agree(session, two.pair, two.as_nia, NOON)
    assert "plan_barred" in two.tasks() and two.linkage.state is State.CONTACTING and flaws(session) == []


def test_dates_there_are_simply_not_offered_and_staff_alone_read_why(two: Two, browser: Browser, at: At) -> None:
    session, staff, hall = two.session, cora(two.session), in_our_area(two.session, two.hall)
    quay = venue(2, 53.73, -1.87)
    session.add(quay)
    session.flush()
    two.meeting.one_offs = [OneOff(day=NEXT.date() + timedelta(days=7), change=Change.VENUE, venue_id=quay.id)]
    settle(session, [two.meeting], NOON)
    session.commit()
    at("2026-12-23T12:00")
    plan = f"/walks/{two.walk.id}/plan?listing={two.meeting.id}"
    request = f"/requests/{two.linkage.id}"
    assert "28 December" in browser.sign_in(two.cal).get(plan).text
    assert "Not to enter" not in browser.sign_in(staff).get(request).text
    bar(session, by(staff), hub(session).id, NOON, person_id=two.nia.id, venue_id=hall, reason=WHY)
    session.commit()

    said = browser.get(request).text
    assert f"Not to enter{two.hall.name}" in said and "The meeting that they wish for is held there." in said
    shown = browser.sign_in(two.cal).get(plan).text
    assert "4 January" in shown and "28 December" not in shown and "11 January" not in shown
    assert "Not to enter" not in shown and "order" not in shown
    two.walk.as_staff, two.walk.champion_id = True, staff.id
    session.commit()
    own = browser.sign_in(staff).get(plan).text
    assert f"Not to enter: {two.hall.name}. Dates there are not offered." in own and "28 December" not in own


def test_a_meeting_that_moves_into_such_a_building_or_out_of_it_brings_the_task_or_ends_it(two: Two) -> None:
    session, staff = two.session, by(cora(two.session))
    quay = venue(2, 53.73, -1.87)
    session.add(quay)
    two.planned()
    bar(session, staff, hub(session).id, NOON, person_id=two.nia.id, venue_id=in_our_area(session, quay), reason=WHY)
    assert "plan_barred" not in two.tasks()

    for one_offs, tasks in (([OneOff(day=NEXT.date(), change=Change.VENUE, venue_id=quay.id)], 1), ([], 0)):
        two.meeting.one_offs = one_offs
        session.commit()
        follow(session, NOON)
        assert two.tasks().count("plan_barred") == tasks
    assert two.plan.ended_at is None and flaws(session) == []
