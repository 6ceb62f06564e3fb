"""Ending an account with all that is held on its person, table by table as the register tells it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import String, Table, cast, delete, select, update
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.champions.actions.applying import forget as forget_applications
from app.concerns.actions.apart import forget_pairs
from app.kernel.access import Warrant
from app.linkage.referral.actions.leaving import withdraw_all
from app.linkage.referral.actions.tallying import keep_counts
from app.model import Model
from app.people.actions.roles import stopped
from app.people.models import EntryCode, Invitation, Person
from app.post.models import Letter
from app.rights.actions import ledger
from app.rights.queries.ending import is_last_admin, left_alone
from app.rights.queries.theirs import applications_of, invitations_to, letters_to, theirs
from app.rights.rules.ending import check_may_end
from app.rights.rules.register import of_table, tables_of_people
from app.saved.actions.digest import forget as stop_list
from app.saved.queries.digest import of_person

ACT = "account.erase"


def erase(session: Session, person: Person, file: Path, present: datetime, by: Warrant | None = None) -> None:
    """End an account at once: what is held on the person goes, and the ledger `file` remembers it for the day when a
    backup is put back. Without `by` the site itself does it. Raises `HandOver`, or OSError where the ledger cannot be
    written; then nothing is erased."""
    check_may_end(is_last_admin=is_last_admin(session, person), left_alone=left_alone(session, person))
    ledger.note(file, person.id, present)
    forget(session, person, present)
    site = Entry("", "", "", ACT, "person", person.id, person.id, "erased")
    record(session, Entry.of(by, "person", person.id, person.id, outcome="erased") if by else site)


def erase_again(session: Session, file: Path, present: datetime) -> int:
    """Erase everybody whom the ledger remembers and the database holds: after a backup was put back. How many."""
    held = ledger.marks(file)
    found = [each for each in session.scalars(select(Person)) if ledger.knows(held, each.id)] if held else []
    for person in found:
        forget(session, person, present)
        record(session, Entry("", "", "", ACT, "person", person.id, person.id, "erased", "again"))
    return len(found)


def forget(session: Session, person: Person, present: datetime) -> None:
    """Take everything of a person out of the database, or make it lead to nobody where the register keeps it."""
    keep_counts(session, person.id)
    withdraw_all(session, person.id, present, reason="erased")
    for held in person.live_holdings:
        stopped(session, held, present)
    _call_off(session, person, present)
    session.flush()
    person_id = person.id
    for table in reversed(Model.metadata.sorted_tables):
        if table.name in tables_of_people():
            _forget_rows(session, table, person_id)
    for table in Model.metadata.sorted_tables:
        _forget_mentions(session, table, person_id)
    session.expunge(person)
    session.expire_all()


def _call_off(session: Session, person: Person, present: datetime) -> None:
    """Invitations that they made or that were for them, weekly lists to their address, what they wrote when they
    would like to help, and messages to them or with
    their number in the key."""
    made = select(Invitation).where(Invitation.made_by == person.id, Invitation.spent_at.is_(None))
    for invitation in [*session.scalars(made), *invitations_to(session, person)]:
        invitation.withdrawn_at = invitation.withdrawn_at or present
        invitation.email, invitation.name = "", ""
    for reader in of_person(session, person):
        stop_list(session, reader)
    forget_applications(session, applications_of(session, person))
    for letter in letters_to(session, person):
        session.execute(delete(Letter).where(Letter.id == letter.id))
    session.execute(delete(Letter).where(Letter.key.contains(person.id)))
    forget_pairs(session, person.id)
    indexes = [index for index in (person.email_index, person.phone_index) if index]
    session.execute(delete(EntryCode).where(EntryCode.contact_index.in_(indexes)))


def _forget_rows(session: Session, table: Table, person_id: str) -> None:
    entries = of_table(table.name)
    emptied = {entry.column: _nothing(table, entry.column) for entry in entries if entry.is_emptied}
    if emptied:
        session.execute(update(table).where(theirs(table, person_id)).values(emptied))
    elif not entries[0].stays:
        session.execute(delete(table).where(theirs(table, person_id)))


def _forget_mentions(session: Session, table: Table, person_id: str) -> None:
    """Columns that name them beside somebody else, and plain values that hold their id. What stays as it is stays."""
    entries = of_table(table.name)
    keeps_all = bool(entries[0].stays) and not any(entry.is_emptied for entry in entries)
    for entry in [] if keeps_all else entries:
        column = table.c[entry.column]
        if entry.is_other:
            emptied = {entry.column: _nothing(table, entry.column)}
            session.execute(update(table).where(column == person_id).values(emptied))
        if entry.holds_ids:
            holding_it = select(table.c.id, column).where(cast(column, String).contains(person_id))
            for row_id, values in session.execute(holding_it).all():
                without = {entry.column: json.loads(json.dumps(values).replace(person_id, ""))}
                session.execute(update(table).where(table.c.id == row_id).values(without))


def _nothing(table: Table, column: str) -> Any:
    return None if table.c[column].nullable else ""
