"""Messages on their way out."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.model import Model
from app.seal import Sealed, new_id

WAITING = text("sent_at IS NULL AND given_up_at IS NULL")


class Letter(Model):
    """One message to one recipient. It is put into words when it leaves; what it needs for that, and whom it goes to,
    is sealed, and taken out once it has left or been given up.

    `key` names what it is about, so that the same thing is never said twice. `kind` names its words. `channel` is
    "email" or "text"; "none" is a letter that nobody gets, kept so that known and unknown addresses cost the same.
    Moments are of the running clock; after `ends_at` it is not worth sending.
    """

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_waiting", "due_at", sqlite_where=WAITING, postgresql_where=WAITING),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    channel: Mapped[str]
    to_sealed: Mapped[bytes | None]
    values_sealed: Mapped[bytes | None]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")

    to = Sealed()
    values = Sealed()
