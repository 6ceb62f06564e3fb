"""Entries are written with the commit of what they are about, chained without a gap, and never otherwise."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import Engine, func, select, text
from sqlalchemy.event import listen
from sqlalchemy.orm import Session

from app import db
from app.audit.actions import marks, record
from app.audit.models import AuditEvent
from app.audit.queries import events, head
from app.audit.rules import Entry, NotAnEntry, first_flaw
from app.places.models import Area
from tests.audit.entries import CAL, HUB, NIA, looked, write


@pytest.fixture
def other(database: Engine) -> Iterator[Session]:
    """Somebody else's session, who does not wait long."""
    with Session(db.writing(database)) as opened:
        if database.dialect.name == "postgresql":
            opened.execute(text("SET lock_timeout = '1s'"))
            opened.commit()
        yield opened


def acts(session: Session) -> list[str]:
    return [each.entry.act for each in events(session)]


def test_an_entry_is_written_with_the_commit_and_not_before(session: Session) -> None:
    entry = Entry(CAL, "coordinator", "case", "person.read", "person", NIA, NIA, "refused", "too_late", HUB)
    before = datetime.now(UTC)

    record(session, entry)
    session.flush()
    assert acts(session) == []
    session.commit()

    [found] = events(session)
    assert (found.seq, found.entry) == (1, entry)
    assert before <= found.at <= datetime.now(UTC)


def test_entries_count_on_from_one_without_a_gap(session: Session) -> None:
    for size in (1, 3, 2):
        for each in range(size):
            record(session, looked(act=f"act.{'abc'[each]}"))
        session.commit()

    assert [each.seq for each in events(session)] == [1, 2, 3, 4, 5, 6]
    assert acts(session) == ["act.a", "act.a", "act.b", "act.c", "act.a", "act.b"]
    assert first_flaw(events(session), marks()) is None


def test_what_is_no_entry_is_refused_at_once(session: Session) -> None:
    with pytest.raises(NotAnEntry):
        record(session, looked(act="Nia asked for company"))
    session.commit()

    assert acts(session) == []


def test_an_entry_is_written_although_nothing_else_changed(database: Engine, session: Session) -> None:
    with Session(db.writing(database)) as apart:
        record(apart, looked())
        apart.commit()

    assert len(acts(session)) == 1


def test_a_rollback_leaves_nothing_to_the_next_commit(session: Session) -> None:
    record(session, looked())
    session.add(Area(slug="here", name="Here"))
    session.rollback()
    write(session, looked(act="act.later"))

    assert acts(session) == ["act.later"]
    assert session.scalar(select(func.count()).select_from(Area)) == 0


def test_a_session_that_is_closed_leaves_nothing_to_the_next_commit(session: Session) -> None:
    record(session, looked())
    session.close()
    session.commit()

    assert acts(session) == []


def test_an_act_that_does_not_take_place_leaves_no_entry(session: Session) -> None:
    write(session, looked(act="act.first"))
    record(session, looked())
    session.add(Area(slug="here"))
    with pytest.raises(Exception, match="name"):
        session.commit()
    session.rollback()
    write(session, looked(act="act.later"))

    assert acts(session) == ["act.first", "act.later"]
    assert first_flaw(events(session), marks()) is None


def test_a_savepoint_takes_its_own_entries_back_and_no_others(database: Engine, session: Session) -> None:
    with Session(db.writing(database)) as nested:
        record(nested, looked(act="act.outside"))
        with nested.begin_nested() as kept:
            record(nested, looked(act="act.kept"))
            with nested.begin_nested() as undone:
                record(nested, looked(act="act.undone"))
                with nested.begin_nested():
                    record(nested, looked(act="act.undone_within"))
                undone.rollback()
            kept.commit()
        record(nested, looked(act="act.after"))
        nested.commit()

    assert acts(session) == ["act.outside", "act.kept", "act.after"]


def test_nobody_waits_for_an_act_that_is_still_under_way(session: Session, other: Session) -> None:
    record(session, looked(act="act.slow"))
    session.flush()
    write(other, looked(act="act.quick"))
    session.commit()

    assert acts(session) == ["act.quick", "act.slow"]


def test_the_lock_of_the_chain_is_the_last_that_an_act_takes(database: Engine) -> None:
    said: list[str] = []
    listen(database, "before_cursor_execute", lambda _connection, _cursor, statement, *_more: said.append(statement))
    with Session(db.writing(database), autoflush=False) as apart:
        record(apart, looked())
        apart.add(Area(slug="here", name="Here"))
        apart.commit()

    written = next(place for place, statement in enumerate(said) if "INSERT INTO area" in statement)
    last = [statement for statement in said[written + 1 :] if "pg_advisory_xact_lock" not in statement]
    assert [statement.split()[0] for statement in last] == ["SELECT", "INSERT"]
    assert all("audit_event" in statement for statement in last)
    if database.dialect.name == "postgresql":
        assert "pg_advisory_xact_lock" in said[written + 1]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_request_records_what_it_reads_and_what_it_does(app: Flask, session: Session, method: str) -> None:
    with app.test_request_context(method=method):
        db.session().scalar(select(func.count()).select_from(Area))
        if method == "GET":
            with db.unit_of_work() as apart:
                record(apart, looked())
        else:
            record(db.session(), looked())
            db.session().commit()

    assert acts(session) == ["people.read"]


def test_twenty_writers_at_once_make_one_whole_chain(database: Engine, session: Session) -> None:
    def take_part(number: int) -> None:
        with Session(db.writing(database)) as apart:
            for each in range(1 + number % 3):
                record(apart, looked(by=f"{number:032x}", act=f"act.{'abc'[each]}"))
            apart.add(Area(slug=f"area-{number}", name="Somewhere"))
            apart.commit()

    with ThreadPoolExecutor(20) as pool:
        for done in [pool.submit(copy_context().run, take_part, number) for number in range(20)]:
            done.result()

    written = sum(1 + number % 3 for number in range(20))
    assert head(session)[0] == written
    assert [each.seq for each in events(session)] == list(range(1, written + 1))
    assert first_flaw(events(session), marks()) is None
    assert session.scalar(select(func.count(AuditEvent.actor_id.distinct()))) == 20
