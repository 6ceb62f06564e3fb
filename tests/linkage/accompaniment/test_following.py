"""A plan follows its meeting within the minute; what is not on is no plan any more. On both databases."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from app.champions.models import Champion, ChampionAway
from app.directory.actions.listings import describe, settle
from app.directory.models import Listing, OneOff
from app.directory.rules.status import Status
from app.directory.rules.timetable import Change, Kind
from app.linkage.accompaniment.actions.following import follow
from app.linkage.accompaniment.actions.plans import let_go, propose
from app.linkage.accompaniment.actions.returning import bring_back
from app.linkage.accompaniment.queries.dates import instead
from app.linkage.accompaniment.queries.pairs import of_linkage
from app.linkage.accompaniment.queries.seen import seen
from app.linkage.matching.actions import answers
from app.linkage.matching.models import Walk
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.models import Happening
from app.linkage.referral.rules.states import State
from app.places.models import VenueClosure
from tests.factories.directories import listing, venue, weekly
from tests.linkage.cast import asked, person
from tests.linkage.walks import MEET, NEXT, NOON, Two
from tests.linkage.wholeness import flaws

HOUR = timedelta(hours=1)


def differ(two: Two, change: Change, **fields: object) -> None:
    two.meeting.one_offs = [OneOff(day=NEXT.date(), change=change, **fields)]
    two.session.commit()


def test_a_meeting_that_is_held_later_takes_the_plan_with_it(two: Two) -> None:
    plan = two.planned()
    assert follow(two.session, NOON) == 0

    differ(two, Change.TIME, start=time(20, 30), to_day=date(2026, 12, 29))
    assert [follow(two.session, NOON), follow(two.session, NOON)] == [1, 0]

    assert plan.meet_at == MEET + timedelta(days=1) + HOUR
    assert (two.linkage.state, plan.is_agreed, plan.sequence, plan.ended_at) == (State.PLANNED, True, 2, None)
    assert run_due(two.session, MEET) == 0
    run_due(two.session, MEET + timedelta(days=1) + HOUR)
    assert two.linkage.state is State.GOING


def test_elsewhere_the_new_door_is_where_they_meet(two: Two) -> None:
    plan = two.planned()
    quay = venue(2, 53.73, -1.87, door_sign="A blue door")
    two.session.add(quay)
    two.session.flush()
    differ(two, Change.VENUE, venue_id=quay.id)

    follow(two.session, NOON)

    assert plan.where == "Hall 2, Halifax. A blue door"


def test_cancelled_closed_or_ended_the_plan_ends_without_blame(two: Two) -> None:
    plan = two.planned()
    differ(two, Change.CANCELLED)

    assert follow(two.session, NOON) == 1

    assert (plan.ending, plan.ended_at, two.linkage.state) == ("shut", NOON, State.REPLANNING)
    two.meeting.one_offs = []
    again = two.planned()
    two.session.add(VenueClosure(venue_id=two.hall.id, first=NEXT.date(), last=NEXT.date()))
    two.session.commit()
    assert (follow(two.session, NOON), again.ending) == (1, "shut")

    propose(two.session, two.pair, two.proposal(), two.as_cal, NOON)
    two.meeting.status = Status.ENDED
    two.session.commit()
    assert (follow(two.session, NOON), two.plan.ending) == (1, "shut")
    assert two.linkage.state is State.REPLANNING


def test_a_suggestion_that_nobody_answered_in_time_lapses(two: Two) -> None:
    propose(two.session, two.pair, two.proposal(), two.as_cal, NOON)

    assert (follow(two.session, MEET), two.plan.ending, two.linkage.state) == (1, "lapsed", State.CONTACTING)


def test_what_is_offered_instead_goes_by_the_same_route_close_by_and_within_a_week(two: Two) -> None:
    near = venue(2, 53.73, -1.87)
    far = venue(3, 51.5, -0.12)
    days = {"same": date(2026, 1, 6), "other route": date(2026, 1, 6), "far": date(2026, 1, 6)}
    made: dict[str, Listing] = {}
    for number, (name, day) in enumerate(days.items(), 2):
        at = far if name == "far" else near
        made[name] = listing(number, Kind.MEETING, [weekly(day, time(18))], venue=at)
        describe(made[name], ["aa" if name == "other route" else "na"], [], ["en"])
    online = listing(9, Kind.MEETING, [weekly(date(2026, 1, 7), time(18))], in_person=False, online=True)
    describe(online, ["na"], [], ["en"])
    two.session.add_all([*made.values(), online])
    two.session.flush()
    settle(two.session, [*made.values(), online], NOON)
    two.session.commit()

    found = instead(two.session, two.meeting, NOON)

    assert [(each, one.starts.date()) for each, one in found] == [(made["same"], date(2026, 12, 29))]
    two.planned()
    differ(two, Change.CANCELLED)
    follow(two.session, NOON)
    assert [each for each, _when in seen(two.session, two.pair, two.nia.id, NOON).near] == [made["same"]]
    two.meeting.one_offs = []
    two.session.commit()
    assert seen(two.session, two.pair, two.nia.id, NOON).near == (), "nobody reads that it is off while it is on"


def test_a_meeting_that_moves_to_where_the_champion_meets_somebody_else_lets_the_plan_fall_and_all_hear(
    two: Two,
) -> None:
    """On Tuesday evening Cal goes with Ned; Nia's meeting moves there."""
    plan, tuesday = two.planned(), listing(5, Kind.MEETING, [weekly(date(2026, 1, 6), time(19))], venue=two.hall)
    two.session.add(tuesday)
    two.session.flush()
    describe(tuesday, ["na"], [], ["en"])
    settle(two.session, [tuesday], NOON)
    beside = asked(two.session, person(two.session, "Ned"), State.CONTACTING, NOON, listing_id=tuesday.id)
    two.session.add(Walk(linkage_id=beside.id, champion_id=two.cal.id, since=NOON))
    two.session.commit()
    pair = of_linkage(two.session, beside.id)
    assert pair
    other = propose(two.session, pair, two.proposal(tuesday), two.as_cal, NOON)
    assert other.meet_at == MEET + timedelta(days=1) - HOUR / 2

    differ(two, Change.TIME, start=time(20), to_day=date(2026, 12, 29))
    assert follow(two.session, NOON) == 1

    assert (two.linkage.state, plan.ending, two.tasks()) == (State.REPLANNING, "clash", ["two_places"])
    told = two.session.scalars(select(Happening.what).where(Happening.linkage_id == two.linkage.id)).all()
    assert "plan_clash" in told
    assert other.ended_at is None


