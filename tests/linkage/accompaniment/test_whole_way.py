"""From the first time together to week 12, by the jobs alone, across the nights on which the clocks change."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import db
from app.kernel.days import to_instant
from app.linkage.accompaniment.actions.telling import tell
from app.linkage.referral.actions.moving import move
from app.linkage.referral.actions.timers import run_due
from app.linkage.referral.models import Happening, Timer
from app.linkage.referral.rules.states import State
from app.post.jobs import send_due
from tests.conftest import LONDON
from tests.linkage.walks import two as made
from tests.post.letters import PRESENT, Sink

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ASKED_ON = [1, 3, *(7 * week for week in range(1, 12))]


def at_work(app: Flask, session: Session, road: Sink, now: datetime) -> int:
    """The jobs of a minute; how many letters left in it."""
    run_due(session, now)
    tell(session, "https://site.example", now)
    session.commit()
    before = len(road.taken)
    with app.app_context():
        send_due(db.session(), {"email": road, "inbox": Sink()}, lambda: PRESENT, lambda: now)
    session.rollback()
    session.expire_all()
    return len(road.taken) - before


@pytest.mark.parametrize("went", ["2026-03-02T22:30+00:00", "2026-10-05T22:30+01:00", "2026-10-25T01:30+01:00"])
def test_every_question_up_to_week_twelve_is_due_at_its_hour_on_the_wall_and_leaves_by_day(
    app: Flask, session: Session, went: str
) -> None:
    them, road = made(session, State.GOING), Sink()
    since = datetime.fromisoformat(went).astimezone(LONDON)
    for state in (State.ATTENDED, State.FOLLOWING):
        move(session, them.linkage, state, None, since)
    session.commit()

    by_night, by_day = 0, 0
    while them.linkage.state is State.FOLLOWING:
        due = session.scalars(select(func.min(Timer.due_at, type_=Timer.due_at.type)).filter_by(done_at=None)).one()
        by_night += at_work(app, session, road, due)
        day = due.astimezone(LONDON).date()
        morning = to_instant(
            day + timedelta(days=since.hour > 12), since.replace(hour=9, minute=0).time(), "Europe/London"
        )
        by_day += at_work(app, session, road, morning)

    asked = select(Happening.at).where(Happening.what.in_(("asked_how", "asked_again"))).order_by(Happening.at)
    walls = [each.astimezone(LONDON) for each in session.scalars(asked)]
    assert [(each.date() - since.date()).days for each in walls] == ASKED_ON
    assert {(each.hour, each.minute) for each in walls} == {(since.hour, since.minute)}
    assert (them.linkage.state, by_night, by_day) == (State.CLOSING, 0, len(road.taken))
    to = [(each.to.partition("@")[0], each.kind) for each in road.taken]
    assert to[: len(ASKED_ON)] == [("nia", "walk_ask")] * len(ASKED_ON)
    assert {who for who, _kind in to[len(ASKED_ON) :]} == {"nia", "cal"}, "both hear of the ending"
    closed = session.scalars(select(Happening.at).where(Happening.went_to == State.CLOSING)).one()
    assert (closed.astimezone(LONDON).date() - since.date()).days == 84
