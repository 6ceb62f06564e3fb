"""What stands in a person's calendar. Features above this one add theirs, in the factory: what somebody saved, later
their plans and shifts. Whoever changes what a source gives calls `app.calendars.actions.touch`."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from app.calendars.rules.entry import Entry

Source = Callable[[Session, str, Callable[[str], str]], Sequence[Entry]]
"""Given a person's id, and how a path becomes an address, the entries in plain words, the most wanted first."""

SOURCES: list[Source] = []


def entries_of(session: Session, person_id: str, address: Callable[[str], str]) -> list[Entry]:
    """Everything in a person's calendar, in plain words."""
    return [entry for source in SOURCES for entry in source(session, person_id, address)]
