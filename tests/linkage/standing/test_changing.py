"""A newcomer changes what they asked for, at any time; all that hangs on it follows in the same transaction."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.kernel.roles import Role
from app.linkage.accompaniment.actions.telling import tell
from app.linkage.accompaniment.models import Plan
from app.linkage.matching.actions import driving, rounds
from app.linkage.matching.actions.rounds import Asked
from app.linkage.matching.models import Answer, Offer
from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.rules.changing import Counts, Part, counts
from app.linkage.referral.rules.states import LIVE, State
from app.linkage.referral.rules.wishes import Access, Gender, Journey, Wishes
from app.linkage.standing.actions.changing import Changed, change
from app.post.models import Letter
from tests.browser import Browser
from tests.factories.directories import listing, weekly
from tests.linkage.cast import NOW, asked, by, champion, hub, person
from tests.linkage.walks import NOON, Two

At = Callable[[str], datetime]

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WISHED = (Part.MEETING, Part.COMPANY, Part.NEEDS, Part.TRAVEL, Part.WORDS)


def said(linkage: Linkage, part: Part, **more: object) -> Changed:
    """Something else of each part: help with choosing, a woman, no steps, on foot, a word."""
    wishes = {
        Part.COMPANY: {"gender": Gender.WOMAN},
        Part.NEEDS: {"access": (Access.STEP_FREE,)},
        Part.TRAVEL: {"journey": Journey.FOOT, "minutes": 20},
        Part.WORDS: {"help": "Meet me at the bus stop"},
    }.get(part, {})
    return Changed(part, replace(linkage.wishes, **wishes), **more)


def test_each_part_can_be_changed_in_every_live_state_and_touches_only_what_does_not_go_on_today(two: Two) -> None:
    two.planned()
    session, planned = two.session, two.plan.id
    for state in State:
        for part in WISHED:
            session.rollback()
            linkage = session.get_one(Linkage, two.linkage.id)
            linkage.state, linkage.before = state, State.CONTACTING
            session.flush()
            if counts(state, part) is None:
                with pytest.raises(Exception, match="is over"):
                    change(session, linkage, said(linkage, part), two.as_nia, NOON)
                assert state not in LIVE and linkage.wishes == Wishes()
                continue
            assert change(session, linkage, said(linkage, part), two.as_nia, NOON), (state, part)
            assert state in LIVE and not change(session, linkage, said(linkage, part), two.as_nia, NOON)
            falls = part in {Part.MEETING, Part.NEEDS} and counts(state, part) is Counts.NOW
            with_champion = state not in {State.RECEIVED, State.TRIAGE, State.WAITING, State.OFFERING, State.REENGAGING}
            assert (session.get_one(Plan, planned).ended_at is not None) == (falls and with_champion), (state, part)
            went_to = State.REPLANNING if falls and state is State.PLANNED else state
            assert linkage.state is went_to, (state, part)
    assert {state for state in LIVE if counts(state, Part.MEETING) is Counts.LATER} == {
        State.SIGNPOSTED, State.GOING, State.ATTENDED, State.CLOSING, State.PAUSED, State.SAFETY_HOLD,
    }  # fmt: skip
    assert all(counts(state, Part.REACH) is Counts.NOW for state in LIVE)


def fresh(session: Session) -> None:
    session.rollback()
    session.expire_all()


def open_offers(session: Session) -> list[str]:
    return [each.champion_id for each in session.scalars(select(Offer).where(Offer.answered_at.is_(None)))]


def test_a_question_that_does_not_fit_any_more_is_taken_back_and_the_next_who_fits_is_asked(
    app: Flask, session: Session
) -> None:
    cal, con, bea = (
        champion(session, name, gender=gender) for name, gender in (("Cal", "man"), ("Con", "man"), ("Bea", "woman"))
    )
    linkage = asked(session, state=State.TRIAGE)
    nia = by(linkage.person)
    rounds.ask(
        session,
        by(person(session, "Cora", Role.COORDINATOR)),
        linkage,
        [Asked(each.id) for each in (cal, con, bea)],
        NOW,
    )
    session.commit()

    change(session, linkage, said(linkage, Part.TRAVEL), nia, NOW)
    assert open_offers(session) == [cal.id], "who still fits goes on being asked"

    change(session, linkage, said(linkage, Part.COMPANY), nia, NOW)
    assert open_offers(session) == [bea.id], "Con is passed over: he does not fit either"
    taken_back = session.scalars(select(Offer).where(Offer.champion_id == cal.id)).one()
    assert (taken_back.answer, linkage.state) == (Answer.RECALLED, State.OFFERING)

    change(
        session,
        linkage,
        said(linkage, Part.MEETING, listing_id=linkage.listing_id, wished_on=date(2026, 12, 23)),
        nia,
        NOW,
    )
    assert open_offers(session) == [], "another day is another question"
    assert linkage.state is State.WAITING
    assert session.scalars(select(Task.kind).where(Task.done_at.is_(None))).all() == ["choose"]


def test_what_goes_by_itself_looks_again_at_once(app: Flask, session: Session) -> None:
    hub(session).constants = {"asking": "itself"}
    cal, bea = champion(session, "Cal", gender="man"), champion(session, "Bea", gender="woman")
    linkage = asked(session, state=State.TRIAGE, proved_at=NOW)
    linkage.wishes = Wishes(gender=Gender.MAN)
    driving.release(session, None, linkage, NOW)
    driving.drive(session, NOW)
    assert open_offers(session) == [cal.id]

    change(session, linkage, said(linkage, Part.COMPANY), by(linkage.person), NOW + timedelta(minutes=1))
    driving.drive(session, NOW + timedelta(minutes=1))

    assert open_offers(session) == [bea.id]


def test_both_hear_that_a_plan_is_off_and_a_champion_that_something_was_changed(two: Two) -> None:
    two.planned()
    change(two.session, two.linkage, said(two.linkage, Part.TRAVEL), two.as_nia, NOON)
    assert two.linkage.state is State.PLANNED
    change(two.session, two.linkage, said(two.linkage, Part.NEEDS), two.as_nia, NOON)
    assert (two.linkage.state, two.plan.ending) == (State.REPLANNING, "wishes_changed")
    two.session.commit()

    tell(two.session, "http://localhost", NOON)

    told = {
        (letter.person_id, json.loads(letter.values)["said"])
        for letter in two.session.scalars(select(Letter).where(Letter.kind == "walk_news", Letter.channel == "inbox"))
    }
    assert {(who, words) for who, words in told if "something else" in words or "changed" in words} == {
        (two.cal.id, "What they would like has changed. The page says what, before you plan."),
        (two.cal.id, "They would like something else, so the plan is off. The page says what."),
        (two.nia.id, "You would like something else, so the plan is off. Shall we find another?"),
    }


def test_they_change_who_they_go_with_and_say_whether_they_go_on_with_the_same_person(
    two: Two, browser: Browser, at: At
) -> None:
    at("2026-12-23T12:00")
    two.planned()
    here = f"/mine/{two.linkage.page}/change/company"
    assert browser.sign_in(person(two.session, "Oz")).get(here).status == 404
    assert browser.post(here, {"gender": "woman"}).status == 404
    page = browser.sign_in(two.nia).get(here)
    assert "Do you want to go on with the same person?" in page.text

    wish = {"gender": "woman", "own_gender": "woman", "language": "ur", "likeness": ["same_route"]}
    page = browser.post(here, wish)
    assert page.status == 400 and "Choose whether you go on with the same person." in page.text
    checked = {(each.get("name"), each.get("value")) for each in page.all("input") if "checked" in each.attrib}
    assert checked == {("gender", "woman"), ("likeness", "same_route")}, "nothing that was chosen is lost"

    as_it_is = {"gender": "any", "own_gender": "", "language": "", "champion": "stay"}
    assert "It is changed" not in browser.post(here, as_it_is, follow=True).text, "nothing was"
    page = browser.post(here, wish | {"champion": "another"}, follow=True)
    assert "It is changed, and counts from now on." in page.text
    fresh(two.session)
    assert two.walk.ended_at is not None and two.linkage.state is State.WAITING
    assert two.linkage.wishes.languages == ("ur",)


def test_they_choose_another_meeting_and_date_and_staff_see_that_they_did_and_not_what_was_before(
    two: Two, browser: Browser, at: At
) -> None:
    at("2026-12-23T12:00")
    session, cora = two.session, person(two.session, "Cora", Role.COORDINATOR)
    other = listing(2, two.meeting.kind, [weekly(date(2026, 1, 6), time(18))], venue=two.hall)
    other.name = "Tuesday Tea"
    session.add(other)
    session.commit()
    two.planned()
    here = f"/mine/{two.linkage.page}/change/meeting"
    browser.sign_in(two.nia)
    page = browser.get(f"{here}?near=Tuesday")
    page = browser.get(f"{here}?listing={page.one('input', name='listing').get('value')}")
    assert "Tuesday Tea" in page.text and "Tuesday 29 December" in page.text
    assert browser.post(here, {"listing": other.id}).status == 400
    browser.post(here, {"listing": other.id, "day": "2026-12-29"})
    fresh(session)
    assert (two.linkage.listing_id, two.linkage.wished_on) == (other.id, date(2026, 12, 29))
    assert two.linkage.state is State.REPLANNING

    staff = f"/requests/{two.linkage.id}"
    page = browser.sign_in(cora).get(staff)
    assert "Which meeting was changed, by them on Wednesday 23 December, noon." in page.text
    assert "Monday Steps" not in page.text
    refused = browser.post(f"{staff}/change/travel", {"place": "Qqqqqq", "journey": "car", "minutes": "30"})
    assert refused.status == 400 and refused.one("input", name="place").get("value") == "Qqqqqq"
    page = browser.post(f"{staff}/change/travel", {"journey": "car", "minutes": "30", "place": "HX1"}, follow=True)
    assert (
        "When and how they could go was changed, on Wednesday 23 December, noon by Cora, as they said by telephone."
        in page.text
    )
    fresh(session)
    assert two.linkage.wishes.journey is Journey.CAR
    assert browser.sign_in(person(session, "Kit", Role.LINK_WORKER)).get(f"{staff}/change/travel").status == 404
    assert browser.sign_in(two.nia).post(here, {}).status == 303
    fresh(session)
    assert two.linkage.listing_id is None, "help with choosing"
    assert browser.sign_in(two.cal).get(f"/walks/{two.walk.id}").text.count("They wish for help with choosing.") == 1
