"""A champion's yes and no, in time and not, taken back, by many at once, and when they step back."""

import threading
from contextvars import copy_context
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app import db
from app.champions.models import Champion, ChampionCheck
from app.consent.actions.agreements import agree
from app.consent.rules.texts import SHARE_CONTACT
from app.kernel.access import Relation, Warrant
from app.kernel.errors import Refused
from app.linkage.matching.actions import answers, rounds
from app.linkage.matching.actions.rounds import Asked
from app.linkage.matching.models import Answer, Offer, Round, RoundKind, Walk
from app.linkage.matching.queries.checks import CannotAsk, NoRoom
from app.linkage.matching.queries.offers import open_round, open_walk
from app.linkage.referral.actions import moving, timers
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Linkage, Task, Timer
from app.linkage.referral.queries.linkages import in_nobodys_hands
from app.linkage.referral.rules.states import State
from app.people.models import Person
from tests.linkage.cast import NOW, asked, by, champion, cora, person


@pytest.fixture(autouse=True)
def _wired(monkeypatch: pytest.MonkeyPatch) -> None:
    """Matching, wired to the table as the factory does it."""
    monkeypatch.setattr(moving, "ON_MOVE", [rounds.unwind])
    monkeypatch.setattr(timers, "WHEN_DUE", answers.WHEN_DUE)


def champions(session: Session, *names: str) -> list[Person]:
    return [champion(session, name) for name in names]


def put_to(session: Session, linkage: Linkage, *whom: Person, now: datetime = NOW) -> Round:
    """Cora asks some champions, one after another."""
    made = rounds.ask(session, by(cora(session)), linkage, [Asked(each.id) for each in whom], now)
    session.commit()
    return made


def offer_to(session: Session, champion: Person) -> Offer:
    return session.scalars(
        select(Offer).where(Offer.champion_id == champion.id, Offer.answered_at.is_(None))
    ).one()  # fmt: skip


@pytest.mark.parametrize("shares", [False, True])
def test_one_is_asked_and_says_yes_and_reaches_them_only_if_they_agreed(session: Session, shares: bool) -> None:
    linkage, (cal, bea) = asked(session, state=State.TRIAGE), champions(session, "Cal", "Bea")
    if shares:
        agree(session, by(linkage.person), linkage.person_id, SHARE_CONTACT, NOW)
    put_to(session, linkage, cal, bea)
    assert linkage.state is State.OFFERING
    assert [each.champion_id for each in session.scalars(select(Offer))] == [cal.id]

    walk = answers.accept(session, by(cal, "offer.answer", Relation.OWN), offer_to(session, cal), NOW)
    session.commit()

    assert (linkage.state, walk.champion_id, open_round(session, linkage.id)) == (State.ACCEPTED, cal.id, None)
    assert walk.shares_contact is shares
    timers.run_due(session, NOW + timedelta(minutes=5))
    assert linkage.state is State.CONTACTING


def test_a_no_goes_on_to_the_next_after_five_minutes_and_to_a_coordinator_after_the_last(session: Session) -> None:
    linkage, (cal, bea) = asked(session, state=State.TRIAGE), champions(session, "Cal", "Bea")
    put_to(session, linkage, cal, bea)

    answers.decline(session, by(cal), offer_to(session, cal), NOW, reason="busy")
    timers.run_due(session, NOW + timedelta(minutes=4))
    assert open_round(session, linkage.id) is None
    assert in_nobodys_hands(session) == []
    timers.run_due(session, NOW + timedelta(minutes=5))
    bea_asked = offer_to(session, bea)
    answers.decline(session, by(bea), bea_asked, NOW + timedelta(minutes=6), reason="<b>no</b>")
    timers.run_due(session, NOW + timedelta(minutes=12))
    session.commit()

    assert linkage.state is State.WAITING
    assert bea_asked.reason == ""
    assert session.scalars(select(Task.kind).where(Task.done_at.is_(None))).all() == ["choose"]


