"""Taking the lease, and doing a job so that whoever has lost it meanwhile changes nothing (SR-111, SR-113)."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import db
from app.clockwork import jobs
from app.clockwork.actions import leave, renew, take
from app.clockwork.models import JobState, Lease
from app.clockwork.queries import lease, states
from app.clockwork.rules.job import Job, Trouble
from app.clockwork.rules.term import LEASE, Superseded, Term
from app.places.models import Area

NOON = datetime(2026, 12, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def taken(engine: Engine, holder: str, at: datetime = NOON) -> bool:
    with Session(engine) as reading:
        seen = lease(reading)
    with Session(db.writing(engine)) as session:
        is_ours = take(session, holder, seen, at)
        session.commit()
    return is_ours


def add_area(session: Session, _now: datetime) -> int:
    session.add(Area(slug="halifax", name="Halifax"))
    return 1


def areas(session: Session) -> int:
    return len(session.scalars(select(Area)).all())


def doing(app: Flask, job: Job, term: Term | None = None) -> int:
    with app.app_context():
        return jobs.do(db.session(), "area", job, term)


def test_a_lease_is_taken_once_and_each_holder_has_a_higher_fence(database: Engine) -> None:
    first = taken(database, "one")
    with Session(database) as reading:
        seen = lease(reading)
    with Session(db.writing(database)) as session:
        assert not take(session, "late", None, NOON)
        second, third = take(session, "two", seen, NOON + LEASE), take(session, "three", seen, NOON + LEASE)
        session.commit()
        held = session.get_one(Lease, "minder", populate_existing=True)

    assert (first, second, third) == (True, True, False)
    assert (held.holder, held.fence, held.since) == ("two", 2, NOON + LEASE)


def test_only_its_holder_keeps_a_lease_or_gives_it_back(database: Engine, session: Session) -> None:
    taken(database, "one")
    with Session(db.writing(database)) as writing:
        assert renew(writing, Term("one", 1), NOON + LEASE / 2)
        assert not renew(writing, Term("one", 2), NOON + HOUR)
        leave(writing, Term("two", 1), NOON)
        writing.commit()

    assert session.get_one(Lease, "minder").until == NOON + LEASE * 3 / 2


def test_a_job_and_the_word_that_it_ended_well_are_kept_together(app: Flask, session: Session) -> None:
    assert doing(app, Job(add_area, HOUR, "")) == 1

    state = states(session)["area"]
    assert areas(session) == 1
    assert state.good_at == state.ended_at is not None
    assert (state.touched, state.trouble, state.failures) == (1, "", 0)
    assert state.began_at <= (state.ended_at or NOON)


def test_a_job_that_fails_leaves_nothing_but_the_word_that_it_failed(app: Flask, session: Session) -> None:
    def falls_over(session: Session, now: datetime) -> int:
        add_area(session, now)
        session.flush()
        raise KeyError("nia@example.org")

    for _turn in range(2):
        with pytest.raises(KeyError):
            doing(app, Job(falls_over, HOUR, ""))

    state = states(session)["area"]
    assert areas(session) == 0
    assert (state.trouble, state.failures, state.good_at) == (Trouble.ERROR, 2, None)
    session.rollback()
    assert doing(app, Job(add_area, HOUR, "")) == 1
    assert (states(session)["area"].failures, states(session)["area"].trouble) == (0, "")


def test_a_database_that_does_not_answer_is_told_apart(app: Flask, session: Session) -> None:
    def is_away(_session: Session, _now: datetime) -> int:
        raise OperationalError("SELECT", {}, Exception("away"))

    with pytest.raises(OperationalError):
        doing(app, Job(is_away, HOUR, ""))

    assert states(session)["area"].trouble == Trouble.DATABASE


def test_sr_113_who_was_taken_over_from_does_not_even_begin(app: Flask, database: Engine, session: Session) -> None:
    taken(database, "one")
    taken(database, "two", NOON + LEASE)

    with pytest.raises(Superseded):
        doing(app, Job(add_area, HOUR, ""), Term("one", 1))

    assert areas(session) == 0
    assert session.scalars(select(JobState)).all() == []


def test_sr_113_who_is_taken_over_from_during_a_job_commits_nothing_of_it(
    app: Flask, database: Engine, session: Session
) -> None:
    def is_overtaken(session: Session, now: datetime) -> int:
        session.rollback()
        assert taken(database, "two", NOON + LEASE)
        return add_area(session, now)

    taken(database, "one")
    with pytest.raises(Superseded):
        doing(app, Job(is_overtaken, HOUR, ""), Term("one", 1))

    assert areas(session) == 0
    assert states(session)["area"].ended_at is None
    assert states(session)["area"].trouble == Trouble.BROKEN_OFF


def test_sr_113_a_job_that_commits_piece_by_piece_keeps_its_pieces_and_is_not_noted_as_done(
    app: Flask, database: Engine, session: Session
) -> None:
    def is_overtaken(session: Session, now: datetime) -> int:
        add_area(session, now)
        session.commit()
        assert taken(database, "two", NOON + LEASE)
        return 1

    taken(database, "one")
    with pytest.raises(Superseded):
        doing(app, Job(is_overtaken, HOUR, "", commits=True), Term("one", 1))

    assert areas(session) == 1
    assert states(session)["area"].good_at is None


def test_one_who_was_overtaken_does_not_note_that_a_job_failed_either(
    app: Flask, database: Engine, session: Session
) -> None:
    def fails_overtaken(session: Session, _now: datetime) -> int:
        session.rollback()
        assert taken(database, "two", NOON + LEASE)
        raise KeyError

    taken(database, "one")
    with pytest.raises(Superseded):
        doing(app, Job(fails_overtaken, HOUR, ""), Term("one", 1))

    assert states(session)["area"].trouble == Trouble.BROKEN_OFF
