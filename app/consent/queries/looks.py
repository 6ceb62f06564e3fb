"""What the record says of one person, in words for that person."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audit.rules import Event
from app.consent.rules.looking import what, when, who
from app.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked or did something: when, who by role and organisation, and what."""

    when: str
    who: str
    what: str


def looks(session: Session, events: Iterable[Event], person_id: str) -> list[Look]:
    """The events about a person in words. People are named by their role and organisation; oneself as "You"."""
    kept = list(events)
    ids = {event.entry.organisation_id for event in kept} - {""}
    rows = session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    names = {organisation_id: name for organisation_id, name in rows}
    return [Look(when(event.at), who(event.entry, person_id, names), what(event.entry)) for event in kept]
