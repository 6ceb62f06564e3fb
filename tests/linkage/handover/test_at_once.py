"""Two answers to one question at the same moment: one of them holds, and of the other nothing is left."""

import threading
from contextvars import copy_context
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.consent.queries.agreements import agrees
from app.consent.rules.texts import HAND_OVER
from app.kernel.roles import Role
from app.linkage.handover.actions import asking
from app.linkage.handover.actions.asking import Wish
from app.linkage.handover.models import Handover
from app.linkage.handover.rules.handover import Ending
from app.linkage.referral.models import Linkage, Task
from app.linkage.referral.queries.linkages import held
from app.linkage.referral.rules.states import State
from app.people.models import Holding, Organisation, Person
from tests.browser import Browser, Page
from tests.linkage.cast import NOW, asked, by, dale, person
from tests.linkage.wholeness import flaws

YES, NO, BACK = "yes", "no", "back"
ENDS = {YES: Ending.ACCEPTED, NO: Ending.DECLINED, BACK: Ending.TAKEN_BACK}
AT_ONCE = ((YES, NO), (YES, YES), (NO, NO), (YES, BACK), (NO, BACK))
TURNS = 3
LATE = "This was answered already"


def test_of_two_answers_at_the_same_moment_one_holds_and_nothing_is_left_of_the_other(app: Flask) -> None:
    with Session(db.writing(app.extensions[db.KEY]), expire_on_commit=False) as session:
        other, dee = dale(session)
        table = Table(app, session, other, [Browser(app).sign_in(each) for each in (dee, colleague(session, other))])
        won = {pair: {one_turn(table, pair, f"{at}{turn}") for turn in range(TURNS)} for at, pair in enumerate(AT_ONCE)}
        session.rollback()
        assert flaws(session) == []
    assert all(ways <= set(pair) for pair, ways in won.items())


def colleague(session: Session, other: Organisation) -> Person:
    """Eve answers for the same organisation as Dee."""
    eve = person(session, "Eve")
    eve.holdings = [Holding(role=Role.COORDINATOR, organisation_id=other.id, since=NOW)]
    session.commit()
    return eve


@dataclass
class Table:
    """Where the two press: the site, its database, the organisation that is asked and two who answer for it."""

    app: Flask
    session: Session
    other: Organisation
    answering: list[Browser]


def one_turn(table: Table, pair: tuple[str, str], name: str) -> str:
    """One question, answered twice at once; which answer held."""
    session = table.session
    nia = person(session, f"Nia{name}")
    old = asked(session, nia, State.TRIAGE)
    found = asking.ask(session, by(nia), held(session, old.id) or old, Wish(table.other, None), NOW)
    session.commit()
    own, ready = Browser(table.app).sign_in(nia), threading.Barrier(2)
    said: list[tuple[str, Page]] = []

    def press(what: str, at: Browser) -> None:
        ready.wait()
        if what == BACK:
            said.append((what, own.post(f"/mine/{old.page}/elsewhere/back")))
        else:
            said.append((what, at.post(f"/arriving/{found.id}/{what}", {"reason": "Nobody free"})))

    both = zip(pair, table.answering, strict=True)
    threads = [threading.Thread(target=copy_context().run, args=(press, *each)) for each in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (winner, _first), (_loser, late) = sorted(said, key=lambda each: each[1].status)
    assert [status for _what, page in said if (status := page.status) not in (303, 409)] == [], pair
    assert sorted(page.status for _what, page in said) == [303, 409], pair
    assert LATE in late.text, pair
    check_whole(session, found.id, winner)
    return winner


def check_whole(session: Session, handover_id: str, winner: str) -> None:
    """All that the answer which held does, and nothing that the other would have done."""
    session.rollback()
    session.expire_all()
    found = session.get_one(Handover, handover_id)
    old, is_yes = found.linkage, winner == YES
    there = session.scalars(
        select(Linkage).where(Linkage.person_id == old.person_id, Linkage.organisation_id == found.organisation_id)
    ).all()
    assert (found.ending, found.reason) == (ENDS[winner], "Nobody free" if winner == NO else "")
    assert [each.id for each in there] == ([found.next_id] if is_yes else [])
    assert old.state is (State.WITHDRAWN if is_yes else State.TRIAGE)
    tasks = select(Task.kind).where(Task.linkage_id == old.id, Task.done_at.is_(None))
    assert ("handover_no" in session.scalars(tasks).all()) == (winner == NO)
    whats = [each.what for each in old.happenings]
    assert (whats.count("handover_no"), whats.count("handover_back")) == (int(winner == NO), int(winner == BACK))
    assert not agrees(session, old.person_id, HAND_OVER)
