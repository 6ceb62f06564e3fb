"""A person with a row in every table that leads to them, each text of theirs with a word that stands nowhere else."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Column, Engine, Table, select
from sqlalchemy.orm import Session

from app import db
from app.directory.rules.timetable import Kind
from app.kernel.roles import Appointment, Role
from app.model import Model, Word
from app.people.actions.invitations import make
from app.people.models import Organisation, Person
from app.people.rules.contact import Contact
from app.places.models import Area
from app.post.actions import put
from app.post.rules import Message
from app.rights.queries.theirs import tables
from app.rights.rules.register import of_table, tables_of_people
from app.seal import new_id, place_in, ring
from tests.factories import persons
from tests.factories.directories import listing, weekly
from tests.guards.example_rows import FILLERS

CANARY = "zzcanary"
NAME, EMAIL = f"{CANARY} Nia", f"{CANARY}-nia@example.org"
PRESENT = datetime(2026, 12, 21, 18, tzinfo=UTC)
OTHER = "0" * 31 + "1"
"""Somebody who has no account here."""
WORDS = {"role": Role.CHAMPION.value, "duty": Appointment.ON_DUTY.value, "level": "full", "category": "danger",
         "act": "person.read", "relation": "", "purpose": "figures",
         "channel": "email", "manner": "discreet", "champion.status": "ready", "champion.visibility": "nobody",
         "champion_check.level": "basic", "champion_away.first": date(2020, 1, 1),
         "organisation_id": "hhhhhhh1"}  # fmt: skip


def furnish(session: Session) -> tuple[Person, Organisation]:
    """Nia, a newcomer with a row of every sort, in an organisation with a coordinator."""
    here = persons.organisation(session, "calder")
    persons.person(session, "Cora", Role.COORDINATOR, here, Appointment.PRIVACY_LEAD)
    nia = persons.person(session, "Nia", Role.NEWCOMER, here)
    nia.name, nia.email = NAME, EMAIL
    nia.email_index = ring().index(EMAIL, "email")
    session.flush()
    keys = {"person": nia.id, "holding": nia.holdings[0].id, "organisation": here.id, "listing": _listing(session)}
    for table in tables():
        if table.name not in ("person", "holding"):
            row = filled(table, nia.id, keys)
            session.execute(table.insert().values(row))
            keys[table.name] = row.get("id", "")
    to_her = Message("sign_in_code:x", "still_there", "email", EMAIL, {"link": "https://x.example", "days": 7},
                     PRESENT + timedelta(days=3))  # fmt: skip
    put(session, to_her, PRESENT)
    make(session, Role.CHAMPION, here.id, PRESENT, name=NAME, email=Contact("email", EMAIL))
    return nia, here


def keys_of(session: Session) -> dict[str, str]:
    """What rows may point at: somebody with a role, and a listing."""
    here = persons.organisation(session, "worth")
    ned = persons.person(session, "Ned", Role.NEWCOMER, here)
    area = Area(slug="calderdale", name="Calderdale")
    session.add(area)
    session.flush()
    keys = {"person": ned.id, "holding": ned.holdings[0].id, "organisation": here.id, "listing": _listing(session),
            "area": area.id}  # fmt: skip
    champion = filled(Model.metadata.tables["champion"], ned.id, keys)
    session.execute(Model.metadata.tables["champion"].insert().values(champion))
    return keys | {"champion": champion["id"]}


def filled(table: Table, person_id: str, keys: dict[str, str]) -> dict[str, Any]:
    """A row that leads to the person: every column has something, texts the canary."""
    row_id = new_id()
    return {column.name: _value(table, column, row_id, person_id, keys) for column in table.columns}


def everything(engine: Engine) -> dict[str, str]:
    """All that stands in each table, as one text."""
    with engine.connect() as connection:
        return {
            table.name: repr([tuple(row) for row in connection.execute(select(table))])
            for table in Model.metadata.sorted_tables
        }


def written(app: Flask) -> tuple[str, str]:
    """Write Nia's world; her id, and the organisation's slug."""
    with Session(db.writing(app.extensions[db.KEY])) as session:
        nia, here = furnish(session)
        session.commit()
        return nia.id, here.slug


def _listing(session: Session) -> str:
    made = listing(1, Kind.MEETING, [weekly(date(2026, 1, 5), time(19))], in_person=False, online=True)
    session.add(made)
    session.flush()
    return made.id


def _value(table: Table, column: Column[Any], row_id: str, person_id: str, keys: dict[str, str]) -> Any:
    entry = next(each for each in of_table(table.name) if each.column == column.name)
    if column.name == tables_of_people().get(table.name) and not column.foreign_keys:
        return person_id
    for key in column.foreign_keys:
        return keys.get(key.column.table.name)
    if column.name == "id":
        return row_id
    if entry.sealed:
        return ring().seal(f"{CANARY} {column.name}", place_in(table.name, column.name, row_id))
    if entry.is_other:
        return OTHER
    return _plain(column, entry.holds_ids, person_id)


def _plain(column: Column[Any], holds_ids: bool, person_id: str) -> Any:
    kind = getattr(column.type, "impl", column.type).python_type
    if holds_ids:
        return {"by": person_id, "was": OTHER}
    for name in (f"{column.table.name}.{column.name}", column.name):
        if name in WORDS:
            return WORDS[name]
    if isinstance(column.type, Word):
        return next(iter(column.type.words))
    if kind is str:
        return f"{CANARY} {column.name}"
    if kind is int:
        return 1
    return {bytes: CANARY.encode(), datetime: PRESENT, date: PRESENT.date()}.get(kind, FILLERS.get(kind))
