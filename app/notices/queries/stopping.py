"""Whose link it is."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.notices.rules.stopping import SORT, kind_of, kinds, marked_text, start_of_person
from app.people.models import Person
from app.seal import ring


def whose(session: Session, given: str) -> tuple[str, str] | None:
    """The person and the kind of messages that a stop link is for; None for any other text."""
    start = start_of_person(given)
    if not start:
        return None
    found = session.scalars(select(Person.id).where(Person.id.startswith(start)))
    candidates = (
        (person_id, kind, mark)
        for person_id in found
        for kind in kinds()
        for mark in ring().indexes(marked_text(person_id, kind), SORT)
    )
    return kind_of(given, candidates)
