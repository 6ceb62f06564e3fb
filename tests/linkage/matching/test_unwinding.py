"""What ends when a request is taken back, erased, or a champion steps back: at once, and the other side is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.champions.actions.stepping import step_back
from app.champions.models import Champion
from app.concerns.actions.apart import block
from app.consent.actions.agreements import agree
from app.consent.actions.agreements import withdraw as take_back
from app.consent.rules.texts import COMPANY, SHARE_CHAMPION, SHARE_CONTACT
from app.linkage.matching.actions import rounds
from app.linkage.matching.actions.freezing import freeze
from app.linkage.matching.actions.rounds import Asked
from app.linkage.matching.models import Walk
from app.linkage.matching.queries.checks import CannotAsk
from app.linkage.matching.queries.possible import choice
from app.linkage.referral.actions.leaving import withdraw
from app.linkage.referral.models import Linkage, Task, Timer
from app.linkage.referral.rules.states import State
from app.people.models import Person
from app.post.models import Letter
from app.rights.actions.erasing import erase
from tests.linkage.cast import NOW, asked, by, champion, person


@pytest.fixture(autouse=True)
def _wired(app: Flask) -> None:
    """As the factory wires the parts."""


def walking(session: Session, cal: Person) -> Linkage:
    linkage = asked(session, person(session, "Ned"), State.CONTACTING)
    session.add(Walk(linkage_id=linkage.id, champion_id=cal.id, since=NOW, shares_contact=True))
    session.commit()
    return linkage


def told(session: Session, person_id: str) -> list[tuple[str, str]]:
    return sorted((each.kind, each.channel) for each in session.scalars(select(Letter).filter_by(person_id=person_id)))


def test_taken_back_ends_the_walk_the_timers_and_tells_the_champion(session: Session) -> None:
    cal = champion(session)
    linkage = walking(session, cal)

    withdraw(session, by(linkage.person), linkage, NOW)
    session.commit()

    walk = session.scalars(select(Walk)).one()
    assert (walk.ended_at, walk.shares_contact) == (NOW, False)
    assert session.scalars(select(Timer).where(Timer.done_at.is_(None))).all() == []
    assert told(session, cal.id) == [("walk_over", "inbox"), ("walk_over", "wished")]


def test_who_ends_their_account_is_not_waited_for_at_a_door(session: Session, tmp_path: Path) -> None:
    cal = champion(session)
    linkage = walking(session, cal)

    erase(session, linkage.person, tmp_path / "ledger", NOW)
    session.commit()

    assert session.scalars(select(Linkage)).all() == session.scalars(select(Walk)).all() == []
    assert told(session, cal.id) == [("walk_over", "inbox"), ("walk_over", "wished")]


def test_who_steps_back_hands_on_and_the_newcomer_hears_that_it_is_not_about_them(session: Session) -> None:
    cal = champion(session)
    linkage = walking(session, cal)
    profile = session.scalars(select(Champion).where(Champion.holding_id == cal.holdings[0].id)).one()

    step_back(session, by(cal), profile, NOW)
    session.commit()

    assert linkage.state is State.WAITING
    assert session.scalars(select(Task.kind).where(Task.done_at.is_(None))).all() == ["choose"]
    note = session.scalars(select(Letter).filter_by(person_id=linkage.person_id, channel="inbox")).one()
    assert "Cal is taking a break. It is not about you." in note.values


@pytest.mark.parametrize(
    ("purpose", "state"),
    [(SHARE_CHAMPION, State.WITHDRAWN), (COMPANY, State.WITHDRAWN), (SHARE_CONTACT, State.CONTACTING)],
)
def test_an_agreement_that_is_taken_back_anywhere_ends_what_hung_on_it(
    session: Session, purpose: str, state: State
) -> None:
    cal = champion(session)
    linkage = walking(session, cal)
    agree(session, by(linkage.person), linkage.person_id, purpose, NOW)

    take_back(session, by(linkage.person), linkage.person_id, purpose, NOW)
    session.commit()

    assert linkage.state is state
    assert session.scalars(select(Walk.shares_contact)).one() is False


def test_who_is_blocked_is_not_offered_and_who_may_be_a_danger_neither(session: Session) -> None:
    linkage, cal, bea = asked(session, state=State.TRIAGE), champion(session, "Cal"), champion(session, "Bea")
    block(session, linkage.person_id, cal.id, NOW)
    session.commit()

    found = choice(session, linkage, NOW)
    assert [each.name for each in found.can] == ["Bea"]
    assert dict(found.cannot)["Cal"] == "These two are not put together"
    with pytest.raises(CannotAsk):
        rounds.ask(session, None, linkage, [Asked(cal.id)], NOW)
    session.rollback()

    walk = walking(session, bea)
    freeze(session, bea.id, NOW)
    session.commit()
    assert walk.state is State.SAFETY_HOLD


def test_a_request_in_nobodys_hands_is_given_to_somebody(session: Session, command: Callable[..., Result]) -> None:
    linkage = asked(session, state=State.TRIAGE)
    assert "0" in command("job", "hands").output
    for timer in session.scalars(select(Timer)):
        timer.done_at = NOW
    session.commit()

    assert command("job", "hands").exit_code == 0

    session.rollback()
    assert session.scalars(select(Task.kind).filter_by(linkage_id=linkage.id)).all() == ["forgotten"]
