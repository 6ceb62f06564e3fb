"""Choosing the words of messages to people of an organisation, and going back to ours."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.audit.actions import record
from app.audit.rules import Entry
from app.kernel.access import Warrant
from app.notices.models import OwnWording
from app.notices.queries.own_words import row_of
from app.notices.rules.own_words import Looked, checked
from app.people.models import Organisation
from app.post.rules.wording import OwnWords
from app.seal import new_id


def adapt(
    session: Session, by: Warrant, organisation: Organisation, own: OwnWords, *, kind: str, channel: str,
    looked: Looked, present: datetime,
) -> None:  # fmt: skip
    """Keep the words; they count for every message that leaves from now on. Raises `CannotUse`."""
    found = checked(kind, channel, own, looked)
    said = {"subject": found.subject, "words": found.words, "changed_at": present, "changed_by": by.actor.person_id}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(OwnWording).values(
        id=new_id(), organisation_id=organisation.id, kind=kind, channel=channel, **said
    )
    row = row.on_conflict_do_update(index_elements=["organisation_id", "kind", "channel"], set_=said)
    kept_id = session.scalars(row.returning(OwnWording.id)).one()
    record(session, Entry.of(by, "own_words", kept_id, outcome="adapted"))


def back_to_ours(session: Session, by: Warrant, organisation: Organisation, kind: str, channel: str) -> None:
    """Drop the organisation's own words; twice is once."""
    row = row_of(session, organisation.id, kind, channel)
    if row:
        session.delete(row)
        session.flush()
        record(session, Entry.of(by, "own_words", row.id, outcome="dropped"))
