"""Everything that is held on one person, table by table as the register tells it, fit to be handed to that person."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.orm import Session

from app.audit.queries import PAGE, about
from app.audit.rules import Event
from app.consent.queries.looks import Look, looks
from app.directory.models import Listing
from app.kernel.speech import _
from app.model import Model
from app.people.models import Holding, Organisation, Person
from app.people.rules.roles import NAMES
from app.rights.queries.theirs import applications_of, invitations_to, letters_to, tables, theirs
from app.rights.rules.copied import Part, in_words
from app.rights.rules.register import Entry, of_table
from app.saved.queries.digest import of_person
from app.seal import CannotOpen, place_in, ring

AN_ID = re.compile(r"\b[0-9a-f]{32}\b")
NAMED = {"organisation_id": (Organisation.id, Organisation.name), "listing_id": (Listing.id, Listing.name)}
"""Columns whose id is told with the public name behind it."""
EMPTY = (None, "")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whose copy it is, and what ids are called in it."""

    person_id: str
    roles: dict[str, str]
    names: dict[str, str]


def held_on(session: Session, person: Person) -> list[Part]:
    """Each table that holds something on this person: every column, sealed ones opened; other people by their role."""
    found = {table.name: session.execute(select(table).where(theirs(table, person.id))).all() for table in tables()}
    by_address = {
        "letter": [letter.id for letter in letters_to(session, person)],
        "digest_reader": [reader.id for reader in of_person(session, person) if reader.confirmed_at],
        "champion_application": [each.id for each in applications_of(session, person)],
        "invitation": [invitation.id for invitation in invitations_to(session, person)],
    }
    for name, ids in by_address.items():
        found[name] = [*found.get(name, ()), *_rows(session, name, ids)]
    reader = _Reader(person.id, *_known(session, found))
    return [_part(reader, Model.metadata.tables[name], rows) for name, rows in found.items()]


def history_of(session: Session, person: Person) -> list[Look]:
    """Who looked at this person's record or changed it: all of it, the latest first."""
    return looks(session, _all_about(session, person.id), person.id)


def _all_about(session: Session, person_id: str) -> Iterator[Event]:
    before = None
    while events := about(session, person_id, before, PAGE):
        yield from events
        before = events[-1].seq


def _rows(session: Session, name: str, ids: list[str]) -> Sequence[Row[Any]]:
    table = Model.metadata.tables[name]
    return session.execute(select(table).where(table.c.id.in_(ids))).all()


def _known(session: Session, found: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Roles by person and names by thing, for every id in these rows."""
    rows = [(of_table(name), row._mapping) for name, each in found.items() for row in each]
    others = {row[entry.column] for entries, row in rows for entry in entries if entry.is_other} - {None, ""}
    held = select(Holding.person_id, Holding.role).where(Holding.person_id.in_(others)).order_by(Holding.since)
    roles = {person_id: _(NAMES[role]) for person_id, role in session.execute(held)}
    names: dict[str, str] = {}
    for column, (key, name) in NAMED.items():
        ids = {row[column] for _entries, row in rows if column in row} - {None}
        names |= {each: words for each, words in session.execute(select(key, name).where(key.in_(ids)))}
    return roles, names


def _part(reader: _Reader, table: Table, rows: Iterable[Row[Any]]) -> Part:
    entries, held = of_table(table.name), [row._mapping for row in rows]
    given = [entry for entry in entries if not entry.withheld]
    said = [entry for entry in given if entry.says and entry.column != entry.subject]
    kept_back = [entry for entry in entries if entry.withheld and entry.says]
    return Part(
        table.name,
        entries[0].group,
        entries[0].kept,
        {entry.column: entry.says for entry in given},
        {entry.column: (entry.says, entry.withheld) for entry in entries if entry.withheld},
        [{entry.column: _shown(reader, entry, row) for entry in given} for row in held],
        [[(entry.says, words) for entry in said if (words := _told(reader, entry, row))] for row in held],
        [(entry.says, entry.withheld) for entry in kept_back if any(row[entry.column] not in EMPTY for row in held)],
    )


def _shown(reader: _Reader, entry: Entry, row: Any) -> Any:
    value = row[entry.column]
    if value in EMPTY:
        return value
    if entry.sealed:
        return _opened(entry, row["id"], value)
    if entry.is_other:
        return _("you") if value == reader.person_id else reader.roles.get(value, _("somebody else"))
    if entry.column in NAMED:
        return f"{reader.names[value]} ({value})" if value in reader.names else value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict | list):
        return _without_others(reader, value)
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def _told(reader: _Reader, entry: Entry, row: Any) -> str:
    """A value in words for its person, or "" for what is empty and for ids, which say nothing to a person."""
    value = row[entry.column]
    if value in EMPTY:
        return ""
    if entry.column in NAMED:
        return reader.names.get(value, "")
    words = in_words(value if isinstance(value, bool | date) else _shown(reader, entry, row))
    return "" if AN_ID.fullmatch(words) else words


def _opened(entry: Entry, row_id: str, envelope: bytes) -> str:
    try:
        return ring().open(envelope, place_in(entry.table, entry.column, row_id))
    except CannotOpen:
        return _("This could not be opened.")


def _without_others(reader: _Reader, value: Any) -> Any:
    """Plain values in which other people's ids are words."""
    if isinstance(value, dict):
        return {name: _without_others(reader, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_others(reader, inner) for inner in value]
    if isinstance(value, str) and value != reader.person_id:
        return AN_ID.sub(_("somebody else"), value)
    return value
