"""The record of who did and looked at what."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from app.model import Model


class AuditEvent(Model):
    """Somebody did or looked at something. No names, no contents, no addresses: only ids and words of our own.

    `actor_id` is a person, or empty for the site itself. `relation` is why the actor might, `subject_id` the person
    whose record it was, `organisation_id` where the actor was sitting. `mark` is a keyed hash of the row and of the
    mark before it, so that nothing in the middle is changed, taken out or moved unseen. Triggers refuse any update or
    deletion.
    """

    __tablename__ = "audit_event"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(index=True)
    role: Mapped[str]
    relation: Mapped[str]
    act: Mapped[str]
    object_type: Mapped[str]
    object_id: Mapped[str] = mapped_column(index=True)
    subject_id: Mapped[str] = mapped_column(index=True)
    outcome: Mapped[str]
    reason: Mapped[str]
    organisation_id: Mapped[str] = mapped_column(index=True)
    mark: Mapped[str]
