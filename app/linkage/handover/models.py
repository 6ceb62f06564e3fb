"""A question of one organisation to another: would you look after this person?"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.linkage.handover.rules.handover import Ending
from app.linkage.referral.models import Linkage
from app.model import Model, Word
from app.people.models import Organisation
from app.seal import Sealed, new_id

OPEN = text("ended_at IS NULL")


class Handover(Model):
    """Another organisation (`organisation_id`) is asked to look after a request from now on. `asked_by` is who pressed
    the button, the newcomer or staff beside them, and `how` they agreed. `near`: where they will be then, as the name
    of a place, in the area `area_id`. It is to be answered by `due_at`; at `late_at` others were told that it was not.
    `next_id` is the request that goes on there after a yes; `reason` is for the colleagues who asked."""

    __tablename__ = "handover"
    __table_args__ = (Index("uq_handover_open", "linkage_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    linkage_id: Mapped[str] = mapped_column(ForeignKey("linkage.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    asked_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    how: Mapped[str]
    area_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"))
    near_sealed: Mapped[bytes | None]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    late_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ending: Mapped[Ending | None] = mapped_column(Word(Ending))
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    reason_sealed: Mapped[bytes | None]
    next_id: Mapped[str | None] = mapped_column(ForeignKey("linkage.id", ondelete="SET NULL"), index=True)

    near = Sealed()
    reason = Sealed()

    linkage: Mapped[Linkage] = relationship(foreign_keys=linkage_id)
    next: Mapped[Linkage | None] = relationship(foreign_keys=next_id)
    organisation: Mapped[Organisation] = relationship()
