"""A person, the roles that they hold, and their appointments."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.roles import Appointment, Role
from app.model import Model, Word
from app.people.models.organisation import Organisation
from app.seal import Sealed, new_id


class Person(Model):
    """Somebody with an account. `name` is the name to use, whatever it is; no legal name is asked for.

    Names and contacts are sealed; `email_index` and `phone_index` are blind indexes by which they are found.
    `word_hash` is the sign-in word's, `totp` the secret shared with an app, `totp_step` the last time step that was
    used (RFC 6238, 5.2). `last_in_on` is all that is kept of when somebody was here; `asked_on` is when we last asked
    somebody who had not been here for a year whether they want to stay.
    """

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name_sealed: Mapped[bytes | None]
    email_sealed: Mapped[bytes | None]
    email_index: Mapped[str | None] = mapped_column(unique=True)
    phone_sealed: Mapped[bytes | None]
    phone_index: Mapped[str | None] = mapped_column(unique=True)
    word_hash: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str] = mapped_column(default="")
    totp_sealed: Mapped[bytes | None]
    totp_step: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    last_in_on: Mapped[date | None]
    asked_on: Mapped[date | None]
    suspended_at: Mapped[datetime | None]
    is_example: Mapped[bool] = mapped_column(default=False)

    name = Sealed()
    email = Sealed()
    phone = Sealed()
    totp = Sealed()

    holdings: Mapped[list["Holding"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="Holding.since, Holding.id"
    )

    @property
    def live_holdings(self) -> list["Holding"]:
        """The roles that this person holds at present."""
        return [] if self.suspended_at else [holding for holding in self.holdings if holding.is_live]


class Holding(Model):
    """A person holds a role in an organisation; only the technical admin holds one in none.

    Ended and suspended are rows' own facts, so that who was what stays known.
    """

    __tablename__ = "holding"
    __table_args__ = (CheckConstraint("organisation_id IS NOT NULL OR role = 'technical_admin'", name="somewhere"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    since: Mapped[datetime]
    given_by: Mapped[str | None]
    suspended_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(back_populates="holdings")
    organisation: Mapped[Organisation | None] = relationship()
    appointments: Mapped[list["AppointmentHeld"]] = relationship(
        back_populates="holding", cascade="all, delete-orphan", order_by="AppointmentHeld.since"
    )

    @property
    def is_live(self) -> bool:
        """Is it held now?"""
        return self.suspended_at is None and self.ended_at is None


class AppointmentHeld(Model):
    """A coordinator has a duty besides."""

    __tablename__ = "appointment"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    holding_id: Mapped[str] = mapped_column(ForeignKey("holding.id", ondelete="CASCADE"), index=True)
    duty: Mapped[Appointment] = mapped_column(Word(Appointment))
    since: Mapped[datetime]
    given_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]

    holding: Mapped[Holding] = relationship(back_populates="appointments")


class Representative(Model):
    """Somebody who holds the role of group representative looks after this listing."""

    __tablename__ = "representative"

    holding_id: Mapped[str] = mapped_column(ForeignKey("holding.id", ondelete="CASCADE"), primary_key=True)
    listing_id: Mapped[str] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True, index=True)
