"""Rounds of offers, the offers in them, and who walks with whom."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.linkage.referral.models import Linkage
from app.model import Model, Word
from app.people.models import Person
from app.seal import Sealed, new_id

OPEN = text("closed_at IS NULL")
UNANSWERED = text("answered_at IS NULL")
GOING_ON = text("ended_at IS NULL")


class RoundKind(StrEnum):
    """One champion is asked, or up to three at once when the list is exhausted."""

    SINGLE = "single"
    BROADCAST = "broadcast"


class Answer(StrEnum):
    """What became of an offer. RECALLED: taken back by us. UNDONE: a yes that was taken back within five minutes."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    RECALLED = "recalled"
    UNDONE = "undone"


class Round(Model):
    """Champions are asked about one request, until a moment of people's time. One is open at a time. `then` are the
    people who are asked after that, one by one, without anybody having to press a button."""

    __tablename__ = "offer_round"
    __table_args__ = (
        UniqueConstraint("linkage_id", "number"),
        Index("uq_offer_round_open", "linkage_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    linkage_id: Mapped[str] = mapped_column(ForeignKey("linkage.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[RoundKind] = mapped_column(Word(RoundKind))
    opened_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    then: Mapped[list[str] | None] = mapped_column(default=list)

    linkage: Mapped[Linkage] = relationship()
    offers: Mapped[list["Offer"]] = relationship(
        cascade="all, delete-orphan", order_by="Offer.made_at, Offer.id", back_populates="round"
    )


class Offer(Model):
    """One champion is asked whether they would go with somebody. Each has one open at a time. `why` is how they came to
    be asked, as the solver tells it: kept for the coordinator. `reason` is a code that they gave for a no. `as_staff`:
    no champion is asked but a member of staff, or one said by themselves that they go."""

    __tablename__ = "offer"
    __table_args__ = (
        UniqueConstraint("round_id", "champion_id"),
        Index("uq_offer_open", "champion_id", unique=True, sqlite_where=UNANSWERED, postgresql_where=UNANSWERED),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    round_id: Mapped[str] = mapped_column(ForeignKey("offer_round.id", ondelete="CASCADE"))
    linkage_id: Mapped[str] = mapped_column(ForeignKey("linkage.id", ondelete="CASCADE"), index=True)
    champion_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    made_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[Answer | None] = mapped_column(Word(Answer))
    reason: Mapped[str] = mapped_column(default="", server_default=text("''"))
    as_staff: Mapped[bool] = mapped_column(default=False, server_default=false())
    why_sealed: Mapped[bytes | None]

    why = Sealed()

    round: Mapped[Round] = relationship(back_populates="offers")
    linkage: Mapped[Linkage] = relationship()
    champion: Mapped[Person] = relationship()


class Walk(Model):
    """A champion walks with somebody; one at a time with each newcomer. `shares_contact`: the newcomer lets this one
    see how to reach them. `as_staff`: whoever goes with them is a member of staff of the organisation that has
    the request. `ending` is a code."""

    __tablename__ = "walk"
    __table_args__ = (
        Index("uq_walk_open", "linkage_id", unique=True, sqlite_where=GOING_ON, postgresql_where=GOING_ON),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    linkage_id: Mapped[str] = mapped_column(ForeignKey("linkage.id", ondelete="CASCADE"), index=True)
    champion_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    offer_id: Mapped[str | None] = mapped_column(ForeignKey("offer.id", ondelete="SET NULL"))
    since: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ending: Mapped[str] = mapped_column(default="", server_default=text("''"))
    shares_contact: Mapped[bool] = mapped_column(default=False)
    as_staff: Mapped[bool] = mapped_column(default=False, server_default=false())

    linkage: Mapped[Linkage] = relationship()
    champion: Mapped[Person] = relationship()
