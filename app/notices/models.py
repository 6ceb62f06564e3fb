"""What people said of how they may be reached, their phones, what waits for them inside the site, what they stopped;
and the words that organisations chose."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.model import Model, Word
from app.notices.rules.reach import Wish
from app.seal import Sealed, new_id


class SafeContact(Model):
    """How somebody may be reached, by their own word. `hours` are the times of each weekday, "" for the usual ones.

    `watched`: somebody else may see their messages. Plain words are an agreement of its own, kept with the others.
    `settled_at` is when they last said that it is right, `asked_at` when we asked since whether it still is; both by
    people's time.
    """

    __tablename__ = "safe_contact"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    channel: Mapped[Wish] = mapped_column(Word(Wish))
    hours_sealed: Mapped[bytes | None]
    leave_message: Mapped[bool] = mapped_column(default=False)
    do_not_contact: Mapped[bool] = mapped_column(default=False)
    watched: Mapped[bool] = mapped_column(default=False)
    settled_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]

    hours = Sealed()


class InboxNote(Model):
    """One message inside the site. Its id is the letter's, so that one that comes twice is there once."""

    __tablename__ = "inbox_note"

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    values_sealed: Mapped[bytes | None]
    made_at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    values = Sealed()


class PushPhone(Model):
    """One browser that somebody asked us to tell when there is something to read. `subscription` is where and with
    which keys, as a letter has it; one browser tells of one person at a time. `label` is coarse: "Chrome on Android".
    `seen_on` is the last day on which their inbox, or their page on how to reach them, was opened on it."""

    __tablename__ = "push_phone"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    subscription_sealed: Mapped[bytes | None]
    subscription_index: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    made_at: Mapped[datetime]
    seen_on: Mapped[date]

    subscription = Sealed()


class Stopped(Model):
    """Somebody stopped the messages of a kind; "" stands for all of them."""

    __tablename__ = "stopped"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    stopped_at: Mapped[datetime]


class OwnWording(Model):
    """An organisation's own discreet words for one kind of message by one road."""

    __tablename__ = "own_words"
    __table_args__ = (UniqueConstraint("organisation_id", "kind", "channel"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    kind: Mapped[str]
    channel: Mapped[str]
    subject: Mapped[str]
    words: Mapped[str]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str | None]