def test_a_meeting_that_is_on_after_all_brings_back_the_plan_that_fell_with_it(two: Two) -> None:
    plan = two.planned()
    differ(two, Change.CANCELLED)
    assert [follow(two.session, NOON), bring_back(two.session, NOON)] == [1, 0]
    assert two.linkage.state is State.REPLANNING

    two.meeting.one_offs = []
    two.session.commit()
    assert [bring_back(two.session, NOON + HOUR), bring_back(two.session, NOON + HOUR)] == [1, 0]

    assert (two.linkage.state, plan.is_agreed, plan.ended_at, plan.sequence) == (State.PLANNED, True, None, 3)
    assert two.timers() == ["set_out", "unconfirmed"] and flaws(two.session) == []
    told = two.session.scalars(select(Happening.what).order_by(Happening.number))
    assert [each for each in told if each != "moved"][-2:] == ["plan_shut", "plan_on_again"]
    run_due(two.session, MEET)
    assert two.linkage.state is State.GOING


@pytest.mark.parametrize("since", ["suggested", "otherwise", "another", "held_later", "too_late", "elsewhere", "away"])
def test_what_somebody_did_about_it_meanwhile_counts_more_than_the_plan_that_fell(two: Two, since: str) -> None:
    plan, moment = two.planned(), NOON + HOUR
    differ(two, Change.CANCELLED)
    follow(two.session, NOON)
    if since == "suggested":
        propose(two.session, two.pair, two.proposal(number=1, now=moment), two.as_nia, moment)
    elif since == "otherwise":
        propose(two.session, two.pair, two.proposal(number=1, now=moment), two.as_nia, moment)
        let_go(two.session, two.pair, two.as_cal, moment)
    elif since == "another":
        answers.another_person(two.session, two.as_nia, two.pair.linkage, moment, ending="by_newcomer")
    two.meeting.one_offs = []
    if since == "held_later":
        two.meeting.one_offs = [OneOff(day=NEXT.date(), change=Change.TIME, start=time(20, 30))]
    elif since == "away":
        profile = Champion(made_at=NOON, holding_id=two.cal.holdings[0].id)
        profile.away = [ChampionAway(first=MEET.date(), last=MEET.date())]
        two.session.add(profile)
    elif since == "elsewhere":
        other = asked(two.session, person(two.session, "Ned"), State.CONTACTING, NOON, listing_id=two.meeting.id)
        walk = Walk(linkage_id=other.id, champion_id=two.cal.id, since=NOON)
        two.session.add(walk)
        two.session.flush()
        theirs = of_linkage(two.session, other.id)
        assert theirs
        propose(two.session, theirs, two.proposal(), two.as_cal, NOON)
    two.session.commit()

    assert bring_back(two.session, MEET if since == "too_late" else moment) == 0

    assert plan.ended_at is not None and flaws(two.session) == []
