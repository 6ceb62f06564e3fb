"""Complaints about how data was treated, and accidents with data."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.tokens import new_ref
from app.model import Model
from app.seal import Sealed, new_id


class Complaint(Model):
    """Somebody complains about what was done with their data. `organisation_id` is empty where they did not say whom
    it is about. `reference` is what they are given; dates are people's."""

    __tablename__ = "complaint"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(unique=True, default=new_ref)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    words_sealed: Mapped[bytes | None]
    contact_sealed: Mapped[bytes | None]
    made_on: Mapped[date]
    answered_on: Mapped[date | None]
    answered_by: Mapped[str | None]
    outcome: Mapped[str] = mapped_column(default="", server_default=text("''"))
    answer_sealed: Mapped[bytes | None]

    words = Sealed()
    contact = Sealed()
    answer = Sealed()


class Incident(Model):
    """An accident with data. Opening it starts the 72 hours in which the ICO may have to be told; `touches` names the
    parts of the privacy page whose data it touches; `told` is what the ICO was told, or why it was not."""

    __tablename__ = "incident"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    touches: Mapped[list[str]]
    notes_sealed: Mapped[bytes | None]
    told_sealed: Mapped[bytes | None]
    opened_at: Mapped[datetime]
    opened_by: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]

    notes = Sealed()
    told = Sealed()
