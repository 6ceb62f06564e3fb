"""Everything that is held on a person as one file, for that person."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.people.models import Person
from app.rights.build import zipped
from app.rights.queries.copies import held_on, history_of


def copy_of(session: Session, person: Person, present: datetime) -> bytes:
    """A ZIP of a page and of JSON. Whoever calls writes into the record that it was made."""
    history = [(look.when, look.who, look.what) for look in history_of(session, person)]
    return zipped(held_on(session, person), history, present)
