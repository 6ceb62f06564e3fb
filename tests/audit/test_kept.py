"""The database itself refuses to change the record, whoever asks, and nobody but the record's own action writes it."""

import re

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from app import db
from app.audit.models import AuditEvent
from app.audit.queries import events
from config import ROOT
from tests.audit.entries import looked, write

SAME = f"INTO audit_event SELECT {', '.join(AuditEvent.__table__.columns.keys())} FROM audit_event WHERE seq = 1"

EVERYWHERE = {
    "update": "UPDATE audit_event SET outcome = 'undone' WHERE seq = 2",
    "update to the same": "UPDATE audit_event SET outcome = outcome",
    "move": "UPDATE audit_event SET seq = seq + 10",
    "delete": "DELETE FROM audit_event WHERE seq = 3",
    "delete everything": "DELETE FROM audit_event",
    "insert twice": f"INSERT {SAME}",
    "insert or update": f"INSERT {SAME} ON CONFLICT (seq) DO UPDATE SET outcome = 'undone'",
}
ONLY_SQLITE = {
    "replace": f"REPLACE {SAME}",
    "insert or replace": f"INSERT OR REPLACE {SAME}",
    "update or replace": "UPDATE OR REPLACE audit_event SET seq = 1 WHERE seq = 2",
}
ONLY_POSTGRESQL = {
    "truncate": "TRUNCATE audit_event",
    "truncate with others": "TRUNCATE audit_event, letter CASCADE",
    "merge": "MERGE INTO audit_event USING (SELECT 1) AS other ON seq = 1 WHEN MATCHED THEN DELETE",
}
WAYS = [
    *(pytest.param("sqlite", said, id=f"sqlite {way}") for way, said in (EVERYWHERE | ONLY_SQLITE).items()),
    *(
        pytest.param("postgresql", said, id=f"postgresql {way}", marks=pytest.mark.postgres)
        for way, said in (EVERYWHERE | ONLY_POSTGRESQL).items()
    ),
]


@pytest.mark.parametrize(("database", "statement"), WAYS, indirect=["database"])
def test_sr_057_no_event_is_changed_or_taken_out(database: Engine, session: Session, statement: str) -> None:
    write(session, looked(), looked(), looked())
    before = list(events(session))
    session.rollback()

    refused = pytest.raises(DatabaseError, match=r"append-only|duplicate key")
    with refused, db.writing(database).begin() as connection:
        connection.execute(text(statement))

    assert list(events(session)) == before


def test_sr_057_not_even_through_the_model(session: Session) -> None:
    write(session, looked())
    session.get_one(AuditEvent, 1).reason = "else"
    with pytest.raises(DatabaseError, match="append-only"):
        session.commit()
    session.rollback()

    session.delete(session.get_one(AuditEvent, 1))
    with pytest.raises(DatabaseError, match="append-only"):
        session.commit()


def test_sr_059_only_the_record_writes_events_so_that_no_other_text_gets_in() -> None:
    names_the_table = re.compile(r"app\.audit\.models|app\.audit import .*models|AuditEvent|audit_event")
    elsewhere = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "app").rglob("*.py"))
        if path.parent.name != "audit" and names_the_table.search(path.read_text())
    ]

    assert elsewhere == ["app/rights/actions/retention.py", "app/schema.py"]  # the first only says that it stays
