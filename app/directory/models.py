"""Listings and all that says when they are on; the diary of what is coming up."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.directory.rules.status import Status
from app.directory.rules.timetable import Audience, BankHoliday, Change, Kind
from app.kernel.roles import Role
from app.kernel.tokens import new_ref, new_uid
from app.model import Model, Word
from app.people.models import Organisation, Representative
from app.places.models import Venue
from app.seal import new_id

__all__ = [
    "Card",
    "DiaryEntry",
    "DiarySpan",
    "Edition",
    "Listing",
    "OneOff",
    "Organisation",
    "Report",
    "Representative",
    "Revision",
    "Series",
    "Trait",
]

LONG = text("listed_until > starts_at + 600")
"""Listed for longer than the ten minutes of grace. Worded as `search.statements.IS_LONG`, or SQLite passes it over."""
OFF = text("NOT is_on")
COMPARED = ("x", "y", "z", "listed_until", "is_on", "in_person", "online", "kind", "listing_id")
"""All that a search compares beside place and start. Every index of a search holds them, so that an entry is read only
when it is told: were they in one alone, SQLite would take that one for what another holds in far fewer entries."""


class Listing(Model):
    """Something a person can go to or join. Its `id` is the short permanent name in `/l/<id>`.

    `in_person` and `online` are two facts. `join_url`, `join_phone` and `join_note` are what "Show how to join" gives
    and appear nowhere else. `contact_email` and `contact_phone` are shown only when `contact_public`.
    `told_as` is a short code for all that calendars tell of it; when that changes, `sequence` goes up (it never falls)
    and `changed_at` is set. `facts` holds what only some kinds have (requirements, training, places, offers).
    """

    __tablename__ = "listing"
    __table_args__ = (
        UniqueConstraint("kind", "slug"),
        UniqueConstraint("source_id", "source_key"),
        CheckConstraint("in_person OR online OR kind IN ('volunteering', 'course', 'event')", name="somewhere"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_ref)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    slug: Mapped[str]
    name: Mapped[str]
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    venue_id: Mapped[str | None] = mapped_column(ForeignKey("venue.id"), index=True)
    room: Mapped[str] = mapped_column(default="")
    in_person: Mapped[bool] = mapped_column(default=True)
    online: Mapped[bool] = mapped_column(default=False)
    join_url: Mapped[str] = mapped_column(default="")
    join_phone: Mapped[str] = mapped_column(default="")
    join_note: Mapped[str] = mapped_column(default="")
    audience: Mapped[Audience] = mapped_column(Word(Audience), default=Audience.UNKNOWN)
    open_weeks: Mapped[list[int]] = mapped_column(default=list)
    bank_holiday: Mapped[BankHoliday] = mapped_column(Word(BankHoliday), default=BankHoliday.ASK)
    summary: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    children: Mapped[str] = mapped_column(default="")
    pets: Mapped[str] = mapped_column(default="")
    cost: Mapped[str] = mapped_column(default="")
    booking: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    contact_email: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_public: Mapped[bool] = mapped_column(default=False)
    status: Mapped[Status] = mapped_column(Word(Status), default=Status.ACTIVE)
    paused_until: Mapped[date | None]
    status_note: Mapped[str] = mapped_column(default="")
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = mapped_column(default="")
    missing_since: Mapped[date | None]
    source_id: Mapped[str | None] = mapped_column(ForeignKey("source.id"), index=True)
    source_key: Mapped[str | None]
    source_hash: Mapped[str] = mapped_column(default="")
    is_example: Mapped[bool] = mapped_column(default=False)
    told_as: Mapped[str] = mapped_column(default="")
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    organisation: Mapped[Organisation | None] = relationship()
    venue: Mapped[Venue | None] = relationship()
    traits: Mapped[list["Trait"]] = relationship(back_populates="listing", cascade="all, delete-orphan")
    series: Mapped[list["Series"]] = relationship(
        back_populates="listing", cascade="all, delete-orphan", order_by="Series.position"
    )
    one_offs: Mapped[list["OneOff"]] = relationship(
        back_populates="listing", cascade="all, delete-orphan", order_by="OneOff.day"
    )

    def codes(self, sort: str) -> list[str]:
        """The codes of one sort of trait, in order."""
        return sorted(trait.code for trait in self.traits if trait.sort == sort)


class Trait(Model):
    """One thing that is true of a listing and can be searched for: a route, a language or an attribute."""

    __tablename__ = "listing_trait"
    __table_args__ = (Index("ix_listing_trait_find", "sort", "code", "listing_id"),)

    listing_id: Mapped[str] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    sort: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)

    listing: Mapped[Listing] = relationship(back_populates="traits")


class Series(Model):
    """One rule with one start time; a café has one for each pattern of hours, a role one for each shift.

    `uid` is the calendar's name for it and never changes.
    `rule` is an RRULE value without UNTIL; empty when `dates` lists the days. `season` is like "04-01/10-31".
    """

    __tablename__ = "series"
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_ref)
    listing_id: Mapped[str] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    uid: Mapped[str] = mapped_column(unique=True, default=new_uid)
    rule: Mapped[str] = mapped_column(default="")
    dates: Mapped[list[str]] = mapped_column(default=list)
    first: Mapped[date]
    until: Mapped[date | None]
    season: Mapped[str] = mapped_column(default="")
    start: Mapped[time]
    minutes: Mapped[int]
    all_day: Mapped[bool] = mapped_column(default=False)
    zone: Mapped[str] = mapped_column(default="Europe/London")

    listing: Mapped[Listing] = relationship(back_populates="series")


class OneOff(Model):
    """One date that differs: cancelled, moved, online only, with a note, or extra.

    `day` is the date that the rule gave, `to_day` the one it moved to."""

    __tablename__ = "one_off"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_ref)
    listing_id: Mapped[str] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    series_id: Mapped[str | None] = mapped_column(ForeignKey("series.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    change: Mapped[Change] = mapped_column(Word(Change))
    to_day: Mapped[date | None]
    start: Mapped[time | None]
    minutes: Mapped[int | None]
    venue_id: Mapped[str | None] = mapped_column(ForeignKey("venue.id"), index=True)
    note: Mapped[str] = mapped_column(default="")

    listing: Mapped[Listing] = relationship(back_populates="one_offs")


class DiaryEntry(Model):
    """One occurrence of the coming days, laid out for search. Derived: rewritten whenever its listing or venue changes.

    Moments are seconds since 1970 (plain integers, so that one index serves both databases). `listed_until` is when it
    leaves the lists: the end for cafés and events, ten minutes after the start for the rest. `x`, `y`, `z` are the
    venue's place on the sphere in metres and `cell` its square of the grid; -1 is online only, -2 has no pin.
    """

    __tablename__ = "diary"
    __table_args__ = (
        Index("ix_diary_cell", "cell", "starts_at", *COMPARED),
        Index("ix_diary_start", "starts_at", "cell", *COMPARED),
        Index("ix_diary_long", "cell", "starts_at", *COMPARED, sqlite_where=LONG, postgresql_where=LONG),
        Index("ix_diary_off", "cell", "starts_at", *COMPARED, sqlite_where=OFF, postgresql_where=OFF),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[str] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    series_id: Mapped[str]
    venue_id: Mapped[str | None]
    day: Mapped[date]
    starts_at: Mapped[int]
    ends_at: Mapped[int]
    listed_until: Mapped[int]
    zone: Mapped[str]
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    is_on: Mapped[bool]
    in_person: Mapped[bool]
    online: Mapped[bool]
    is_open: Mapped[bool | None]
    ask_first: Mapped[bool]
    all_day: Mapped[bool]
    note: Mapped[str] = mapped_column(default="")
    cell: Mapped[int]
    x: Mapped[float]
    y: Mapped[float]
    z: Mapped[float]


class DiarySpan(Model):
    """How far the diary has been written, one row: every listing's occurrences from `first` to `last` are in it."""

    __tablename__ = "diary_span"

    id: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[date]
    last: Mapped[date]


