"""A linkage: one person's request for company, what happened to it, what is due, and who is to see to what."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.tokens import new_page
from app.linkage.referral.rules.covers import Away
from app.linkage.referral.rules.states import LIVE, State
from app.linkage.referral.rules.wishes import Wishes, read, written
from app.model import Model, Word
from app.people.models import Organisation, Person
from app.seal import Sealed, new_id


class Entry(StrEnum):
    """By which road a request came."""

    SELF = "self"
    STAFF = "staff"
    TELEPHONE = "telephone"
    WALK_IN = "walk_in"
    CHAMPION = "champion"
    TRANSFER = "transfer"


class Linkage(Model):
    """Somebody asks for company. `page` stands in the address of their own page, which is neutral until it is opened;
    `proved_at` is when the contact that they gave was seen to be theirs. `before` is remembered by a state that sets
    aside. `referrer_id` is who asked for them, for the `agency` of that name, `holder_id` the coordinator who has it.
    `called` is what to call them in this request, where it is not their account's name: some share a telephone.
    `listing_id` and `wished_on` are the meeting that they named, none where they wish for help with choosing.
    `released_at`: since when champions are asked without staff choosing each, by the newcomer's choice where `chooses`;
    `searched_at`: when the site last looked for them; `interpreter_at`: when staff said that an
    interpreter is booked. All moments are of people's time."""

    __tablename__ = "linkage"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    page: Mapped[str] = mapped_column(unique=True, default=new_page)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    area_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"))
    state: Mapped[State] = mapped_column(Word(State), index=True)
    before: Mapped[State | None] = mapped_column(Word(State))
    since: Mapped[datetime]
    entry: Mapped[Entry] = mapped_column(Word(Entry))
    asked_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]
    referrer_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    holder_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    discharge_on: Mapped[date | None]
    listing_id: Mapped[str | None] = mapped_column(ForeignKey("listing.id", ondelete="SET NULL"), index=True)
    wished_on: Mapped[date | None]
    wished_sealed: Mapped[bytes | None]
    called_sealed: Mapped[bytes | None]
    reason: Mapped[str] = mapped_column(default="", server_default=text("''"))
    paused_until: Mapped[date | None]
    agency: Mapped[str] = mapped_column(default="", server_default=text("''"))
    released_at: Mapped[datetime | None]
    searched_at: Mapped[datetime | None]
    chooses: Mapped[bool] = mapped_column(default=False, server_default=false())
    interpreter_at: Mapped[datetime | None]

    wished = Sealed()
    called = Sealed()

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    organisation: Mapped[Organisation] = relationship()
    happenings: Mapped[list["Happening"]] = relationship(
        cascade="all, delete-orphan", order_by="Happening.number", back_populates="linkage"
    )
    timers: Mapped[list["Timer"]] = relationship(cascade="all, delete-orphan", back_populates="linkage")
    tasks: Mapped[list["Task"]] = relationship(cascade="all, delete-orphan", back_populates="linkage")

    @property
    def wishes(self) -> Wishes:
        """What they wish for. Raises `CannotOpen` while a key is not at hand."""
        return read(self.wished)

    @wishes.setter
    def wishes(self, wishes: Wishes) -> None:
        self.wished = written(wishes)

    @property
    def name(self) -> str:
        """What to call whoever asked. Raises `CannotOpen` while a key is not at hand."""
        return self.called or self.person.name

    @property
    def is_live(self) -> bool:
        """Is it still going on?"""
        return self.state in LIVE

    @property
    def is_settling(self) -> bool:
        """Did somebody say yes who may still take it back? Set aside meanwhile, it is so once it goes on."""
        return State.ACCEPTED in (self.state, self.before)


class Happening(Model):
    """One thing that happened to a linkage; rows are only ever added. `actor_id` did it ("" for the site itself), for
    `for_id` if for somebody else. A move has `came_from` and `went_to`."""

    __tablename__ = "linkage_happening"
    __table_args__ = (UniqueConstraint("linkage_id", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    linkage_id: Mapped[str] = mapped_column(ForeignKey("linkage.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[str] = mapped_column(default="")
    for_id: Mapped[str] = mapped_column(default="")
    what: Mapped[str]
    came_from: Mapped[str] = mapped_column(default="")
    went_to: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")

    linkage: Mapped[Linkage] = relationship(back_populates="happenings")


class Timer(Model):
    """Something is due at a moment. `subject` is the id of what it is about; the same one is begun again under the next
    `cycle`."""

    __tablename__ = "linkage_timer"
    __table_args__ = (
        UniqueConstraint("linkage_id", "subject", "kind", "cycle"),
        Index("ix_linkage_timer_open", "due_at", sqlite_where=text("done_at IS NULL"),
              postgresql_where=text("done_at IS NULL")),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    linkage_id: Mapped[str] = mapped_column(ForeignKey("linkage.id", ondelete="CASCADE"))
    subject: Mapped[str]
    kind: Mapped[str]
    cycle: Mapped[int] = mapped_column(default=1)
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    linkage: Mapped[Linkage] = relationship(back_populates="timers")


class NewContact(Model):
    """A number or address that somebody gave instead of what we had, which is forgotten already: until a code has come
    back from it, nothing else is sent to it. `is_first`: there was none before. `speaks`: messages go there from then
    on."""

    __tablename__ = "new_contact"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    sort: Mapped[str]
    contact_sealed: Mapped[bytes | None]
    given_at: Mapped[datetime]
    is_first: Mapped[bool]
    speaks: Mapped[bool]

    contact = Sealed()


class Absence(Model):
    """A coordinator is away from a day to a day, both included, and a colleague stands in; `ended_at` when they were
    back sooner."""

    __tablename__ = "absence"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    cover_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    cover: Mapped[Person] = relationship(foreign_keys=cover_id)

    @property
    def away(self) -> Away:
        """The same as the rules have it."""
        return Away(self.person_id, self.cover_id, self.first, self.last)


class Task(Model):
    """Somebody is to see to something: `for_id`, or whoever coordinates. One kind is open once at a time."""

    __tablename__ = "linkage_task"
    __table_args__ = (
        Index("uq_linkage_task_open", "linkage_id", "kind", unique=True, sqlite_where=text("done_at IS NULL"),
              postgresql_where=text("done_at IS NULL")),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    linkage_id: Mapped[str] = mapped_column(ForeignKey("linkage.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    for_id: Mapped[str | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(default="")

    linkage: Mapped[Linkage] = relationship(back_populates="tasks")


class Count(Model):
    """So many requests of one quarter ("2026-4") that are not here any more, and how far they got. It names nobody:
    `agency_mark` stands for a service whose name is not kept here."""

    __tablename__ = "linkage_count"
    __table_args__ = (UniqueConstraint("organisation_id", "quarter", "entry", "agency_mark"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    quarter: Mapped[str]
    entry: Mapped[Entry] = mapped_column(Word(Entry))
    agency_mark: Mapped[str] = mapped_column(default="")
    asked: Mapped[int] = mapped_column(default=0)
    linked: Mapped[int] = mapped_column(default=0)
    contacted: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    arranged: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    went: Mapped[int] = mapped_column(default=0)
    with_staff: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    followed: Mapped[int] = mapped_column(default=0)
