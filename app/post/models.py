"""Messages on their way out."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.model import Model
from app.seal import Sealed, new_id

WAITING = text("sent_at IS NULL AND given_up_at IS NULL")


class Letter(Model):
    """One message to one recipient. It is put into words when it leaves; what it needs for that, and whom it goes to,
    is sealed, and taken out once it has left or been given up.

    `key` names what it is about, so that the same thing is never said twice. `kind` names its words. `channel` is the
    road that was asked for, `road` the one that it was really sent on. "none" is a letter that nobody gets, kept so
    that known and unknown addresses cost the same. After `ends_at` it is not worth sending.

    Where a letter for a person goes is found when it leaves. One that was put for a moment of people's time, `set_for`,
    is due and ends by people's time; all other moments are of the running clock. What is `planned` the planner may move
    or take back. After a try that failed a letter `rests_until` the next.
    """

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_waiting", "due_at", sqlite_where=WAITING, postgresql_where=WAITING),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    channel: Mapped[str]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    to_sealed: Mapped[bytes | None]
    values_sealed: Mapped[bytes | None]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    set_for: Mapped[datetime | None]
    planned: Mapped[bool] = mapped_column(default=False, server_default=false())
    rests_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")
    road: Mapped[str] = mapped_column(default="", server_default=text("''"))

    to = Sealed()
    values = Sealed()
