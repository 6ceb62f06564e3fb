"""Making, changing and letting go of a plan; what ends with it."""

import threading
from contextvars import copy_context
from datetime import time, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import db
from app.consent.actions.agreements import agree as consent
from app.consent.queries.agreements import agreements
from app.directory.models import Listing, OneOff
from app.directory.rules.timetable import Change
from app.linkage.accompaniment.actions.following import follow
from app.linkage.accompaniment.actions.plans import Proposal, agree, let_go, propose
from app.linkage.accompaniment.actions.telling import tell
from app.linkage.accompaniment.models import Plan
from app.linkage.accompaniment.queries import pairs
from app.linkage.accompaniment.queries.calendar import in_calendar
from app.linkage.accompaniment.queries.planning import to_plan
from app.linkage.accompaniment.rules.planning import CannotPlan
from app.linkage.matching.models import Walk
from app.linkage.matching.queries.engaged import engaged
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Linkage
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.states import State
from app.linkage.standing.actions.own import pause, resume, stop
from app.post.models import Letter
from tests.linkage.cast import asked, person
from tests.linkage.walks import MEET, NEXT, NOON, Two

SITE = "https://site.example"


def test_who_suggests_has_agreed_and_it_is_planned_when_both_have(two: Two) -> None:
    plan = propose(two.session, two.pair, two.proposal(), two.as_nia, NOON)
    assert (plan.newcomer_agreed_at, plan.champion_agreed_at, two.linkage.state) == (NOON, None, State.CONTACTING)

    agree(two.session, two.pair, two.as_nia, NOON)
    assert two.linkage.state is State.CONTACTING

    agree(two.session, two.pair, two.as_cal, NOON, looks="A red umbrella")
    assert two.linkage.state is State.PLANNED
    assert (plan.starts_at, plan.meet_at) == (NEXT, MEET)
    assert (plan.newcomer_looks, plan.looks, plan.sequence) == ("A green coat", "A red umbrella", 1)
    assert two.timers() == ["set_out", "unconfirmed"]

    agree(two.session, two.pair, two.as_cal, NOON)
    assert plan.sequence == 1


def test_nobody_is_planned_into_two_places_at_once(two: Two) -> None:
    """Cal meets Oz already: Nia's date is no choice, is refused by either, and matching does not ask Cal for it."""
    oz = asked(two.session, person(two.session, "Oz"), State.CONTACTING, NOON, listing_id=two.meeting.id)
    two.session.add(Walk(linkage_id=oz.id, champion_id=two.cal.id, since=NOON))
    two.session.commit()
    first, second = two.proposal(), two.proposal(number=1)
    other = pairs.of_linkage(two.session, oz.id)
    assert other
    theirs = propose(two.session, other, first, two.as_cal, NOON)

    assert first.occasion not in dict(to_plan(two.session, two.pair, two.nia.id, "", NOON).dates)
    assert first.occasion in dict(to_plan(two.session, other, oz.person_id, "", NOON).dates)
    with pytest.raises(CannotPlan, match="You already meet somebody then"):
        propose(two.session, two.pair, first, two.as_cal, NOON)
    with pytest.raises(CannotPlan, match="does not suit the other person"):
        propose(two.session, two.pair, first, two.as_nia, NOON)
    assert engaged(two.session, [two.cal.id], NOON) == {
        two.cal.id: [(MEET - timedelta(minutes=45), NEXT + timedelta(minutes=135))]
    }

    propose(two.session, two.pair, second, two.as_nia, NOON)
    theirs.meet_at, theirs.ends_at = MEET + timedelta(days=7), NEXT + timedelta(days=7, hours=1)
    with pytest.raises(CannotPlan, match="You already meet somebody then"):
        agree(two.session, two.pair, two.as_cal, NOON)
    theirs.ended_at = NOON
    assert agree(two.session, two.pair, two.as_cal, NOON).is_agreed