def test_who_does_not_answer_in_four_hours_of_the_day_gives_way_to_the_next(session: Session) -> None:
    linkage, (cal, bea) = asked(session, state=State.TRIAGE), champions(session, "Cal", "Bea")
    made = put_to(session, linkage, cal, bea)
    assert made.closes_at == NOW.replace(day=22, hour=9)

    timers.run_due(session, NOW + timedelta(hours=14, minutes=59))
    assert offer_to(session, cal)
    timers.run_due(session, NOW + timedelta(hours=15))

    assert offer_to(session, bea).made_at == NOW + timedelta(hours=15)
    assert [each.answer for each in session.scalars(select(Offer).where(Offer.champion_id == cal.id))] == [
        Answer.EXPIRED
    ]


def test_a_yes_that_comes_too_late_is_answered_kindly_and_changes_nothing(session: Session) -> None:
    linkage, (cal,) = asked(session, state=State.TRIAGE), champions(session, "Cal")
    put_to(session, linkage, cal)
    waiting = offer_to(session, cal)
    move(session, linkage, State.WITHDRAWN, None, NOW)
    session.commit()

    with pytest.raises(answers.CannotAnswer, match="Thank you"):
        answers.accept(session, by(cal), waiting, NOW)
    assert waiting.answer is Answer.RECALLED


def test_a_yes_can_be_taken_back_for_five_minutes_and_costs_nothing(session: Session) -> None:
    linkage, (cal, bea) = asked(session, state=State.TRIAGE), champions(session, "Cal", "Bea")
    put_to(session, linkage, cal, bea)
    offer = offer_to(session, cal)
    walk = answers.accept(session, by(cal), offer, NOW)
    walk.shares_contact = True
    with pytest.raises(answers.CannotAnswer, match="ring"):
        answers.undo(session, by(cal), offer, NOW + timedelta(minutes=5))

    later = NOW + timedelta(minutes=4)
    answers.undo(session, by(cal), offer, later)
    session.commit()

    assert not walk.shares_contact, "how to reach her is theirs no more"
    assert offer_to(session, bea)
    assert (linkage.state, open_walk(session, linkage.id)) == (State.OFFERING, None)
    other = asked(session, person(session, "Ned"), State.TRIAGE)
    rounds.ask(session, None, other, [Asked(cal.id)], later)
    answers.accept(session, by(cal), offer_to(session, cal), later)


def test_a_no_can_be_taken_back_for_five_minutes(session: Session) -> None:
    linkage, (cal,) = asked(session, state=State.TRIAGE), champions(session, "Cal")
    put_to(session, linkage, cal)
    offer = offer_to(session, cal)
    answers.decline(session, by(cal), offer, NOW)

    answers.undo(session, by(cal), offer, NOW + timedelta(minutes=3))
    answers.accept(session, by(cal), offer, NOW + timedelta(minutes=4))
    session.commit()

    assert linkage.state is State.ACCEPTED
    assert session.scalars(select(Timer.kind).where(Timer.done_at.is_(None))).all() == ["confirm"]


def test_a_champion_has_one_question_open_and_room_for_so_many(session: Session) -> None:
    one, (cal,) = asked(session, state=State.TRIAGE), champions(session, "Cal")
    two = asked(session, person(session, "Ned"), State.TRIAGE)
    put_to(session, one, cal)

    with pytest.raises(CannotAsk, match="at this moment"):
        rounds.ask(session, None, two, [Asked(cal.id)], NOW)
    session.rollback()
    answers.accept(session, by(cal), offer_to(session, cal), NOW)
    with pytest.raises(NoRoom, match="this week"):
        rounds.ask(session, None, two, [Asked(cal.id)], NOW)


