"""Each job done twice, or by two at once, leaves the state of once (SR-111); one that fails stops no other."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.clockwork.jobs import Minder
from app.clockwork.queries import states
from app.clockwork.rules.job import Job
from app.directory.models import Card, DiaryEntry, Listing
from app.directory.rules.status import Status
from app.kernel.clock import running
from app.people.models import Person
from app.post.actions import put
from app.post.rules import Message
from app.schedule import JOBS
from app.schema import Model
from app.web.models import Attempt
from tests.conftest import run_command
from tests.directory.world import two_meetings

OWN_NUMBERS = {("diary", "id")}
"""Columns that count up by themselves and that nobody points at."""
MINE = frozenset({"job_state", "lease"})
CHANGES = {"diary": "diary", "pauses": "listing", "cards": "card", "retention": "attempt", "post": "letter"}
"""The table in which each job has something to do in this test; `audit-head` writes into a file."""


def something_for_each(session: Session) -> None:
    """A world in which every job has something to do, committed."""
    two_meetings(session)
    present = running()
    session.execute(update(Card).values(mark="of an older template"))
    session.execute(delete(DiaryEntry))
    paused = session.scalars(select(Listing).order_by(Listing.id)).first()
    assert paused
    paused.status, paused.paused_until = Status.PAUSED, date(2026, 12, 1)
    session.add(Attempt(key="k", ends_at=int((present - timedelta(days=9)).timestamp()), times=1))
    session.add(Person(id="a" * 32, made_at=present - timedelta(days=9 * 365), name="Nia", email="nia@example.org"))
    values: dict[str, str | int] = {"code": "1", "link": "https://a.example/x", "minutes": 10}
    put(
        session, Message("c:1", "sign_in_code", "email", "n@example.org", values, present + timedelta(hours=1)), present
    )
    record(session, Entry("", "", "", "job.tried"))
    session.commit()


def everything(engine: Engine, but: frozenset[str] = MINE) -> dict[str, list[str]]:
    """Every row of every table, in words."""
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for table in Model.metadata.sorted_tables:
            columns = [column for column in table.c if (table.name, column.name) not in OWN_NUMBERS]
            if table.name not in but:
                found[table.name] = sorted(str(tuple(row)) for row in connection.execute(select(*columns)))
    return found


@pytest.mark.parametrize("name", sorted(JOBS))
def test_sr_111_a_job_done_twice_leaves_the_state_of_once(
    command: Callable[..., Result], database: Engine, session: Session, name: str
) -> None:
    something_for_each(session)
    before = everything(database)
    assert command("job", name).exit_code == 0
    once = everything(database)

    assert command("job", name).exit_code == 0

    assert everything(database) == once
    if name in CHANGES:
        assert once[CHANGES[name]] != before[CHANGES[name]]


@pytest.mark.parametrize("name", sorted(JOBS))
def test_sr_111_a_job_done_by_two_at_once_leaves_the_state_of_once(
    app: Flask, database: Engine, session: Session, name: str
) -> None:
    something_for_each(session)
    start, results = threading.Barrier(2), list[Result]()

    def do() -> None:
        start.wait()
        results.append(run_command(app, "job", name))

    both = [threading.Thread(target=do) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    twice = everything(database)

    assert [result.exit_code for result in results] == [0, 0]
    assert run_command(app, "job", name).exit_code == 0
    assert everything(database) == twice


def test_a_job_that_fails_does_not_stop_the_others_and_is_tried_again_later(app: Flask, session: Session) -> None:
    done: list[str] = []

    def falls_over(_session: Session, _now: datetime) -> int:
        done.append("bad")
        raise ValueError("nia@example.org")

    def works(_session: Session, _now: datetime) -> int:
        done.append("good")
        return 1

    hour = timedelta(hours=1)
    said: list[str] = []
    minder = Minder(app, {"bad": Job(falls_over, hour, ""), "good": Job(works, hour, "")}, said.append)
    minder.hold()
    minder.work()
    minder.work()

    assert done == ["bad", "good"]
    assert {name: state.failures for name, state in states(session).items()} == {"bad": 1, "good": 0}
    assert "minds the clock now" in said[0]


def test_a_job_asked_for_by_hand_notes_how_it_went_too(command: Callable[..., Result], session: Session) -> None:
    command("job", "diary")

    assert states(session)["diary"].good_at
