"""Venues, areas and the times a venue is shut."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.tokens import new_ref
from app.model import Model, Word


class Nation(StrEnum):
    """Which bank holidays are kept; the divisions of the GOV.UK list."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"
    ELSEWHERE = "elsewhere"


class Access(StrEnum):
    """What we were told of a way in; `UNKNOWN` when nobody has said."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNKNOWN = "unknown"


class Area(Model):
    """A local authority, or for places abroad whatever region their own list names."""

    __tablename__ = "area"
    __table_args__ = (Index("ix_area_name", "name", "slug"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_ref)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    nation: Mapped[Nation] = mapped_column(Word(Nation), default=Nation.ENGLAND_AND_WALES)


class Venue(Model):
    """A building, and how to get into it; shared by every listing held there.

    `address_withheld`: people ask for the address, so nothing public shows more than the area.
    `latitude` and `longitude` are the pin (the entrance), apart from the address as typed; `approximate` when the
    pin is only the middle of a postcode or district.
    """

    __tablename__ = "venue"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_ref)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="GB")
    area_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"), index=True)
    nation: Mapped[Nation] = mapped_column(Word(Nation), default=Nation.ENGLAND_AND_WALES)
    zone: Mapped[str] = mapped_column(default="Europe/London")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    approximate: Mapped[bool] = mapped_column(default=False)
    address_withheld: Mapped[bool] = mapped_column(default=False)
    step_free: Mapped[Access] = mapped_column(Word(Access), default=Access.UNKNOWN)
    accessible_toilet: Mapped[Access] = mapped_column(Word(Access), default=Access.UNKNOWN)
    hearing_loop: Mapped[Access] = mapped_column(Word(Access), default=Access.UNKNOWN)
    parking: Mapped[str] = mapped_column(default="")
    transport: Mapped[str] = mapped_column(default="")
    directions: Mapped[str] = mapped_column(default="")
    door_sign: Mapped[str] = mapped_column(default="")
    source_id: Mapped[str | None] = mapped_column(ForeignKey("source.id"), index=True)
    source_key: Mapped[str] = mapped_column(default="")
    is_example: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]

    area: Mapped[Area | None] = relationship()
    closures: Mapped[list["VenueClosure"]] = relationship(back_populates="venue", order_by="VenueClosure.first")

    @property
    def is_placed(self) -> bool:
        """Is there a pin?"""
        return self.latitude is not None and self.longitude is not None


class VenueClosure(Model):
    """A venue is shut from `first` to `last`, both counted in; every listing there stops and comes back by itself."""

    __tablename__ = "venue_closure"
    __table_args__ = (CheckConstraint("last >= first", name="order"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_ref)
    venue_id: Mapped[str] = mapped_column(ForeignKey("venue.id"), index=True)
    first: Mapped[date]
    last: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")

    venue: Mapped[Venue] = relationship(back_populates="closures")