class Edition(Model):
    """Which edition of the listings there is, one row. Every change that calendars could show begins another one, so
    that a calendar knows without being built whether it is still as it was."""

    __tablename__ = "edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    begun_at: Mapped[datetime]


class Card(Model):
    """The unchanging part of a listing's card as HTML, made when the listing changes.

    `mark` names the template's content, so that a card made from an older template is made again.
    """

    __tablename__ = "card"

    listing_id: Mapped[str] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[str]
    html: Mapped[str]


class Report(Model):
    """A visitor says that something on a listing is wrong; kept for an editor. No name and no address is asked for."""

    __tablename__ = "report"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_ref)
    listing_id: Mapped[str] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    made_on: Mapped[date]
    settled_on: Mapped[date | None]
    settled_by: Mapped[str | None]
    outcome: Mapped[str] = mapped_column(default="", server_default=text("''"))


class Revision(Model):
    """One act of a person on a listing or on a venue: each field that it changed, before and after.

    `before` and `after` hold the same fields as plain values. `why` is in the person's own words and is shown to
    editors only. Undoing is an act of its own; `undoes_id` names what it took back.
    """

    __tablename__ = "revision"
    __table_args__ = (CheckConstraint("(listing_id IS NULL) != (venue_id IS NULL)", name="one_thing"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    listing_id: Mapped[str | None] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    venue_id: Mapped[str | None] = mapped_column(ForeignKey("venue.id", ondelete="CASCADE"), index=True)
    act: Mapped[str]
    person_id: Mapped[str | None] = mapped_column(index=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    organisation_id: Mapped[str | None]
    made_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(default="")
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undoes_id: Mapped[str | None] = mapped_column(ForeignKey("revision.id", ondelete="SET NULL"), unique=True)
