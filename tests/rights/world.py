"""A database with a row of nearly every sort, among them sealed ones; and all that stands in a database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import db
from app.audit.actions import record
from app.audit.rules import Entry
from app.directory.models import Listing, Revision
from app.kernel.roles import Role
from app.people.models import Person, RecoveryCode, SignedIn
from app.post.models import Letter
from app.rights.actions.backup import copied_tables
from app.seal import Ring, using
from tests.conftest import run_command

KEYS = {"field_keys": "field one", "index_key": "index one"}
CANARY = "canary"
NOON = datetime(2026, 12, 21, 12, 30, 15, 123456, tzinfo=UTC)
NIA, CAL = "a" * 32, "c" * 32


def furnish(app: Flask) -> None:
    """The example listings; Nia and Cal with all that a person may have; a change, its undoing, a record."""
    loaded = run_command(app, "load-demo", "--as-dated")
    assert loaded.exit_code == 0, loaded.output
    with using(Ring(**KEYS)), Session(db.writing(app.extensions[db.KEY])) as session:
        session.add_all([_person(NIA, "Nia"), _person(CAL, "Cal")])
        session.flush()
        _add_what_people_have(session)
        _add_changes(session)
        for seen in (NIA, CAL, NIA):
            record(session, Entry(CAL, "coordinator", "organisation", "people.read", "person", seen, seen))
        session.commit()


def everything(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that a copy holds, as the models read it."""
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in copied_tables()
        }


def _person(row_id: str, name: str) -> Person:
    contact = f"{CANARY}-{name.lower()}@example.org"
    return Person(id=row_id, name=f"{CANARY} {name} ☕", email=contact, made_at=NOON, last_in_on=NOON.date(),
                  email_index=Ring(**KEYS).index(contact, "email"), totp="JBSWY3DPEHPK3PXP")  # fmt: skip


def _add_what_people_have(session: Session) -> None:
    later = NOON + timedelta(hours=1)
    session.add_all([
        SignedIn(token_hash="t", person_id=NIA, made_at=NOON, seen_at=NOON, proved_at=NOON, ends_at=later),
        RecoveryCode(person_id=NIA, code_hash="h", made_at=NOON),
        Letter(to=f"{CANARY}@example.org", values=f'{{"{CANARY}": 1}}', key="k", kind="code", channel="email",
               made_at=NOON, due_at=NOON, ends_at=later),
    ])  # fmt: skip


def _add_changes(session: Session) -> None:
    listing = session.scalars(select(Listing.id).order_by(Listing.id)).first()
    for row_id, undone in (("2" * 32, None), ("1" * 32, "2" * 32)):
        session.add(Revision(id=row_id, listing_id=listing, act="listing.edit", role=Role.COORDINATOR, person_id=CAL,
                             made_at=NOON, before={"note": ""}, after={"note": f"{CANARY} “door”", "weeks": [1, 2]},
                             undoes_id=undone))  # fmt: skip
        session.flush()
