"""Staff go along themselves where no champion is free: how it begins, what keeps them from it, and how it ends."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.actions.stepping import step_back
from app.champions.models import Champion
from app.concerns.actions.apart import block
from app.kernel.access import Warrant
from app.kernel.errors import Refused
from app.kernel.roles import Role
from app.linkage.matching.actions import answers, going_along, rounds
from app.linkage.matching.models import Answer, Offer, Walk
from app.linkage.matching.queries.going_along import FROM, colleagues
from app.linkage.matching.queries.offers import load, open_walk
from app.linkage.referral.actions import tasks, timers
from app.linkage.referral.actions.covers import be_away
from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.queries import linkages
from app.linkage.referral.rules.covers import Away
from app.linkage.referral.rules.states import LIVE, State
from app.people.actions.roles import end, suspend
from app.people.models import Holding, Person
from tests.linkage.cast import NOW, asked, by, champion, cora, dale, hub, person
from tests.linkage.wholeness import flaws

pytestmark = pytest.mark.usefixtures("app")

MINUTES = timedelta(minutes=1)
Stops = Callable[[Session, Warrant, Holding, datetime], None]


def waits(session: Session, state: State = State.WAITING, **given: object) -> Linkage:
    return held(session, asked(session, state=state, **given))


def held(session: Session, linkage: Linkage) -> Linkage:
    found = linkages.held(session, linkage.id)
    assert found
    return found


def open_tasks(session: Session) -> set[str]:
    return set(session.scalars(select(Task.kind).where(Task.done_at.is_(None))))


def goes(session: Session, who: Person, linkage: Linkage) -> Walk:
    walk = going_along.go(session, by(who), held(session, linkage), NOW)
    session.commit()
    return walk


def test_a_coordinator_goes_and_after_five_minutes_it_stands(session: Session) -> None:
    linkage, one = waits(session), cora(session)
    for kind in ("choose", "otherwise_staff", "otherwise_phone"):
        tasks.give(session, linkage, kind, NOW)

    walk = goes(session, one, linkage)

    assert (walk.as_staff, walk.champion_id, linkage.state) == (True, one.id, State.ACCEPTED)
    assert open_tasks(session) == {"otherwise_phone"} and flaws(session) == []
    timers.run_due(session, NOW + 6 * MINUTES)
    assert held(session, linkage).state is State.CONTACTING


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("state", sorted(LIVE))
def test_it_is_possible_from_where_somebody_is_looked_for_and_from_nowhere_else(session: Session, state: State) -> None:
    linkage, one = waits(session, state), cora(session)

    if state in FROM:
        assert goes(session, one, linkage) and linkage.state is State.ACCEPTED
    else:
        with pytest.raises(Refused):
            goes(session, one, linkage)
        assert state in {State.SIGNPOSTED, State.GOING, State.ATTENDED, State.CLOSING, State.PAUSED, State.SAFETY_HOLD}


def test_taken_back_within_five_minutes_it_waits_as_before_and_may_be_said_again(session: Session) -> None:
    linkage, one = waits(session), cora(session)
    tasks.give(session, linkage, "otherwise_staff", NOW)
    offer = session.get_one(Offer, goes(session, one, linkage).offer_id)

    answers.undo(session, by(one), offer, NOW + 3 * MINUTES)
    session.commit()

    assert (linkage.state, linkage.reason) == (State.WAITING, answers.NOT_AFTER_ALL)
    assert open_tasks(session) == {"choose", "otherwise_staff"} and flaws(session) == []
    assert goes(session, one, linkage).ended_at is None and flaws(session) == []
    with pytest.raises(Refused):
        answers.undo(session, by(one), offer, NOW + 3 * MINUTES)


def test_on_the_day_of_a_discharge_nobody_waits_for_five_minutes(session: Session) -> None:
    linkage = waits(session, discharge_on=NOW.date())

    goes(session, cora(session), linkage)

    assert linkage.state is State.CONTACTING and flaws(session) == []


def test_what_protects_people_holds_for_staff_too(session: Session) -> None:
    one, there = cora(session), dale(session)[1]
    blocked, silent = waits(session), waits(session, agrees=False, nia=person(session, "Ned"))
    block(session, blocked.person_id, one.id, NOW)
    own, elsewhere = waits(session, nia=one), waits(session, nia=person(session, "Nell"))
    for who, linkage in ((one, blocked), (one, silent), (one, own), (there, elsewhere)):
        with pytest.raises(Refused):
            goes(session, who, linkage)
        session.rollback()
    assert session.scalars(select(Walk.id)).all() == []


def test_nobody_goes_beside_somebody_else_or_while_somebody_is_asked(session: Session) -> None:
    linkage, one, cal = waits(session, State.TRIAGE), cora(session), champion(session)
    rounds.ask(session, by(one), linkage, [rounds.Asked(cal.id)], NOW)
    session.commit()
    with pytest.raises(Refused, match="Somebody is being asked"):
        goes(session, one, linkage)
    session.rollback()
    answers.accept(session, by(cal), session.scalars(select(Offer)).one(), NOW)
    session.commit()
    with pytest.raises(Refused, match="Somebody goes with them already"):
        goes(session, one, linkage)


def test_there_is_no_cap_and_a_champion_who_is_staff_too_carries_nothing_by_it(session: Session) -> None:
    one = champion(session, "Cal")
    one.holdings.append(Holding(role=Role.COORDINATOR, organisation_id=hub(session).id, since=NOW))
    session.commit()
    for name in ("Nia", "Ned", "Nell", "Noor"):
        goes(session, one, waits(session, nia=person(session, name)))

    assert load(session, one.id, NOW).active == load(session, one.id, NOW).new == 0
    profile = session.scalars(select(Champion).where(Champion.holding_id == one.holdings[0].id)).one()
    step_back(session, by(one), profile, NOW)
    assert {each.ended_at for each in session.scalars(select(Walk))} == {None}, "only what they do as a champion"
    assert flaws(session) == []


def test_a_colleague_says_yes_or_no_themselves(session: Session) -> None:
    one, lin, linkage = cora(session), person(session, "Lin", Role.LINK_WORKER), waits(session)
    made = going_along.ask(session, by(one), linkage, lin.id, NOW)
    session.commit()
    assert linkage.state is State.OFFERING and open_walk(session, linkage.id) is None and flaws(session) == []

    answers.decline(session, by(lin), made.offers[0], NOW)
    timers.run_due(session, NOW + 6 * MINUTES)
    session.commit()
    assert linkage.state is State.WAITING and open_tasks(session) == {"choose"}
    assert lin not in colleagues(session, linkage, one.id, NOW), "nobody is asked twice"

    carl = person(session, "Carl", Role.COORDINATOR)
    made = going_along.ask(session, by(one), held(session, linkage), carl.id, NOW)
    walk = answers.accept(session, by(carl), made.offers[0], NOW)
    assert walk.as_staff and walk.champion_id == carl.id and linkage.state is State.ACCEPTED and flaws(session) == []


def test_who_does_not_answer_gives_way_to_a_coordinator_who_chooses(session: Session) -> None:
    one, lin, linkage = cora(session), person(session, "Lin", Role.LINK_WORKER), waits(session)
    made = going_along.ask(session, by(one), linkage, lin.id, NOW)
    session.commit()

    timers.run_due(session, made.closes_at)

    assert made.offers[0].answer is Answer.EXPIRED and held(session, linkage).state is State.WAITING
    assert open_tasks(session) == {"choose"} and flaws(session) == []


def test_who_is_away_kept_apart_or_asked_already_is_no_choice(session: Session) -> None:
    one, linkage = cora(session), waits(session)
    away, apart, busy, free = (person(session, name, Role.COORDINATOR) for name in ("Ada", "Bo", "Cy", "Di"))
    be_away(session, by(one), hub(session).id, Away(away.id, one.id, NOW.date(), NOW.date()), NOW)
    block(session, apart.id, linkage.person_id, NOW)
    going_along.ask(session, by(one), waits(session, nia=person(session, "Ned")), busy.id, NOW)

    assert [each.name for each in colleagues(session, linkage, one.id, NOW)] == ["Di"]
    with pytest.raises(Refused):
        going_along.ask(session, by(one), linkage, busy.id, NOW)
    assert free


@pytest.mark.parametrize("stops", [end, suspend])
def test_with_the_role_of_staff_the_walk_is_handed_on_at_once(session: Session, app: Flask, stops: Stops) -> None:
    one, carl, linkage = cora(session), person(session, "Carl", Role.COORDINATOR), waits(session)
    carl.holdings.append(Holding(role=Role.LINK_WORKER, organisation_id=hub(session).id, since=NOW))
    goes(session, carl, linkage)

    stops(session, by(one), carl.holdings[0], NOW)
    assert open_walk(session, linkage.id), "in their other role they are staff as before"
    stops(session, by(one), carl.holdings[1], NOW)

    assert open_walk(session, linkage.id) is None and held(session, linkage).state is State.WAITING
    assert open_tasks(session) == {"choose"} and flaws(session) == []


def test_nobody_sees_to_what_is_about_themselves(session: Session) -> None:
    one, carl = cora(session), person(session, "Carl", Role.COORDINATOR)
    linkage = waits(session, holder_id=one.id)
    goes(session, one, linkage)

    for kind in ("nobody_here", "words_differ", "champion_absent", "champion_care"):
        assert tasks.give(session, linkage, kind, NOW).for_id == carl.id, kind
    assert tasks.give(session, linkage, "leave_be", NOW).for_id == one.id

    end(session, by(one), carl.holdings[0], NOW)
    assert tasks.give(session, linkage, "missed_check_in", NOW).for_id == one.id, "nobody else is there"
