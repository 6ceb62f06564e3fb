"""Which rows are about a person: by the register's column that leads to them, and by their address, which is sealed."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Table, select
from sqlalchemy.orm import Session

from app.champions.models import Application
from app.champions.queries.champions import applications_by
from app.model import Model
from app.people.models import Invitation, Person
from app.post.models import Letter
from app.rights.rules.register import tables_of_people
from app.seal import CannotOpen


def tables() -> list[Table]:
    """The tables of which a row leads to a person, parents first."""
    return [table for table in Model.metadata.sorted_tables if table.name in tables_of_people()]


def theirs(table: Table, person_id: str) -> ColumnElement[bool]:
    """The rows of one of `tables` that lead to this person, straight or through another table."""
    column: Column[Any] = table.c[tables_of_people()[table.name]]
    for key in column.foreign_keys:
        parent = key.column.table
        if parent.name != Person.__tablename__:
            return column.in_(select(key.column).where(theirs(parent, person_id)))
    return column == person_id


def letters_to(session: Session, person: Person) -> list[Letter]:
    """Messages to their address, without their number, that have not left: whom one is for is sealed, so each is
    opened."""
    by_address = (Letter.to_sealed.is_not(None), Letter.person_id.is_(None))
    waiting = session.scalars(select(Letter).where(*by_address).order_by(Letter.made_at))
    return [letter for letter in waiting if _opened(letter, "to") in _contacts(person)]


def invitations_to(session: Session, person: Person) -> list[Invitation]:
    """Invitations to their address that nobody has taken up."""
    waiting = session.scalars(select(Invitation).where(Invitation.email_sealed.is_not(None)))
    return [invitation for invitation in waiting if _opened(invitation, "email") in _contacts(person)]


def applications_of(session: Session, person: Person) -> list[Application]:
    """What they wrote from their address to organisations that they would like to help."""
    email = _opened(person, "email")
    return applications_by(session, [email]) if email else []


def _contacts(person: Person) -> set[str]:
    return {_opened(person, "email"), _opened(person, "phone")} - {""}


def _opened(row: Any, name: str) -> str:
    """A sealed text; one that does not open is nobody's."""
    try:
        text: str = getattr(row, name)
    except CannotOpen:
        return ""
    return text
