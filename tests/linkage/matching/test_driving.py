"""Rounds that go by themselves: one after another, some at once last, then staff; joint, fair, and never twice."""

import random
import threading
from collections.abc import Iterator
from contextvars import copy_context
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app import db
from app.kernel.errors import Refused
from app.linkage.matching.actions import answers, driving
from app.linkage.matching.jobs import company
from app.linkage.matching.models import Answer, Offer, Round, RoundKind, Walk
from app.linkage.matching.queries.looking import look_at
from app.linkage.matching.queries.offers import open_round
from app.linkage.matching.rules.fitting import falls
from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.queries.linkages import held, in_nobodys_hands
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Gender, Wishes
from app.people.models import Person
from app.post.models import Letter
from tests.linkage.cast import NOW, asked, by, champion, cora, hub
from tests.linkage.matching.ticking import MORNING, open_ones, released, tick

sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _wired(app: Flask) -> Iterator[None]:
    """As the factory wires the parts."""
    with app.app_context():
        yield


def everything_is_in_somebodys_hands_and_no_rule_is_broken(session: Session, now: datetime) -> None:
    """At any moment: a short list looked at again and again, an open question, or a task; and whoever is asked could
    really go at the moment when they are asked."""
    assert in_nobodys_hands(session) == []
    for linkage in session.scalars(select(Linkage).where(Linkage.state == State.OFFERING)):
        assert open_round(session, linkage.id) or linkage.released_at
    for offer in (each for each in open_ones(session) if each.made_at == now):
        seen = look_at(session, offer.linkage.organisation, [offer.linkage], now)
        found = next(each for each in seen.candidates if each.person == offer.champion_id)
        broken = falls(seen.askers[0], found, seen.meetings, seen.ground)
        assert broken is None or broken.code == "capacity", broken
        assert found.offers == 1
    asked_ones = session.execute(
        select(Offer.linkage_id, Offer.champion_id).where(Offer.answer != Answer.RECALLED)
    ).all()
    assert len(asked_ones) == len(set(asked_ones))


@sqlite
def test_one_after_another_then_some_at_once_then_staff_and_the_newcomer_hears_it(session: Session) -> None:
    for number in range(8):
        champion(session, f"C{number}")
    linkage, now, sizes = released(session), MORNING, []
    tick(session, now)
    while (found := open_round(session, linkage.id)) and found.kind is RoundKind.SINGLE:
        sizes.append(len(found.offers))
        answers.decline(session, by(found.offers[0].champion), found.offers[0], now)
        tick(session, now + timedelta(minutes=1))
        assert open_ones(session) == [], "a no can still be taken back"
        now += timedelta(minutes=5)
        tick(session, now)
    assert found and found.closes_at == now.replace(hour=13, minute=25)
    everything_is_in_somebodys_hands_and_no_rule_is_broken(session, now)
    tick(session, found.closes_at)

    assert (sizes, len(found.offers)) == ([1] * 5, 3)
    assert linkage.state is State.WAITING
    assert [each.kind for each in session.scalars(select(Task).where(Task.done_at.is_(None)))] == ["choose"]
    company(session, found.closes_at)
    told = session.scalars(select(Letter).where(Letter.person_id == linkage.person_id, Letter.channel == "inbox")).all()
    assert ["It is not about you" in str(each.values) for each in told] == [True]
    tick(session, found.closes_at + timedelta(hours=2))
    assert linkage.state is State.WAITING, "nobody is asked twice"

    champion(session, "Newly ready")
    tick(session, found.closes_at + timedelta(hours=3, minutes=1))
    assert [each.champion.name for each in open_ones(session)] == ["Newly ready"]


@sqlite
def test_staff_stop_a_search_and_nothing_goes_by_itself_any_more(session: Session) -> None:
    champion(session, "Cal"), champion(session, "Bea")
    linkage, staff = released(session), cora(session)
    tick(session, MORNING)
    driving.take_over(session, by(staff), linkage, MORNING)
    tick(session, MORNING + timedelta(hours=9))
    assert (open_ones(session), linkage.state, linkage.holder_id) == ([], State.WAITING, staff.id)
    with pytest.raises(Refused, match="does not go by itself any more"):
        driving.take_over(session, by(staff), linkage, MORNING)
    with pytest.raises(Refused):
        hub(session).constants = {}
        driving.release(session, by(staff), linkage, MORNING)


