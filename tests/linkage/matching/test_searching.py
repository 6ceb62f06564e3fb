"""A whole search by the held clock: who is asked when and for how long, where nobody answers, on the day of a
discharge, at night, and where two would have the same champions."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.linkage.matching.actions import driving
from app.linkage.matching.jobs import company
from app.linkage.matching.models import Round, RoundKind
from app.linkage.matching.queries.offers import open_round
from app.linkage.matching.rules import solving
from app.linkage.referral.actions.moving import move
from app.linkage.referral.models import Task
from app.linkage.referral.rules.states import State
from app.linkage.referral.rules.wishes import Wishes
from app.notices.actions.departing import Door
from app.post.models import Letter
from app.post.rules.leaving import Leave, Wait
from tests.linkage.cast import NOW, asked, champion, cora, hub, person
from tests.linkage.matching.ticking import MORNING, open_ones, released, tick

pytestmark = [pytest.mark.parametrize("database", ["sqlite"], indirect=True), pytest.mark.usefixtures("in_app")]


@pytest.fixture
def in_app(app: Flask) -> Iterator[None]:
    """Inside the site, as its jobs are."""
    with app.app_context():
        yield


def test_where_nobody_answers_three_are_asked_alone_and_three_together_before_staff_have_it(session: Session) -> None:
    for number in range(6):
        champion(session, f"C{number}")
    linkage, now, seen = released(session), MORNING, []
    tick(session, now)
    while found := open_round(session, linkage.id):
        seen.append((now.strftime("%a %H:%M"), len(found.offers), found.closes_at.strftime("%H:%M")))
        now = found.closes_at
        tick(session, now)
    assert seen == [
        ("Tue 09:00", 1, "13:00"), ("Tue 13:00", 1, "17:00"), ("Tue 17:00", 1, "21:00"), ("Tue 21:00", 3, "12:00"),
    ]  # fmt: skip
    assert linkage.state is State.WAITING
    assert session.scalars(select(Task.kind).where(Task.done_at.is_(None))).all() == ["choose"]
    company(session, now)
    told = {each.person_id for each in session.scalars(select(Letter).where(Letter.kind == "company_news"))}
    assert told == {linkage.person_id}
    tick(session, now + timedelta(days=1))
    assert open_ones(session) == [], "nobody is asked twice"


def test_on_the_day_of_a_discharge_questions_run_for_two_hours_and_staff_are_told_at_once(session: Session) -> None:
    for number in range(9):
        champion(session, f"C{number}")
    staff, now, seen = cora(session), MORNING, []
    linkage = released(session, discharge_on=MORNING.date())
    company(session, MORNING)
    told = session.scalars(select(Letter).where(Letter.kind == "task_due", Letter.person_id == staff.id)).all()
    assert {each.due_at for each in told} == {MORNING}
    tick(session, now)
    while found := open_round(session, linkage.id):
        seen.append((now.hour, len(found.offers), found.closes_at.hour))
        now = found.closes_at
        tick(session, now)
    assert seen == [(9, 1, 11), (11, 1, 13), (13, 1, 15), (15, 1, 17), (17, 1, 19), (19, 3, 21)]
    assert linkage.state is State.WAITING


def test_whoever_chose_to_be_asked_at_night_is_asked_then_and_hears_of_it(app: Flask, session: Session) -> None:
    night = MORNING.replace(hour=23)
    owl, lark = champion(session, "Owl", any_hour=True), champion(session, "Lark", languages=["pl"])
    for name, tongue in (("Nia", "en"), ("Ola", "pl")):
        released(session, name, night).wishes = Wishes(languages=(tongue,))
    session.commit()
    tick(session, night)

    open_until = {each.champion.name: each.round.closes_at for each in open_ones(session)}
    assert open_until == {"Owl": night + timedelta(hours=4), "Lark": MORNING.replace(hour=12) + timedelta(days=1)}
    door = Door("https://example.org")
    now_or_later = [
        door(session, each.id, kind, "wished", night)
        for each, kind in ((owl, "offer_made"), (lark, "offer_made"), (owl, "company_news"))
    ]
    assert [type(each) for each in now_or_later] == [Leave, Wait, Wait]


def test_of_two_who_would_both_have_the_last_three_whoever_waited_longer_has_them(session: Session) -> None:
    ours = [champion(session, f"C{number}", cap=1) for number in range(4)]
    late = asked(session, person(session, "Late"), State.TRIAGE)
    early = asked(session, person(session, "Early"), State.TRIAGE, asked_at=NOW - timedelta(hours=9))
    hub(session).constants = {"asking": "itself"}
    for linkage in (late, early):
        driving.release(session, None, linkage, MORNING)
        session.add(
            Round(
                linkage_id=linkage.id, number=1, kind=RoundKind.SINGLE, opened_at=MORNING, closed_at=MORNING,
                closes_at=MORNING, offers=[],
            )
        )  # fmt: skip
        move(session, linkage, State.OFFERING, None, MORNING)
    session.commit()
    tick(session, MORNING + timedelta(hours=9))

    got = {each.linkage.person.name for each in open_ones(session)}
    assert (got, len(open_ones(session)), len(ours)) == ({"Early"}, 3, 4)


def test_however_many_are_asked_for_it_is_solved_once_and_not_again_while_nothing_happens(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        champion(session, f"C{number}")
    for number in range(4):
        released(session, f"N{number}")
    solved: list[int] = []
    plain = solving.solve
    monkeypatch.setattr(solving, "solve", lambda problem: (solved.append(len(problem.needs)), plain(problem))[1])

    tick(session, MORNING)
    assert (len(open_ones(session)), solved) == (4, [4])
    for minute in range(1, 30):
        tick(session, MORNING + timedelta(minutes=minute))
    assert solved == [4]
