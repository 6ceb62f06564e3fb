"""Concerns with their history, who is on duty, and who is never to meet whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.concerns.rules.concern import Agreed, Asked, Part, Sort, Speed
from app.kernel.tokens import new_ref
from app.model import Model, Word
from app.people.models import Organisation, Person
from app.seal import Sealed, new_id


class Concern(Model):
    """Somebody told an organisation of a danger to a person. Everything that they typed is sealed.

    `reference` and the code of which only a keyed hash is kept open its state to whoever told it; `once_index` is a
    mark of the form, so that one that is sent twice makes one concern; `teller_index` a mark of the account that it
    came from, if any, which is compared and never turned back. `slower` is what one lead would make of danger now, and
    waits for another. Moments are people's time.
    """

    __tablename__ = "concern"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(unique=True, default=new_ref)
    code_hash: Mapped[str]
    once_index: Mapped[str] = mapped_column(unique=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    is_immediate: Mapped[bool]
    of_staff: Mapped[bool]
    weighed: Mapped[Speed | None] = mapped_column(Word(Speed))
    slower: Mapped[Speed | None] = mapped_column(Word(Speed))
    slower_by: Mapped[str | None]
    agreed: Mapped[Agreed | None] = mapped_column(Word(Agreed))
    words_sealed: Mapped[bytes | None]
    about_sealed: Mapped[bytes | None]
    wish_sealed: Mapped[bytes | None]
    contact_sealed: Mapped[bytes | None]
    ref_sealed: Mapped[bytes | None]
    teller_index: Mapped[str | None]
    made_at: Mapped[datetime]
    taken_up_by: Mapped[str | None]
    taken_up_at: Mapped[datetime | None]
    asked_to_close_by: Mapped[str | None]
    asked_to_close_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]
    closed_at: Mapped[datetime | None]

    words = Sealed()
    about = Sealed()
    wish = Sealed()
    contact = Sealed()
    ref = Sealed()

    organisation: Mapped[Organisation] = relationship()
    notes: Mapped[list["ConcernNote"]] = relationship(order_by="ConcernNote.made_at, ConcernNote.id")
    people: Mapped[list["ConcernPerson"]] = relationship(order_by="ConcernPerson.marked_at, ConcernPerson.id")

    @property
    def marks(self) -> list["ConcernPerson"]:
        """The people who are marked in it now."""
        return [mark for mark in self.people if mark.ended_at is None]

    @property
    def additions(self) -> list["ConcernNote"]:
        """What whoever told us added."""
        return [note for note in self.notes if note.sort is Sort.ADDED]

    @property
    def wakings(self) -> list["ConcernNote"]:
        """What began its clocks anew: something was added, or whoever saw to it is no lead any more."""
        return [note for note in self.notes if note.sort in (Sort.ADDED, Sort.HANDED_BACK)]

    @property
    def speed(self) -> Speed:
        """How soon something is to be done: as a lead weighed it, until then as whoever told us said."""
        return self.weighed or (Speed.IMMEDIATE if self.is_immediate else Speed.ROUTINE)

    @property
    def asked_slower(self) -> Asked | None:
        """What a lead asked to make of danger now, and who, while no second lead has agreed."""
        return Asked(self.slower, self.slower_by) if self.slower and self.slower_by else None

    @property
    def had_danger(self) -> bool:
        """Did whoever told us see danger now, or does the lead who weighed it last? Then it takes two to close it."""
        return self.is_immediate or self.weighed is Speed.IMMEDIATE

    @property
    def waits_since(self) -> datetime:
        """Since when it waits to be taken up: since it came, was added to or handed back."""
        return self.wakings[-1].made_at if self.wakings else self.made_at

    @property
    def is_of_staff(self) -> bool:
        """Is it about somebody who acts for the organisation?"""
        return self.of_staff or any(mark.is_staff for mark in self.marks if mark.part is Part.ABOUT)


class ConcernNote(Model):
    """One line of a concern's history; nothing in it is ever changed. `made_by` is empty for whoever told us."""

    __tablename__ = "concern_note"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id", ondelete="CASCADE"), index=True)
    sort: Mapped[Sort] = mapped_column(Word(Sort))
    words_sealed: Mapped[bytes | None]
    made_by: Mapped[str | None]
    made_at: Mapped[datetime]

    words = Sealed()


class ConcernPerson(Model):
    """Somebody with an account has a part in a concern, and so never reads it. `marked_by` is empty where whoever told
    us, or their words, named them; `is_staff`: they acted for the organisation when they were marked."""

    __tablename__ = "concern_person"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(index=True)
    part: Mapped[Part] = mapped_column(Word(Part))
    is_staff: Mapped[bool]
    marked_by: Mapped[str | None]
    marked_at: Mapped[datetime]
    ended_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]


class HoldLifted(Model):
    """A lead looked at the reports on somebody and let their offers go on, with words why."""

    __tablename__ = "hold_lifted"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[str] = mapped_column(index=True)
    words_sealed: Mapped[bytes | None]
    lifted_by: Mapped[str | None]
    lifted_at: Mapped[datetime]

    words = Sealed()


class Stop(Model):
    """A lead stopped all offers and plans of somebody who has a part in a concern, until a lead lets them go on."""

    __tablename__ = "concern_stop"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    concern_id: Mapped[str] = mapped_column(ForeignKey("concern.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(index=True)
    set_by: Mapped[str | None]
    set_at: Mapped[datetime]
    ended_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]


class Shift(Model):
    """Each week somebody is on duty for an organisation, from an hour up to another (`rules/duty.py: Turn`)."""

    __tablename__ = "shift"
    __table_args__ = (UniqueConstraint("organisation_id", "person_id", "weekday", "first"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    weekday: Mapped[int]
    first: Mapped[int]
    last: Mapped[int]

    person: Mapped[Person] = relationship()


class Block(Model):
    """Somebody never wants to meet somebody again, and does not say why. `name` is how they knew the other."""

    __tablename__ = "block"
    __table_args__ = (UniqueConstraint("by_id", "against_id"),)

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    against_id: Mapped[str] = mapped_column(index=True)
    name_sealed: Mapped[bytes | None]
    made_at: Mapped[datetime]

    name = Sealed()


class Exclusion(Model):
    """Staff know a reason why two people are never to meet: an order, bail, history. Neither of them hears of it."""

    __tablename__ = "exclusion"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    first_id: Mapped[str] = mapped_column(index=True)
    second_id: Mapped[str] = mapped_column(index=True)
    reason_sealed: Mapped[bytes | None]
    set_by: Mapped[str | None]
    made_at: Mapped[datetime]
    ended_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]

    reason = Sealed()


class Barred(Model):
    """Staff know a reason why somebody is not to enter a building: an order, bail, history. Nobody else hears of it.
    `venue` is the id of the building."""

    __tablename__ = "barred"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    venue_sealed: Mapped[bytes | None]
    reason_sealed: Mapped[bytes | None]
    set_by: Mapped[str | None]
    made_at: Mapped[datetime]
    ended_by: Mapped[str | None]
    ended_at: Mapped[datetime | None]

    venue = Sealed()
    reason = Sealed()
