"""Links to calendars that are one person's own."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.calendars.rules.personal import Manner
from app.model import Model, Word
from app.seal import Sealed, new_id


class FeedKey(Model):
    """A link to one person's calendar. The address holds 160 random bits, the row only their SHA-256.

    `label` is what the person calls it ("Mum's iPad"). `manner`, `word` and `alarm` (minutes before) say what it tells;
    `changes` counts how often that was changed and `worded_at` is the last time, both of which every event shows.
    `state` is a random name that changes whenever anything in the calendar may have, at `state_at`. Of fetching only
    the day is kept. `made_at` and `revoked_at` are of the running clock, the others of people's time.
    """

    __tablename__ = "feed_key"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    label_sealed: Mapped[bytes | None]
    manner: Mapped[Manner] = mapped_column(Word(Manner), default=Manner.DISCREET)
    word_sealed: Mapped[bytes | None]
    alarm: Mapped[int | None]
    changes: Mapped[int] = mapped_column(default=0)
    worded_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default=new_id)
    state_at: Mapped[datetime]
    made_at: Mapped[datetime]
    fetched_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None]

    label = Sealed()
    word = Sealed()