def test_who_is_not_ready_is_not_asked_and_cannot_say_yes(session: Session) -> None:
    linkage, (cal, bea) = asked(session, state=State.TRIAGE), champions(session, "Cal", "Bea")
    profile = session.scalars(select(Champion).where(Champion.holding_id == bea.holdings[0].id)).one()
    profile.paused_at = NOW
    with pytest.raises(CannotAsk, match="break"):
        rounds.ask(session, None, linkage, [Asked(bea.id)], NOW)
    session.rollback()
    put_to(session, linkage, cal)
    session.scalars(
        select(ChampionCheck).join(Champion).where(Champion.holding_id == cal.holdings[0].id)
    ).one().suits = False

    with pytest.raises(CannotAsk, match="check"):
        answers.accept(session, by(cal), offer_to(session, cal), NOW)


def test_nobody_is_asked_twice_about_one_request(session: Session) -> None:
    linkage, (cal,) = asked(session, state=State.TRIAGE), champions(session, "Cal")
    put_to(session, linkage, cal)
    answers.decline(session, by(cal), offer_to(session, cal), NOW)
    timers.run_due(session, NOW + timedelta(minutes=6))

    with pytest.raises(CannotAsk, match="already"):
        rounds.ask(session, None, linkage, [Asked(cal.id)], NOW)


def test_who_steps_back_is_asked_nothing_more_and_everybody_is_handed_on(session: Session) -> None:
    one, (cal, bea) = asked(session, state=State.TRIAGE), champions(session, "Cal", "Bea")
    put_to(session, one, cal, bea)
    answers.accept(session, by(cal), offer_to(session, cal), NOW)
    answers.go_ahead(session, None, one, NOW)
    two = asked(session, person(session, "Ned"), State.TRIAGE, discharge_on=None)
    rounds.ask(session, None, two, [Asked(cal.id)], NOW + timedelta(days=8))

    answers.step_back(session, cal.id, one.organisation_id, NOW + timedelta(days=8))
    session.commit()

    assert offer_to(session, bea).linkage_id == one.id
    assert (one.state, two.state) == (State.OFFERING, State.WAITING)
    assert open_walk(session, one.id) is None
    assert in_nobodys_hands(session) == []


@pytest.mark.parametrize("state", [State.PAUSED, State.SAFETY_HOLD, State.WITHDRAWN])
def test_a_request_that_is_set_aside_takes_its_open_question_back(session: Session, state: State) -> None:
    linkage, (cal,) = asked(session, state=State.TRIAGE), champions(session, "Cal")
    put_to(session, linkage, cal)

    move(session, linkage, state, None, NOW)
    session.commit()

    assert session.scalars(select(Offer.answer)).one() is Answer.RECALLED
    assert open_round(session, linkage.id) is None


def test_of_two_hundred_who_say_yes_at_once_one_goes(database: Engine) -> None:
    """Twenty champions are asked at once and each presses ten times, through twenty connections."""
    with Session(db.writing(database), expire_on_commit=False) as session:
        linkage = asked(session, state=State.OFFERING)
        made = Round(linkage_id=linkage.id, number=1, kind=RoundKind.BROADCAST, opened_at=NOW, closes_at=NOW)
        session.add(made)
        session.flush()
        whom = champions(session, *(f"C{number}" for number in range(20)))
        session.add_all(Offer(round_id=made.id, linkage_id=linkage.id, champion_id=c.id, made_at=NOW) for c in whom)
        session.commit()
        pairs = [(offer_to(session, each).id, by(each)) for each in whom]
    said: list[str] = []
    ready = threading.Barrier(20)

    def answer(offer_id: str, warrant: Warrant) -> None:
        ready.wait()
        for _press in range(10):
            with Session(db.writing(database), expire_on_commit=False) as session:
                try:
                    answers.accept(session, warrant, session.get_one(Offer, offer_id), NOW)
                    session.commit()
                    said.append("yes")
                except Refused as refused:
                    said.append(type(refused).__name__)

    threads = [threading.Thread(target=copy_context().run, args=(answer, *pair)) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with Session(database) as session:
        assert session.scalars(select(func.count()).select_from(Walk)).one() == 1
        found = session.scalars(select(Offer.answer)).all()
    assert sorted(said) == ["CannotAnswer"] * 199 + ["yes"]
    assert sorted(each.value for each in found if each) == ["accepted"] + ["recalled"] * 19