@sqlite
@pytest.mark.parametrize(
    ("given", "wishes", "goes"),
    [
        ({"proved_at": NOW}, {}, True),
        ({}, {}, False),
        ({"proved_at": NOW}, {"help": "I am not safe at home"}, False),
        ({"proved_at": NOW, "discharge_on": NOW.date()}, {}, False),
        ({"proved_at": NOW, "agrees": False}, {}, False),
    ],
)
def test_what_a_person_has_to_see_waits_for_a_person(
    session: Session, given: dict[str, object], wishes: dict[str, str], goes: bool
) -> None:
    champion(session, "Cal")
    linkage = asked(session, **given)
    linkage.wishes = Wishes(**wishes)
    for constants in ({"asking": "itself"}, {"sees_first": False}):
        hub(session).constants = constants
        driving.drive(session, NOW)
        assert linkage.state is State.RECEIVED
    hub(session).constants = {"asking": "itself", "sees_first": False}
    driving.drive(session, NOW)
    assert (linkage.state, len(open_ones(session))) == ((State.OFFERING, 1) if goes else (State.RECEIVED, 0))


@sqlite
def test_whoever_has_fewer_to_choose_from_is_not_left_without_and_the_order_of_rows_is_nothing(
    session: Session,
) -> None:
    """Ann takes anybody, Zoe only a woman: with one woman and one man both are asked for, whoever came first."""
    champion(session, "Bea", gender="woman"), champion(session, "Cal", gender="man")
    for name, wish in (("Ann", Gender.ANY), ("Zoe", Gender.WOMAN)):
        released(session, name).wishes = Wishes(gender=wish)
    session.commit()
    tick(session, MORNING)
    got = {each.linkage.person.name: each.champion.name for each in open_ones(session)}
    assert got == {"Ann": "Cal", "Zoe": "Bea"}


def test_of_three_yeses_at_once_to_a_question_to_three_the_first_one_counts(app: Flask, database: Engine) -> None:
    with Session(database, expire_on_commit=False) as session:
        ours = [champion(session, name) for name in ("Ann", "Bea", "Cal")]
        linkage = released(session, "Nia")
        driving.rounds.move(session, linkage, State.OFFERING, None, MORNING)
        driving.rounds.begin(session, linkage, [driving.Asked(each.id) for each in ours], MORNING)
        session.commit()
        offers = [each.id for each in open_ones(session)]
    start, won = threading.Barrier(3), []

    def press(offer_id: str) -> None:
        start.wait()
        with Session(db.writing(database)) as session:
            offer = session.get_one(Offer, offer_id)
            try:
                answers.accept(session, by(session.get_one(Person, offer.champion_id)), offer, MORNING)
                session.commit()
                won.append(offer_id)
            except Refused:
                session.rollback()

    threads = [threading.Thread(target=copy_context().run, args=(press, each)) for each in offers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(database) as session:
        assert len(won) == 1 == session.scalars(select(func.count()).select_from(Walk)).one()
        assert sorted(each.answer for each in session.scalars(select(Offer))) == ["accepted", "recalled", "recalled"]
        assert session.scalars(select(Round.closed_at)).one() is not None
        company(session, MORNING)
        thanked = {each.person_id for each in session.scalars(select(Letter).where(Letter.kind == "offer_over"))}
        assert len(thanked) == 2


@sqlite
def test_whatever_people_press_nobody_is_lost_and_no_rule_is_broken(session: Session) -> None:
    dice = random.Random(15)
    for number in range(6):
        champion(session, f"C{number}", gender=dice.choice(["woman", "man"]))
    for number in range(4):
        released(session, f"N{number}").wishes = Wishes(gender=dice.choice(list(Gender)[:3]))
    session.commit()
    now = MORNING
    for _turn in range(60):
        for offer in dice.sample(found := open_ones(session), k=len(found) // 2):
            held(session, offer.linkage_id)
            act = dice.choice([answers.accept, answers.decline, answers.decline])
            try:
                with session.begin_nested():
                    act(session, by(offer.champion), offer, now)
            except Refused:
                continue
        walk = session.scalars(select(Walk).where(Walk.ended_at.is_(None)).order_by(Walk.since, Walk.id)).first()
        if walk and dice.random() < 0.3 and (linkage := held(session, walk.linkage_id)):
            answers.another_person(session, None, linkage, now, ending="another_person")
        now += timedelta(minutes=dice.choice([5, 30, 240]))
        tick(session, now)
        everything_is_in_somebodys_hands_and_no_rule_is_broken(session, now)
    assert session.scalars(select(func.count()).select_from(Offer)).one() >= 6
