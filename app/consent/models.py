"""What was agreed, and who broke the glass."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.model import Model
from app.people.models import Person
from app.seal import Sealed, new_id


class Consent(Model):
    """A person agreed to one purpose, in the words of one version, on one day. Withdrawing is a fact of the row.

    `how` says by which road ("page", "in_person", "telephone"); `taken_by` is whoever wrote it down, if not the person.
    """

    __tablename__ = "consent"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str]
    version: Mapped[str]
    how: Mapped[str]
    taken_by: Mapped[str | None]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Glass(Model):
    """Somebody broke the glass: for one person's record, for an hour, with a reason in their own words.

    Contacts stay masked until a second coordinator agrees (`agreed_by`). A privacy lead reviews it within five working
    days.
    """

    __tablename__ = "glass"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    subject_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    actor_id: Mapped[str] = mapped_column(index=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    category: Mapped[str]
    reason_sealed: Mapped[bytes | None]
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    agreed_by: Mapped[str | None]
    agreed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str | None]
    reviewed_at: Mapped[datetime | None]
    verdict: Mapped[str] = mapped_column(default="")

    reason = Sealed()

    subject: Mapped[Person] = relationship()
