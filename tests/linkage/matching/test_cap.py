"""However many yeses a champion gives at once, they walk with as many people as they may."""

import threading
from collections.abc import Iterator
from contextvars import copy_context
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session

from app import db
from app.kernel.errors import Refused
from app.linkage.matching.actions import answers, rounds
from app.linkage.matching.models import Answer, Offer, Round, RoundKind, Walk
from app.linkage.referral.actions import moving, timers
from app.linkage.referral.models import Entry, Linkage
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Wishes
from app.people.models import Person
from app.seal import new_id
from tests.linkage.cast import NOW, by, champion, hub, person, wednesday
from tests.linkage.wholeness import flaws

CAP, THREADS, EACH = 5, 20, 10


@pytest.fixture(autouse=True)
def _wired(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving, "ON_MOVE", [rounds.unwind])
    monkeypatch.setattr(timers, "WHEN_DUE", answers.WHEN_DUE)


@pytest.fixture
def without_index(database: Engine) -> Iterator[None]:
    """The index that lets one question be open to a champion is away, so that nothing but the count holds them back."""
    with db.writing(database).begin() as connection:
        made = next(each for each in Offer.__table__.indexes if each.name == "uq_offer_open")
        made.drop(connection)
    yield
    with db.writing(database).begin() as connection:
        connection.execute(text("UPDATE offer SET answered_at = made_at WHERE answered_at IS NULL"))
        made.create(connection)


def many_questions(session: Session, nia: Person, cal: Person) -> list[str]:
    """Two hundred requests about each of which Cal is asked at this moment; the ids of the questions."""
    row = {"person_id": nia.id, "organisation_id": hub(session).id, "asked_at": NOW, "since": NOW}
    found = [(new_id(), new_id(), new_id()) for _number in range(THREADS * EACH)]
    listing_id = wednesday(session).id
    for linkage_id, _round, _offer in found:
        made = Linkage(id=linkage_id, state=State.OFFERING, entry=Entry.SELF, listing_id=listing_id, **row)
        made.wishes = Wishes()
        session.add(made)
    session.flush()
    window = {"number": 1, "kind": RoundKind.SINGLE, "opened_at": NOW, "closes_at": NOW + timedelta(hours=4)}
    session.add_all(Round(id=round_id, linkage_id=linkage_id, **window) for linkage_id, round_id, _offer in found)
    session.flush()
    for linkage_id, round_id, offer_id in found:
        session.add(Offer(id=offer_id, round_id=round_id, linkage_id=linkage_id, champion_id=cal.id, made_at=NOW))
    session.commit()
    return [offer_id for _linkage, _round, offer_id in found]


def test_of_two_hundred_yeses_of_one_champion_at_once_exactly_the_cap_go(database: Engine, without_index: None) -> None:
    with Session(db.writing(database), expire_on_commit=False) as session:
        hub(session).constants = {"champion_active": CAP, "champion_week": 50}
        cal, nia = champion(session, cap=CAP), person(session, "Nia")
        ids, warrant = many_questions(session, nia, cal), by(cal)
    said: list[str] = []
    ready = threading.Barrier(THREADS)

    def answer(mine: list[str]) -> None:
        """Who waited too long for the others presses again."""
        ready.wait()
        left = list(mine)
        while left:
            offer_id = left.pop()
            with Session(db.writing(database), expire_on_commit=False) as session:
                try:
                    answers.accept(session, warrant, session.get_one(Offer, offer_id), NOW)
                    session.commit()
                    said.append("yes")
                except Refused as refused:
                    said.append(type(refused).__name__)
                except db.Busy:
                    left.append(offer_id)

    each = [ids[number::THREADS] for number in range(THREADS)]
    threads = [threading.Thread(target=copy_context().run, args=(answer, mine)) for mine in each]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["NoRoom"] * (THREADS * EACH - CAP) + ["yes"] * CAP
    with Session(database) as session:
        walks = select(func.count()).select_from(Walk).where(Walk.ended_at.is_(None))
        assert session.scalars(walks).one() == CAP
        assert session.scalars(select(func.count()).where(Offer.answer == Answer.ACCEPTED)).one() == CAP
        taken = session.scalars(select(Walk.linkage_id)).all()
        assert [flaw for flaw in flaws(session) if not flaw.startswith("offering: the window")] == []
        assert len(set(taken)) == CAP