def test_of_two_plans_made_at_the_same_moment_for_one_champion_one_stands(two: Two, database: Engine) -> None:
    """The champion is held while it is looked whether they are free."""
    oz = asked(two.session, person(two.session, "Oz"), State.CONTACTING, NOON, listing_id=two.meeting.id)
    two.session.add(Walk(linkage_id=oz.id, champion_id=two.cal.id, since=NOON))
    two.session.commit()
    listing_id, occasion, where = two.meeting.id, two.proposal().occasion, two.proposal().where
    by, start, refused = two.as_cal, threading.Barrier(2), []

    def suggest(linkage_id: str) -> None:
        start.wait()
        with Session(db.writing(database)) as session:
            linkages.held(session, linkage_id)
            pair, listing = pairs.of_linkage(session, linkage_id), session.get_one(Listing, listing_id)
            assert pair
            try:
                propose(session, pair, Proposal(listing, occasion, where), by, NOON)
                session.commit()
            except CannotPlan as sentence:
                refused.append(str(sentence))

    both = (two.linkage.id, oz.id)
    two.session.commit()
    threads = [threading.Thread(target=copy_context().run, args=(suggest, each)) for each in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    two.session.expire_all()
    assert len(two.session.scalars(select(Plan)).all()) == 1
    assert refused == ["You already meet somebody then. Please choose another date."]


@pytest.mark.parametrize("who", ["as_nia", "as_cal"])
def test_either_may_let_it_go_and_nobody_asks_why(two: Two, who: str) -> None:
    plan = two.planned()

    let_go(two.session, two.pair, getattr(two, who), NOON)

    assert (two.linkage.state, plan.ending, plan.ended_at) == (State.REPLANNING, "not_this_time", NOON)
    assert two.timers() == ["plan_again"]
    assert pairs.standing(two.session, two.linkage.id) is None


def test_what_cannot_be_met_at_any_more_is_refused_and_nothing_changes(two: Two) -> None:
    said = two.proposal()
    two.meeting.one_offs = [OneOff(day=NEXT.date(), change=Change.CANCELLED)]
    two.session.commit()
    two.session.expire_all()
    with pytest.raises(CannotPlan, match="cannot be chosen any more"):
        propose(two.session, two.pair, said, two.as_cal, NOON)

    move(two.session, two.linkage, State.PAUSED, None, NOON)
    with pytest.raises(CannotPlan, match="just now"):
        propose(two.session, two.pair, two.proposal(), two.as_cal, NOON)
    assert two.session.scalars(select(Plan)).all() == []


def test_one_plan_stands_at_a_time(two: Two) -> None:
    plan = two.planned()
    copied = {name: getattr(plan, name) for name in ("linkage_id", "walk_id", "listing_id", "starts_at", "ends_at",
                                                      "meet_at", "made_at", "made_by")}  # fmt: skip
    two.session.add(Plan(**copied, number=2))

    with pytest.raises(IntegrityError):
        two.session.flush()


def test_a_pause_ends_the_plan_and_goes_on_as_a_new_one_to_be_made(two: Two) -> None:
    plan = two.planned()

    pause(two.session, two.linkage, NEXT.date(), two.as_nia, NOON)
    assert (plan.ended_at, two.timers()) == (NOON, ["back"])

    resume(two.session, two.linkage, two.as_nia, NOON)
    assert (two.linkage.state, two.linkage.paused_until) == (State.REPLANNING, None)


def test_taking_everything_back_leaves_nothing_behind_in_one_transaction(two: Two) -> None:
    """Consent, plan, walk, timers, entries and planned messages; half of it is never seen."""
    consent(two.session, two.as_nia, two.nia.id, "follow_up", NOON)
    two.planned()
    tell(two.session, SITE, NOON)
    two.session.commit()
    letters = select(Letter).where(Letter.sent_at.is_(None))
    assert {each.person_id for each in two.session.scalars(letters)} == {two.nia.id, two.cal.id}

    linkage = linkages.held(two.session, two.linkage.id)
    assert linkage
    stop(two.session, linkage, two.as_nia, NOON)
    two.session.rollback()
    assert two.session.get_one(Linkage, linkage.id).state is State.PLANNED
    assert two.session.scalars(letters).all()

    held = linkages.held(two.session, two.linkage.id)
    assert held
    stop(two.session, held, two.as_nia, NOON)
    two.session.commit()
    two.session.expire_all()

    assert held.state is State.WITHDRAWN
    assert agreements(two.session, two.nia.id) == {}
    left = {(each.kind, each.person_id) for each in two.session.scalars(letters)}
    assert left == {("walk_over", two.cal.id)}
    assert two.timers() == []
    assert two.session.get_one(Walk, two.walk.id).ended_at == NOON
    (nias,) = in_calendar(two.session, two.nia.id, str)
    (cals,) = in_calendar(two.session, two.cal.id, str)
    assert [one.change for one in nias.timetable.one_offs] == [Change.TIME, Change.CANCELLED]
    assert (cals.title, cals.place.line, cals.sequence) == ("Off", "", 2)
    assert tell(two.session, SITE, NOON) == 0


def test_a_plan_at_a_home_gets_a_kind_word_and_the_door_of_the_venue_is_fine(two: Two) -> None:
    for where in ("At my flat", "14 Acacia Avenue", "I pick you up"):
        with pytest.raises(CannotPlan, match="public places"):
            propose(two.session, two.pair, two.proposal(where=where), two.as_cal, NOON)
    for where in ("Hall 1, 1 Mill Lane, HX1 1CK", "The café opposite"):
        assert propose(two.session, two.pair, two.proposal(where=where), two.as_cal, NOON).where == where


def test_they_meet_earlier_where_they_go_there_together_and_the_meeting_takes_that_with_it(two: Two) -> None:
    plan = propose(two.session, two.pair, two.proposal(before="45"), two.as_cal, NOON)
    assert plan.meet_at == NEXT - timedelta(minutes=45)
    agree(two.session, two.pair, two.as_nia, NOON)
    two.meeting.one_offs = [OneOff(day=NEXT.date(), change=Change.TIME, start=time(20, 30))]
    two.session.commit()
    follow(two.session, NOON)
    assert plan.meet_at == NEXT + timedelta(minutes=15)
    with pytest.raises(CannotPlan, match="how long before"):
        propose(two.session, two.pair, two.proposal(before="7"), two.as_cal, NOON)
    with pytest.raises(CannotPlan, match="too late to meet"):
        late = two.proposal(before="60")
        propose(two.session, two.pair, late, two.as_cal, NEXT + timedelta(minutes=10))
