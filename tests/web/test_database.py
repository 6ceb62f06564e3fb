"""Sessions: what is not committed leaves nothing, and writers do not meet half-way."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import db
from app.places.models import Area, VenueClosure
from app.web.models import Attempt

NOON = datetime(2026, 12, 21, 12, tzinfo=UTC)


def count(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Area)).one()


@pytest.mark.parametrize("turn", [1, 2])
def test_a_row_that_was_not_committed_is_gone_in_the_next_test(session: Session, turn: int) -> None:
    session.add(Area(slug="calderdale", name="Calderdale"))
    session.flush()

    assert count(session) == 1


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_begins_with_an_empty_database(session: Session, turn: int) -> None:
    assert count(session) == 0

    session.add(Area(slug="calderdale", name="Calderdale"))
    session.commit()


def test_rolling_back_to_a_savepoint_undoes_only_what_came_after_it(session: Session) -> None:
    session.add(Area(slug="calderdale", name="Calderdale"))
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(Area(slug="calderdale", name="Again"))
        session.flush()

    assert count(session) == 1


def test_a_reference_to_nothing_is_refused(session: Session) -> None:
    session.add(VenueClosure(venue_id="nowhere", first=NOON.date(), last=NOON.date()))

    with pytest.raises(IntegrityError):
        session.flush()


def test_two_writers_wait_for_each_other_instead_of_losing_a_count(database: Engine) -> None:
    writing = db.writing(database)
    with Session(writing) as session:
        session.add(Attempt(key="k", ends_at=1, times=0))
        session.commit()

    for _ in range(2):
        with Session(writing) as session:
            session.scalars(select(Attempt)).one().times += 1
            session.commit()

    with Session(database) as session:
        assert session.scalars(select(Attempt.times)).one() == 2
